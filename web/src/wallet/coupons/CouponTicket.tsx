import { Link } from 'react-router';
import type { Coupon } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { offerWords } from '../../shared/offerWords';
import { shortMoment } from '../../shared/time';
import { useCardBanks } from '../../shared/useCardBanks';
import { api } from '../api';
import { TicketStub, whereWords } from '../offers/TicketStub';
import { endsSoon, leftWords } from './coupons';

/** One's own coupon as a ticket that leads to its page. */
export function CouponTicket({ coupon }: { coupon: Coupon }) {
  const { t, language } = useWords();
  const banks = useCardBanks(api);
  const { offer, state, until } = coupon;
  const over = state !== 'usable' && state !== 'held';
  return (
    <Link to={`/coupons/${coupon.id}`} className={over ? 'ticket ticket-link ticket-over' : 'ticket ticket-link'} data-testid="coupon" data-state={state}>
      <TicketStub offer={offer} />
      <div className="ticket-right">
        <h3>{offer.name}</h3>
        <p className="muted small num">{offerWords(offer, t, language, banks.names)}</p>
        <p className="muted small">{whereWords(offer, t, language)}</p>
        <div className="ticket-foot num">
          <span className="muted small">{t('coupons.until', { time: shortMoment(until, language) })}</span>
          {state === 'usable' ? endsSoon(coupon) && <span className="chip chip-amber">{leftWords(until, t)}</span> : <span className={state === 'held' ? 'chip chip-indigo' : 'chip chip-quiet'}>{t(`coupons.state.${state}`)}</span>}
        </div>
      </div>
    </Link>
  );
}

export function CouponTickets({ coupons }: { coupons: Coupon[] }) {
  return (
    <ul className="stack-small plain-list">
      {coupons.map((coupon) => (
        <li key={coupon.id}>
          <CouponTicket coupon={coupon} />
        </li>
      ))}
    </ul>
  );
}
