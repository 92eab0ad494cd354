import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { CampaignResults } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { formatMoney, toDecimal } from '../../shared/money';
import { every } from '../../shared/poll';
import { ErrorState, Skeleton } from '../../shared/states';
import { api } from '../api';
import { Save, Sheet } from '../Sheet';

const REFRESH_MS = 10_000;

/** What a campaign's offers cost and brought, each and all together; each row leads to the offer's own results. */
export function TogetherResults({ id, name }: { id: string; name: string }) {
  const { t, language } = useWords();
  const query = useQuery({
    queryKey: ['/campaigns', id, 'results'],
    queryFn: ({ signal }) => api.get<CampaignResults>(`/campaigns/${id}/results`, { signal }),
    refetchInterval: every(REFRESH_MS),
  });
  if (query.isPending) return <Skeleton rows={[120]} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { sums, offers, tied } = query.data;
  const head = [t('offers.name'), t('results.payments'), t('results.customersHead'), t('results.gross'), t('results.cost'), t('results.refunds')];
  const rows = [...offers, { offerId: '', name: t('campaigns.together'), sums }];
  return (
    <section className="card" aria-label={t('results.title')}>
      <div className="card-head">
        <h2>
          {t('results.title')} <span className={`pill ${tied ? 'jade' : 'amber'}`}>{t(tied ? 'results.tied' : 'results.counting')}</span>
        </h2>
        <Save
          name={`results-${name}`}
          header={head}
          rows={rows.map((row) => [row.name, row.sums.payments, row.sums.customers, toDecimal(row.sums.gross), toDecimal(row.sums.cost), row.sums.refunds])}
        />
      </div>
      <Sheet
        label={t('results.title')}
        head={head}
        rows={rows.map((row) => [
          row.offerId ? <Link to={`/offers/${row.offerId}/results`}>{row.name}</Link> : <b>{row.name}</b>,
          row.sums.payments.toLocaleString(language),
          row.sums.customers.toLocaleString(language),
          formatMoney(row.sums.gross, language),
          formatMoney(row.sums.cost, language),
          row.sums.refunds.toLocaleString(language),
        ])}
      />
      <p className="small muted">{t('campaigns.togetherHelp')}</p>
    </section>
  );
}
