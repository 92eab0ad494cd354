import { Link } from 'react-router';
import type { LiveOffer } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { firstOrderWords, kindWords, oddsWords, offerWords } from '../../shared/offerWords';
import { shortTime } from '../../shared/time';
import { useCardBanks } from '../../shared/useCardBanks';
import { api } from '../api';
import { TicketStub, whereWords } from './TicketStub';

/** An offer as a ticket: what it gives at the left, where and until when at the right; in detail with all its terms. */
export function OfferTicket({ offer, detailed = false }: { offer: LiveOffer; detailed?: boolean }) {
  const { t, language } = useWords();
  const banks = useCardBanks(api);
  const firstOrder = firstOrderWords(offer.condition, t);
  const onTopUp = offer.benefit.kind === 'top_up_bonus';
  const odds = oddsWords(offer, t, language);
  const ends = new Date(offer.endsAt);
  const soon = ends.getTime() - Date.now() < 3 * 86_400_000;
  return (
    <article className="ticket">
      <TicketStub offer={offer} />
      <div className="ticket-right">
        {detailed ? <h2>{offer.name}</h2> : <h3>{offer.name}</h3>}
        <p className="muted small">
          {firstOrder && <span className="ticket-badge">{firstOrder}</span>}
          {kindWords(offer.kind, t)} · {onTopUp ? t('offer.onTopUp') : whereWords(offer, t, language)}
        </p>
        {detailed && <p className="ticket-terms small num">{offerWords(offer, t, language, banks.names)}</p>}
        {detailed && odds.length > 1 && (
          <ul className="ticket-steps small num" aria-label={t('offer.odds')}>
            {odds.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        )}
        <div className="ticket-foot">
          <span className={soon ? 'amber small' : 'muted small'}>{t('offer.until', { time: shortTime(ends, language) })}</span>
          <Link className="ticket-use" to={onTopUp ? '/top-up' : '/scan'} aria-label={t('offer.useNamed', { name: offer.name })}>
            {t('offer.use')}
          </Link>
        </div>
      </div>
    </article>
  );
}
