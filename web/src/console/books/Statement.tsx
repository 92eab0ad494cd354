import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Table } from 'antd';
import { Link, useSearchParams } from 'react-router';
import type { BalanceAt, HeldAccount, StatementLine } from '../../api/types';
import { CopyId } from '../../shared/desk/CopyId';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { ErrorState, Skeleton } from '../../shared/states';
import { When } from '../../shared/When';
import { api } from '../api';
import { DataTable } from '../DataTable';
import { PageHead } from '../PageHead';
import { useFilters } from '../useFilters';
import { formatAsset } from './asset';
import { AtInstant } from './AtInstant';
import { useChart, useKindName } from './chart';
import { AccountLink } from './Legs';

/** How the account stood at an instant that somebody picks. */
function BalanceThen({ code }: { code: string }) {
  const { t, language } = useWords();
  const { filter, change } = useFilters('at', 'by');
  const then = useQuery({
    queryKey: ['/books/accounts/balance-at', code, filter],
    enabled: filter.at !== '',
    queryFn: ({ signal }) => api.get<BalanceAt>('/books/accounts/balance-at', { query: { code, ...filter }, signal }),
  });
  return (
    <div className="filters" style={{ margin: '12px 0 0' }}>
      <span className="muted">{t('books.stoodAt')}</span>
      <AtInstant at={filter.at} by={filter.by} onChange={change} />
      {then.data && (
        <span aria-live="polite">
          <span className="strong">{formatAsset(then.data.asset, then.data.posted, language)}</span>
          {then.data.reservedOut > 0 && (
            <span className="muted">
              {' '}
              {t('books.reservedOut')} {formatAsset(then.data.asset, then.data.reservedOut, language)}
            </span>
          )}
        </span>
      )}
      <ProblemNote error={then.error} />
    </div>
  );
}

/** What holds the account's money, or will bring some. */
function Holds({ held }: { held: HeldAccount }) {
  const { t, language } = useWords();
  return (
    <section className="card" style={{ marginBottom: 16 }} aria-label={t('books.holds')}>
      <h2>{t('books.holds')}</h2>
      <Table
        size="small"
        pagination={false}
        scroll={{ x: 'max-content' }}
        rowKey={(hold) => `${hold.reservation} ${hold.counterparty} ${hold.direction}`}
        dataSource={held.holds}
        columns={[
          { title: t('books.purpose'), render: (_, hold) => <Link to={`/books/entries/${hold.reservation}`}>{hold.purpose}</Link> },
          { title: t('books.counterparty'), render: (_, hold) => <AccountLink code={hold.counterparty} /> },
          { title: t('books.expiresAt'), render: (_, hold) => <When at={hold.expiresAt} full /> },
          {
            title: t('common.amount'),
            align: 'right',
            render: (_, hold) => <span className="strong">{(hold.direction === 'in' ? '+' : '\u2212') + formatAsset(held.account.asset, hold.amount, language)}</span>,
          },
        ]}
      />
      {!held.all && <p className="muted">{t('books.moreHolds')}</p>}
    </section>
  );
}

/** One account's movements, newest first, each with the balance it left behind. */
export function Statement() {
  const { t, language } = useWords();
  const [search] = useSearchParams();
  const code = search.get('code') ?? '';
  const nameOf = useKindName();
  const held = useQuery({
    queryKey: ['/books/accounts/balance', code],
    queryFn: ({ signal }) => api.get<HeldAccount>('/books/accounts/balance', { query: { code }, signal }),
  });
  const kept = useChart().data?.items.find((kind) => kind.name === held.data?.account.kind)?.keepsHistory ?? true;
  const rows = usePages<StatementLine>(api, '/books/accounts/statement', { code });
  const numbered = { ...rows, items: rows.items.map((row, index) => ({ ...row, key: `${row.entryId} ${index}` })) };
  return (
    <>
      <Link to="/books/accounts" className="back">
        <ArrowLeftOutlined aria-hidden /> {t('books.toAccounts')}
      </Link>
      <PageHead title={t('books.statementTitle')} lead={<CopyId id={code} short={false} />} />
      {held.isPending ? (
        <div className="card" style={{ marginBottom: 16 }}>
          <Skeleton rows={[24, 40]} />
        </div>
      ) : !held.data ? (
        <ErrorState error={held.error} onRetry={() => void held.refetch()} />
      ) : (
        <>
          <div className="card" style={{ marginBottom: 16 }}>
            <dl className="facts">
              <dt>{t('books.group')}</dt>
              <dd>{nameOf(held.data.account.kind)}</dd>
              <dt>{t('books.posted')}</dt>
              <dd className="strong">{formatAsset(held.data.account.asset, held.data.account.posted, language)}</dd>
              <dt>{t('books.available')}</dt>
              <dd>{formatAsset(held.data.account.asset, held.data.account.available, language)}</dd>
              <dt>{t('books.reservedOut')}</dt>
              <dd>{formatAsset(held.data.account.asset, held.data.account.reservedOut, language)}</dd>
              <dt>{t('books.reservedIn')}</dt>
              <dd>{formatAsset(held.data.account.asset, held.data.account.reservedIn, language)}</dd>
              {(held.data.account.closed || held.data.account.freeze !== 'none') && (
                <>
                  <dt>{t('common.state')}</dt>
                  <dd>{held.data.account.closed ? t('books.closed') : `${t('books.freeze')}: ${t(`books.freezes.${held.data.account.freeze}`)}`}</dd>
                </>
              )}
            </dl>
            {kept && <BalanceThen code={code} />}
          </div>
          {held.data.holds.length > 0 && <Holds held={held.data} />}
          {!kept && <p className="muted">{t('books.historyNotKeptLead')}</p>}
        </>
      )}
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
