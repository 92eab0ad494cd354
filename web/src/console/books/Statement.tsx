import { ArrowLeftOutlined } from '@ant-design/icons';
import { Link, useSearchParams } from 'react-router';
import type { StatementLine } from '../../api/types';
import { CopyId } from '../../shared/desk/CopyId';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { When } from '../../shared/When';
import { api } from '../api';
import { DataTable } from '../DataTable';
import { PageHead } from '../PageHead';
import { formatAsset } from './asset';
import { AccountLink } from './Legs';

/** One account's movements, newest first, each with the balance it left behind. */
export function Statement() {
  const { t, language } = useWords();
  const [search] = useSearchParams();
  const code = search.get('code') ?? '';
  const rows = usePages<StatementLine>(api, '/books/accounts/statement', { code });
  const numbered = { ...rows, items: rows.items.map((row, index) => ({ ...row, key: `${row.entryId} ${index}` })) };
  return (
    <>
      <Link to="/books/accounts" className="back">
        <ArrowLeftOutlined aria-hidden /> {t('books.toAccounts')}
      </Link>
      <PageHead title={t('books.statementTitle')} lead={<CopyId id={code} short={false} />} />
      <DataTable<StatementLine & { key: string }>
        label={t('books.statementTitle')}
        pages={numbered}
        rowKey={(row) => row.key}
        empty={t('books.statementEmpty')}
        columns={[
          { title: t('books.recordedAt'), render: (_, row) => <When at={row.recordedAt} /> },
          {
            title: t('books.entry'),
            render: (_, row) => (
              <Link className="num" to={`/books/entries/${row.entryId}`}>
                {row.entryId}
              </Link>
            ),
          },
          { title: t('books.kind'), render: (_, row) => t(`books.kinds.${row.kind}`, { defaultValue: row.kind }) },
          { title: t('books.counterparty'), render: (_, row) => <AccountLink code={row.counterparty} /> },
          { title: t('common.amount'), align: 'right', render: (_, row) => <span className={row.amount > 0 ? 'money-in strong' : 'strong'}>{(row.amount > 0 ? '+' : '') + formatAsset(row.asset, row.amount, language)}</span> },
          { title: t('books.balance'), align: 'right', render: (_, row) => formatAsset(row.asset, row.balance, language) },
        ]}
        csv={{
          name: 'statement',
          header: [t('books.recordedAt'), t('books.entry'), t('books.kind'), t('books.counterparty'), t('common.amount'), t('books.balance')],
          row: (row) => [row.recordedAt, String(row.entryId), row.kind, row.counterparty, row.amount, row.balance],
        }}
      />
    </>
  );
}
