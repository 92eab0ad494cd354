import { useQuery } from '@tanstack/react-query';
import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { Link, useParams } from 'react-router';
import type { SponsorCampaign, SponsorStatement } from '../../api/types';
import { CopyId } from '../../shared/desk/CopyId';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { ErrorState, Skeleton } from '../../shared/states';
import { When } from '../../shared/When';
import { api } from '../api';
import { DataTable } from '../DataTable';
import { PageHead } from '../PageHead';
import { useFilters } from '../useFilters';
import { Position } from './Position';

const REFRESH_MS = 15_000;

/** A sponsor's statement of a month, and the same by campaign. */
export function SponsorPage() {
  const { t, language } = useWords();
  const { id = '' } = useParams();
  const { filter, change } = useFilters('currency', 'month');
  const path = `/sponsors/${encodeURIComponent(id)}`;
  const query = { currency: filter.currency || 'CNY', ...(filter.month ? { month: filter.month } : {}) };
  const statement = useQuery({
    queryKey: [path, 'statement', query],
    queryFn: ({ signal }) => api.get<SponsorStatement>(`${path}/statement`, { query, signal }),
    refetchInterval: REFRESH_MS,
  });
  const campaigns = usePages<SponsorCampaign>(api, `${path}/statement-campaigns`, query, { refetchMs: REFRESH_MS });
  if (statement.error && !statement.data) return <ErrorState error={statement.error} onRetry={() => void statement.refetch()} />;
  const data = statement.data;
  return (
    <>
      <PageHead title={data?.name ?? '…'} lead={<CopyId id={id} />}>
        <DatePicker
          picker="month"
          allowClear={false}
          aria-label={t('sponsors.month')}
          value={data ? dayjs(data.month) : null}
          disabledDate={(day) => day.isAfter(dayjs(), 'month')}
          onChange={(month: dayjs.Dayjs | null) => change({ month: month ? month.format('YYYY-MM') : null })}
        />
      </PageHead>
      <section className="card" aria-label={t('sponsors.statement')}>
        <div className="card-head">
          <h2>{t('sponsors.statement')}</h2>
          {data && <span className={`pill ${data.tied ? 'jade' : 'amber'}`}>{t(data.tied ? 'sponsors.tied' : 'sponsors.counting')}</span>}
        </div>
        {data ? <Sums statement={data} /> : <Skeleton rows={[24, 24, 24, 24, 24]} />}
      </section>
      {data && data.payments.length > 0 && (
        <section className="card" aria-label={t('sponsors.payments')}>
          <h2>{t('sponsors.payments')}</h2>
          <ul className="plain-list">
            {data.payments.map((paid) => (
              <li key={`${paid.entryId} ${paid.amount.value}`}>
                <span>
                  <When at={paid.at} /> <Link to={`/books/entries/${paid.entryId}`}>{t(paid.amount.value > 0 ? 'sponsors.paidIn' : 'sponsors.paidOut')}</Link>
                </span>
                <b className="num">{formatMoney(paid.amount, language)}</b>
              </li>
            ))}
          </ul>
        </section>
      )}
      <h2>{t('sponsors.byCampaign')}</h2>
      <DataTable<SponsorCampaign>
        label={t('sponsors.byCampaign')}
        pages={campaigns}
        rowKey={(row) => row.campaignId}
        empty={t('sponsors.nothing')}
        columns={[
          { title: t('sponsors.campaign'), render: (_, row) => <Link to={`/offers/${row.offerId}`}>{row.name}</Link> },
          { title: t('sponsors.uses'), align: 'right', render: (_, row) => row.payments.toLocaleString(language) },
          { title: t('sponsors.spent'), align: 'right', render: (_, row) => formatMoney(row.spent, language) },
          { title: t('sponsors.returned'), align: 'right', render: (_, row) => formatMoney(row.returned, language) },
          {
            title: t('sponsors.borne'),
            align: 'right',
            render: (_, row) => <span className="strong">{formatMoney({ ...row.spent, value: row.spent.value - row.returned.value }, language)}</span>,
          },
          { title: t('common.id'), render: (_, row) => <CopyId id={row.campaignId} /> },
        ]}
        file={{ path: `${path}/statement.csv`, query: data ? { ...query, month: data.month } : query }}
      />
    </>
  );
}

/** Top to bottom it is a sum: how it stood, what came and went, how it stands. */
function Sums({ statement }: { statement: SponsorStatement }) {
  const { t, language } = useWords();
  const lines = [
    { word: 'paidIn', amount: statement.paidIn },
    { word: 'paidOut', amount: { ...statement.paidOut, value: -statement.paidOut.value } },
    { word: 'spent', amount: { ...statement.spent, value: -statement.spent.value } },
    { word: 'returned', amount: statement.returned },
  ];
  return (
    <dl className="facts">
      <dt>{t('sponsors.opening')}</dt>
      <dd>
        <Position amount={statement.opening} />
      </dd>
      {lines.map(({ word, amount }) => (
        <FactOf key={word} word={t(`sponsors.${word}`)} amount={formatMoney(amount, language)} />
      ))}
      <dt>{t('sponsors.closing')}</dt>
      <dd>
        <Position amount={statement.closing} />
      </dd>
      <dt>{t('sponsors.withCampaignsNow')}</dt>
      <dd className="num">{formatMoney(statement.withCampaigns, language)}</dd>
    </dl>
  );
}

function FactOf({ word, amount }: { word: string; amount: string }) {
  return (
    <>
      <dt>{word}</dt>
      <dd className="num">{amount}</dd>
    </>
  );
}
