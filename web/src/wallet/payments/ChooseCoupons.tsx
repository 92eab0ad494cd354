import { Popup } from 'antd-mobile';
import { type Ref, useEffect } from 'react';
import type { Money, Quote, QuoteCoupon } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import type { Problem } from '../../shared/problem';
import { shortMoment } from '../../shared/time';
import { useCardBanks } from '../../shared/useCardBanks';
import { whyNotWords } from '../../shared/whyNot';
import { api } from '../api';
import { ChevronIcon, TicketIcon } from '../icons';
import { Button, Refusal } from '../parts';

/** The coupons that a price may use, if somebody chose them; undefined where the best are taken. */
export function chosenByHand(quote: Quote): string[] | undefined {
  return quote.coupons.every((coupon) => coupon.chosen) ? undefined : idsOf(quote.coupons.filter((coupon) => coupon.chosen));
}

/** What is ticked: what was chosen, or of the best what is used. */
export const ticked = (quote: Quote): string[] => chosenByHand(quote) ?? idsOf(quote.coupons.filter((coupon) => coupon.applied));

/** Reasons of the choice among offers; with any other the coupon can't be used for this order at all. */
const BEATEN = new Set(['not-best', 'not-first', 'not-cheapest']);

const isApplied = (quote: Quote, couponId: string) => quote.coupons.some((coupon) => coupon.couponId === couponId && coupon.applied);

/**
 * A price with one coupon more. Where others beat it, it is taken without them: it is the one that was asked for. Where it can't be had even
 * so, nothing is lost for it.
 */
export async function pricedWith(couponId: string, others: string[], ask: (coupons: string[]) => Promise<Quote>): Promise<Quote> {
  const together = await ask([...others, couponId]);
  if (others.length === 0 || isApplied(together, couponId)) return together;
  const alone = await ask([couponId]);
  return isApplied(alone, couponId) ? alone : together;
}

const idsOf = (coupons: QuoteCoupon[]) => coupons.map((coupon) => coupon.couponId);

/** What the coupons of the price give, off it and back. */
function given(quote: Quote, coupons: QuoteCoupon[]): { off: Money; back: Money } {
  const offers = new Set(coupons.filter((coupon) => coupon.applied).map((coupon) => coupon.offerId));
  const applied = quote.applied.filter((offer) => offers.has(offer.offerId));
  const sum = (of: 'discount' | 'cashback') => ({ currency: quote.gross.currency, value: applied.reduce((total, offer) => total + offer[of].value, 0) });
  return { off: sum('discount'), back: sum('cashback') };
}

function Gives({ quote, coupons }: { quote: Quote; coupons: QuoteCoupon[] }) {
  const { t, language } = useWords();
  const { off, back } = given(quote, coupons);
  if (off.value > 0) return <span className="row-amount num jade">{formatMoney({ ...off, value: -off.value }, language)}</span>;
  return back.value > 0 ? <span className="row-amount num gold">{t('receipt.earnLater', { amount: formatMoney(back, language) })}</span> : null;
}

/** How it stands with the coupons of a price, and the way to choose others; nothing where the customer has none for it. */
export function CouponRow({ quote, disabled, onOpen, ref }: { quote: Quote; disabled: boolean; onOpen: () => void; ref: Ref<HTMLButtonElement> }) {
  const { t } = useWords();
  if (quote.coupons.length === 0) return null;
  const used = quote.coupons.filter((coupon) => coupon.applied).length;
  const best = chosenByHand(quote) === undefined;
  const state = used > 0 ? t(best ? 'coupons.bestTaken' : 'coupons.taken', { count: used }) : best ? t('coupons.noneFits') : t('coupons.noneTaken');
  return (
    <div className="card rows">
      <button ref={ref} type="button" className="row" data-testid="coupon-row" disabled={disabled} onClick={onOpen}>
        <span className="avatar avatar-cinnabar">
          <TicketIcon size={22} />
        </span>
        <span className="row-main">
          {t('coupons.atCheckout')}
          <span className="row-note num">{state}</span>
        </span>
        <Gives quote={quote} coupons={quote.coupons} />
        <ChevronIcon />
      </button>
    </div>
  );
}

/** The customer's coupons for a price: which it uses, why not the others, and others to be chosen; a new price for each choice. */
export function CouponSheet({
  quote,
  open,
  busy,
  problem,
  onChoose,
  onClose,
}: {
  quote: Quote;
  open: boolean;
  busy: boolean;
  problem: Problem | null;
  /**
   * @param coupons undefined for the best
   * @param more one beside them, which is to be used if it can be
   */
  onChoose: (coupons: string[] | undefined, more?: string) => void;
  onClose: () => void;
}) {
  const { t, language } = useWords();
  const banks = useCardBanks(api);
  const now = ticked(quote);
  const best = chosenByHand(quote) === undefined;

  // Wherever the keyboard is: what was pressed may be gone with the price it was pressed at.
  useEffect(() => {
    if (!open) return;
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && onClose();
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });

  // Not disabled meanwhile: the keyboard stays where it is.
  const choose = (coupons: string[] | undefined, more?: string) => !busy && onChoose(coupons, more);
  const toggle = (id: string) => (now.includes(id) ? choose(now.filter((each) => each !== id)) : choose(now, id));

  const missedBy = (coupon: QuoteCoupon) => (coupon.applied || !coupon.chosen ? undefined : quote.notApplied.find((offer) => offer.offerId === coupon.offerId));
  const isUnfit = (coupon: QuoteCoupon) => !now.includes(coupon.couponId) && missedBy(coupon) !== undefined && !BEATEN.has(missedBy(coupon)?.code ?? '');

  function note(coupon: QuoteCoupon): string {
    const until = t('coupons.until', { time: shortMoment(coupon.until, language) });
    const missed = missedBy(coupon);
    return missed ? whyNotWords(missed, quote.gross.currency, t, language, banks.names) : until;
  }

  return (
    <Popup visible={open} onMaskClick={onClose} onClose={onClose} destroyOnClose bodyClassName="sheet">
      <div role="dialog" aria-modal="true" aria-label={t('coupons.choose')} aria-busy={busy}>
        <header className="sheet-head">
          <button type="button" className="sheet-close" autoFocus onClick={onClose}>
            {t('action.close')}
          </button>
          <h2>{t('coupons.choose')}</h2>
        </header>
        <fieldset className={busy ? 'rows sheet-list choose-card repricing' : 'rows sheet-list choose-card'}>
          <legend className="visually-hidden">{t('coupons.choose')}</legend>
          {quote.coupons.map((coupon) => (
            <label key={coupon.couponId} className="row" data-testid="quote-coupon" data-applied={coupon.applied}>
              <input type="checkbox" checked={now.includes(coupon.couponId)} disabled={isUnfit(coupon)} onChange={() => toggle(coupon.couponId)} />
              <span className="row-main">
                {coupon.name}
                <span className="row-note num">{note(coupon)}</span>
              </span>
              <Gives quote={quote} coupons={[coupon]} />
            </label>
          ))}
        </fieldset>
        <div className="sheet-foot">
          <p className="sheet-total num" role="status">
            <span>{t('receipt.toPay')}</span>
            <b>{formatMoney(quote.payable, language)}</b>
          </p>
          <Refusal problem={problem} />
          <div className="pair">
            <Button kind="ghost" disabled={best || busy} onClick={() => choose(undefined)}>
              {t(best ? 'coupons.isBest' : 'coupons.takeBest')}
            </Button>
            <Button busy={busy} onClick={onClose}>
              {t('coupons.chosen')}
            </Button>
          </div>
          <button type="button" className="link" disabled={now.length === 0} onClick={() => choose([])}>
            {t('coupons.takeNone')}
          </button>
        </div>
      </div>
    </Popup>
  );
}
