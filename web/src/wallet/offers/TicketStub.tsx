import type { TFunction } from 'i18next';
import type { LiveOffer } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { kindWords, shareOff } from '../../shared/offerWords';

type Stubbed = Pick<LiveOffer, 'benefit' | 'condition' | 'currency' | 'kind'>;

/** The left of a ticket: what it comes to. */
export function TicketStub({ offer }: { offer: Stubbed }) {
  const { t, language } = useWords();
  const { head, foot } = stubWords(offer, t, language);
  return (
    <div className="ticket-left num">
      <b className={head.length > 6 ? 'ticket-long' : undefined}>{head}</b>
      <span>{foot}</span>
    </div>
  );
}

/** The merchants where an offer holds. */
export function whereWords({ merchants }: { merchants?: { name: string }[] | undefined }, t: TFunction, language: string): string {
  return merchants?.length ? merchants.map(({ name }) => name).join(language === 'en' ? ', ' : '、') : t('offer.everywhere');
}

/** The few words that fit on the ticket's stub: what it comes to, and what it takes. */
function stubWords({ benefit, condition, currency, kind }: Stubbed, t: TFunction, language: string): { head: string; foot: string } {
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
