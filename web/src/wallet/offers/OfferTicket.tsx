import type { TFunction } from 'i18next';
import { Link } from 'react-router';
import type { LiveOffer } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { firstOrderWords, kindWords, oddsWords, offerWords, shareOff } from '../../shared/offerWords';
import { shortTime } from '../../shared/time';
import { useCardBanks } from '../../shared/useCardBanks';
import { api } from '../api';

/** An offer as a ticket: what it gives at the left, where and until when at the right; in detail with all its terms. */
export function OfferTicket({ offer, detailed = false }: { offer: LiveOffer; detailed?: boolean }) {
  const { t, language } = useWords();
  const banks = useCardBanks(api);
  const { head, foot } = stub(offer, t, language);
  const merchants = offer.merchants ?? [];
  const firstOrder = firstOrderWords(offer.condition, t);
  const onTopUp = offer.benefit.kind === 'top_up_bonus';
  const odds = oddsWords(offer, t, language);
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
          {firstOrder && <span className="ticket-badge">{firstOrder}</span>}
          {kindWords(offer.kind, t)} · {onTopUp ? t('offer.onTopUp') : merchants.length === 0 ? t('offer.everywhere') : merchants.map((merchant) => merchant.name).join(language === 'en' ? ', ' : '、')}
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

/** The few words that fit on the ticket's stub: what it comes to, and what it takes. */
function stub({ benefit, condition, currency, kind }: LiveOffer, t: TFunction, language: string): { head: string; foot: string } {
  // ¥20 without its empty decimals: a ticket has little room.
  const short = (value: number) => formatMoney({ value, currency }, language).replace(/\.0+$/, '');
  const above = (minor: number) => t('offer.above', { amount: short(minor) });
  const parts = condition?.kind === 'all' ? condition.parts : condition ? [condition] : [];
  const minimum = parts.find((part) => part.kind === 'amount_at_least');
  const asked = minimum?.kind === 'amount_at_least' ? above(minimum.minor) : t('offer.anyAmount');
  const upTo = (capMinor: number | undefined) => (capMinor === undefined ? asked : t('offer.upTo', { amount: short(capMinor) }));
  switch (benefit.kind) {
    case 'spend_and_save':
    case 'top_up_bonus': {
      const best = benefit.steps.at(-1);
      return best ? { head: short(best.offMinor), foot: above(best.thresholdMinor) } : { head: '', foot: '' };
    }
    case 'amount_off':
      return { head: short(benefit.offMinor), foot: benefit.level === 'line' ? t('offer.each') : asked };
    case 'every_spend':
      return { head: short(benefit.offMinor), foot: t('offer.every', { amount: short(benefit.thresholdMinor) }) };
    case 'percent_off':
      return { head: percentOff(benefit.basisPoints, t, language), foot: upTo(benefit.capMinor) };
    case 'cashback':
      return { head: `${benefit.basisPoints / 100}%`, foot: upTo(benefit.capMinor) };
    case 'random_off':
      return { head: short(Math.max(...benefit.chances.map((chance) => chance.offMinor))), foot: t('offer.atMostRandom') };
    case 'fixed_price':
    case 'flash_price':
    case 'bundle':
      return { head: short(benefit.priceMinor), foot: kindWords(benefit.kind, t) };
    case 'buy_get':
      return { head: t('offer.buyGet', { buy: benefit.buyUnits, get: benefit.getUnits }), foot: kindWords(benefit.kind, t) };
    default:
      return { head: kindWords(kind, t), foot: asked };
  }
}

/** 15 % off: 8.5折 to a Chinese reader, −15% to an English one. */
function percentOff(basisPoints: number, t: TFunction, language: string): string {
  if (basisPoints >= 10_000) return t('offer.free');
  const share = shareOff(basisPoints, language);
  return language === 'zh-CN' ? `${share}折` : `\u2212${share}%`;
}
