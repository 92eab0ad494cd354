import type { TFunction } from 'i18next';
import { Link } from 'react-router';
import type { LiveOffer, Money } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { shortTime } from '../../shared/time';

/** An offer as a ticket: what it gives at the left, where and until when at the right; in detail with all its steps. */
export function OfferTicket({ offer, detailed = false }: { offer: LiveOffer; detailed?: boolean }) {
  const { t, language } = useWords();
  const { head, foot } = benefit(offer, t, language);
  const merchants = offer.merchants ?? [];
  const ends = new Date(offer.endsAt);
  const soon = ends.getTime() - Date.now() < 3 * 86_400_000;
  return (
    <article className="ticket">
      <div className="ticket-left num">
        <b className={head.length > 6 ? 'ticket-long' : undefined}>{head}</b>
        <span>{foot}</span>
      </div>
      <div className="ticket-right">
        {detailed ? <h2>{offer.name}</h2> : <h3>{offer.name}</h3>}
        <p className="muted small">
          {t(`kind.${offer.kind}`)} · {merchants.length === 0 ? t('offer.everywhere') : merchants.map((merchant) => merchant.name).join(language === 'en' ? ', ' : '、')}
        </p>
        {detailed && (offer.steps?.length ?? 0) > 1 && (
          <ul className="ticket-steps small num">
            {offer.steps?.map((step) => <li key={step.threshold.value}>{t('offer.step', { threshold: short(step.threshold, language), off: short(step.off, language) })}</li>)}
          </ul>
        )}
        <div className="ticket-foot">
          <span className={soon ? 'amber small' : 'muted small'}>{t('offer.until', { time: shortTime(ends, language) })}</span>
          <Link className="ticket-use" to="/scan" aria-label={t('offer.useNamed', { name: offer.name })}>
            {t('offer.use')}
          </Link>
        </div>
      </div>
    </article>
  );
}

/** ¥20 without its empty decimals: a ticket has little room. */
function short(money: Money, language: string): string {
  return formatMoney(money, language).replace(/\.00$/, '');
}

function benefit(offer: LiveOffer, t: TFunction, language: string): { head: string; foot: string } {
  const above = (money: Money | null | undefined) =>
    money && money.value > 0 ? t('offer.above', { amount: short(money, language) }) : t('offer.anyAmount');
  const upTo = offer.cap && offer.cap.value > 0 ? t('offer.upTo', { amount: short(offer.cap, language) }) : undefined;
  switch (offer.kind) {
    case 'spend_and_save': {
      const best = [...(offer.steps ?? [])].sort((a, b) => a.off.value - b.off.value).at(-1);
      return best ? { head: short(best.off, language), foot: above(best.threshold) } : { head: '', foot: '' };
    }
    case 'percent_off':
      return { head: percentOff(offer.percent, language), foot: upTo ?? t('offer.anyAmount') };
    case 'first_order':
      return { head: offer.off ? short(offer.off, language) : '', foot: above(offer.threshold) };
    case 'cashback':
      return { head: `${trim(offer.percent)}%`, foot: upTo ?? above(offer.threshold) };
  }
}

const trim = (percent: LiveOffer['percent']) => String(Number(percent ?? 0));

/** 15 % off: 8.5折 to a Chinese reader, −15% to an English one. */
function percentOff(percent: LiveOffer['percent'], language: string): string {
  const off = Number(percent ?? 0);
  return language === 'zh-CN' ? `${Number(((100 - off) / 10).toFixed(3))}折` : `\u2212${off}%`;
}
