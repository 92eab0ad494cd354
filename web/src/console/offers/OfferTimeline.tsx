import type { Offer, OfferEvent } from '../../api/types';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { ErrorState, Skeleton } from '../../shared/states';
import { api } from '../api';
import { Timeline } from '../Timeline';

const TONES = { opened: 'jade', changed: 'indigo', resumed: 'jade', paused: 'amber', ended: undefined, spent_50: 'indigo', spent_80: 'amber', spent_100: 'amber' } as const;

/** What staff did with an offer, and how far its budget was spent. */
export function OfferTimeline({ offer }: { offer: Offer }) {
  const { t } = useWords();
  const events = usePages<OfferEvent>(api, `/offers/${offer.id}/timeline`, { state: offer.state }, { limit: 20 });
  return (
    <section className="card" aria-label={t('offers.timeline')}>
      <h2>{t('offers.timeline')}</h2>
      {events.loading ? (
        <Skeleton rows={[32, 32]} />
      ) : events.error ? (
        <ErrorState error={events.error} onRetry={events.retry} />
      ) : (
        <Timeline
          items={events.items.map((event) => ({ key: `${event.at} ${event.what}`, at: event.at, title: t(`offers.events.${event.what}`), tone: TONES[event.what], detail: event.by === 'books' ? undefined : [event.byName ?? (event.by.startsWith('cus_') ? t('offers.byMerchant') : event.by), event.why].filter(Boolean).join(' · ') }))}
          more={events.hasMore ? events.more : undefined}
          loadingMore={events.loadingMore}
        />
      )}
    </section>
  );
}
