import type { Merchant, MerchantEvent } from '../../api/types';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { ErrorState, Skeleton } from '../../shared/states';
import { api } from '../api';
import { Timeline, type TimelineItem } from '../Timeline';

/** What was decided about a merchant, back to its application. */
export function MerchantTimeline({ merchant }: { merchant: Merchant }) {
  const { t } = useWords();
  const events = usePages<MerchantEvent>(api, `/merchants/${merchant.id}/timeline`, { status: merchant.status }, { limit: 20 });
  const items: TimelineItem[] = events.items.map((event) => ({
    key: event.at,
    at: event.at,
    title: t(`merchants.events.${event.status}`),
    tone: event.status === 'active' ? 'jade' : 'amber',
    detail: [event.byName ?? event.by, event.reason].filter(Boolean).join(' · '),
  }));
  if (!events.hasMore) items.push({ key: 'applied', at: merchant.createdAt, title: t('merchants.events.applied') });
  return (
    <section className="drawer-timeline" aria-label={t('merchants.timeline')}>
      <h3>{t('merchants.timeline')}</h3>
      {events.loading ? <Skeleton rows={[32, 32]} /> : events.error ? <ErrorState error={events.error} onRetry={events.retry} /> : <Timeline items={items} more={events.hasMore ? events.more : undefined} loadingMore={events.loadingMore} />}
    </section>
  );
}
