import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { LiveOffer, Page } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { Empty, ErrorState, Skeleton } from '../../shared/states';
import { api } from '../api';
import { OfferTicket } from './OfferTicket';

export function Offers() {
  const { t } = useWords();
  const offers = useQuery({ queryKey: ['live-offers'], queryFn: () => api.get<Page<LiveOffer>>('/live-offers') });
  return (
    <div className="screen-body">
      <h1 className="tab-title">{t('tab.offers')}</h1>
      <p className="muted small">{t('offer.auto')}</p>
      {offers.isPending && <Skeleton rows={[92, 92, 92]} />}
      {offers.isError && <ErrorState error={offers.error} onRetry={() => void offers.refetch()} />}
      {offers.data?.items.length === 0 && (
        <Empty
          action={
            <Link className="button button-primary button-inline" to="/scan">
              {t('home.scan')}
            </Link>
          }
        >
          {t('offer.none')}
        </Empty>
      )}
      <ul className="stack-small plain-list">
        {offers.data?.items.map((offer) => (
          <li key={offer.id}>
            <OfferTicket offer={offer} detailed />
          </li>
        ))}
      </ul>
    </div>
  );
}
