import { CheckCircleFilled, DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Table } from 'antd';
import { Link } from 'react-router';
import type { TrialBalance, TrialBalanceRow } from '../../api/types';
import { saveCsv } from '../../shared/desk/csv';
import { useWords } from '../../shared/i18n/start';
import { Empty, ErrorState, Skeleton, Warning } from '../../shared/states';
import { api } from '../api';
import { PageHead } from '../PageHead';
import { useFilters } from '../useFilters';
import { formatAsset } from './asset';
import { AtInstant } from './AtInstant';
import { useKindName } from './chart';
import { Closing } from './Closing';

/** The sums of the books by asset and kind of account, now or at an instant. Each asset's column ends in zero, or something is very wrong. */
export function TrialBalancePage() {
  const { t, language } = useWords();
  const nameOf = useKindName();
  const { filter, change } = useFilters('at', 'by');
  const books = useQuery({
    queryKey: ['/books/trial-balance', filter],
    queryFn: ({ signal }) => api.get<TrialBalance>('/books/trial-balance', { query: filter, signal }),
    refetchInterval: filter.at ? false : 10_000,
  });
  const save = () =>
    saveCsv(
      'trial-balance',
      [t('books.asset'), t('books.group'), t('books.accounts'), t('books.posted'), t('books.reservedIn'), t('books.reservedOut')],
      (books.data?.items ?? []).map((row) => [row.asset, row.kind, row.accounts, row.posted, row.reservedIn, row.reservedOut]),
    );
  return (
    <>
      <PageHead title={t('books.trialTitle')} lead={t('books.trialLead')}>
        {books.data && (
          <Button icon={<DownloadOutlined />} onClick={save}>
            {t('common.export')}
          </Button>
        )}
      </PageHead>
      <div className="filters">
        <AtInstant at={filter.at} by={filter.by} onChange={change} />
        <Closing />
      </div>
      {filter.at && <p className="muted">{t('books.atLead')}</p>}
      {books.isPending ? (
        <div className="card">
          <Skeleton rows={[24, 36, 36, 36, 36]} />
        </div>
      ) : !books.data ? (
        <ErrorState error={books.error} onRetry={() => void books.refetch()} />
      ) : books.data.totals.length === 0 ? (
        <div className="card">
          <Empty>{t('books.trialEmptyHint')}</Empty>
        </div>
      ) : (
        books.data.totals.map((total) => (
          <section className="card asset" key={total.asset} aria-label={total.asset}>
            <div className="asset-head">
              <h2>{total.asset}</h2>
              <ZeroPill sum={total.posted} />
            </div>
            <Table<TrialBalanceRow>
              size="middle"
              scroll={{ x: 'max-content' }}
              pagination={false}
              rowKey="kind"
              dataSource={books.data.items.filter((row) => row.asset === total.asset)}
              columns={[
                { title: t('books.group'), width: '30%', render: (_, row) => <Link to={`/books/accounts?kind=${encodeURIComponent(row.kind)}`}>{nameOf(row.kind)}</Link> },
                { title: t('books.accounts'), align: 'right', render: (_, row) => row.accounts.toLocaleString(language) },
                { title: t('books.reservedIn'), align: 'right', render: (_, row) => <Quiet asset={row.asset} value={row.reservedIn} /> },
                { title: t('books.reservedOut'), align: 'right', render: (_, row) => <Quiet asset={row.asset} value={row.reservedOut} /> },
                { title: t('books.posted'), align: 'right', width: '22%', render: (_, row) => <span className="strong">{formatAsset(row.asset, row.posted, language)}</span> },
              ]}
              summary={() => (
                <Table.Summary.Row className="sum-row">
                  <Table.Summary.Cell index={0} colSpan={4}>
                    {t('books.sum')}
                  </Table.Summary.Cell>
                  <Table.Summary.Cell index={1} align="right">
                    {formatAsset(total.asset, total.posted, language)}
                  </Table.Summary.Cell>
                </Table.Summary.Row>
              )}
            />
          </section>
        ))
      )}
    </>
  );
}

export function ZeroPill({ sum }: { sum: number }) {
  const { t } = useWords();
  return sum === 0 ? (
    <span className="pill jade">
      <CheckCircleFilled aria-hidden /> {t('books.sumZero')}
    </span>
  ) : (
    <span className="pill amber" role="alert">
      <Warning size={14} /> {t('books.sumNotZero')}
    </span>
  );
}

/** A figure that is nearly always nothing stays out of the way until it is not. */
function Quiet({ asset, value }: { asset: string; value: number }) {
  const { language } = useWords();
  return value === 0 ? <span className="muted">·</span> : <span>{formatAsset(asset, value, language)}</span>;
}
