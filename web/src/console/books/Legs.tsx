import { Table } from 'antd';
import { Link } from 'react-router';
import type { EntryTransfer } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { formatAsset } from './asset';

export function AccountLink({ code }: { code: string }) {
  return (
    <Link className="mono" to={`/books/statement?code=${encodeURIComponent(code)}`} title={code}>
      {shortCode(code)}
    </Link>
  );
}

/** TypeIDs are long: an account's code keeps its words and the ends of its ids. */
export function shortCode(code: string): string {
  return code.replace(/([a-z]{3}_[0-9a-z]{2})[0-9a-z]{18}([0-9a-z]{6})/g, '$1…$2');
}

/** The transfers of an entry, in the order they stand in the books. */
export function Legs({ transfers, compact = false }: { transfers: EntryTransfer[]; compact?: boolean }) {
  const { t, language } = useWords();
  const rows = transfers.map((transfer, index) => ({ ...transfer, key: index }));
  return (
    <Table
      aria-label={t('books.legs')}
      size="small"
      pagination={false}
      scroll={{ x: 'max-content' }}
      dataSource={rows}
      columns={[
        { title: t('books.from'), render: (_, row) => <AccountLink code={row.from} /> },
        { title: t('books.to'), render: (_, row) => <AccountLink code={row.to} /> },
        {
          title: t('common.amount'),
          align: 'right',
          render: (_, row) => (
            <span className="strong nowrap">
              {formatAsset(row.asset, row.amount, language)}
              {row.asset.length > 3 || row.asset === 'USE' ? <span className="tiny muted"> {row.asset}</span> : null}
            </span>
          ),
        },
        ...(compact
          ? []
          : [
              { title: t('books.fromBalance'), align: 'right' as const, render: (_: unknown, row: EntryTransfer) => balance(row.asset, row.fromBalance, language) },
              { title: t('books.toBalance'), align: 'right' as const, render: (_: unknown, row: EntryTransfer) => balance(row.asset, row.toBalance, language) },
            ]),
      ]}
    />
  );
}

function balance(asset: string, value: number | null | undefined, language: string) {
  return <span className="muted nowrap">{value === null || value === undefined ? '·' : formatAsset(asset, value, language)}</span>;
}
