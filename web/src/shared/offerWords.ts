import type { TFunction } from 'i18next';
import type { Base, Benefit, Condition, Goods, Weekday } from '../api/types';
import { formatMoney } from './money';

/** How words are made: the reader's language, the offer's currency for its amounts, and what banks are called. */
interface Teller {
  t: TFunction;
  language: string;
  currency: string;
  banks: BankNames;
}

/** Banks' names by their codes; a bank that is not among them is told by its code. */
export type BankNames = ReadonlyMap<string, string>;

const NO_NAMES: BankNames = new Map();

/** What of an offer is told: the same for staff and customers. */
export interface Told {
  benefit: Benefit;
  condition?: Condition | null;
  currency: string;
}

/** What a condition on the way of paying names. */
type PaidWith = Omit<Extract<Condition, { kind: 'paid_with' }>, 'kind'>;

const MOST_NAMES = 3;
export const WEEKDAYS: Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** "满50减8，周五、周六 18:00–21:00": what an offer gives and when, in one line a person would say. */
export function offerWords(offer: Told, t: TFunction, language: string, banks = NO_NAMES): string {
  const teller = { t, language, currency: offer.currency, banks };
  const order = partsOf(offer.condition).find((part) => part.kind === 'nth_order');
  const what = toldBenefit(offer.benefit, teller);
  const others = partsOf(offer.condition).filter((part) => part !== order);
  return listed([order ? t('offerTerms.onOrder', { order: orderWords(order, t), what }) : what, ...others.map((part) => toldCondition(part, teller))], teller);
}

/** What several give, one after the other. */
export function offersWords(offers: readonly Told[], t: TFunction, language: string, banks = NO_NAMES): string {
  return offers.map((offer) => offerWords(offer, t, language, banks)).join(language === 'zh-CN' ? '；' : '; ');
}

export function benefitWords({ benefit, currency }: Told, t: TFunction, language: string): string {
  return toldBenefit(benefit, { t, language, currency, banks: NO_NAMES });
}

/** Each condition that must be met; none where the offer always applies. */
export function conditionWords({ condition, currency }: Told, t: TFunction, language: string, banks = NO_NAMES): string[] {
  return partsOf(condition).map((part) => toldCondition(part, { t, language, currency, banks }));
}

/** What is to be paid with: "a card of ICBC". Empty lists mean any. */
export function sourceWords({ kinds = [], issuers = [], brands = [] }: PaidWith, t: TFunction, language: string, banks = NO_NAMES): string {
  const teller = { t, language, currency: '', banks };
  const either = (names: string[]) => listed(names, teller, language === 'zh-CN' ? 'enumeration' : 'disjunction');
  const values = { banks: either(issuers.map((code) => banks.get(code) ?? code)), brands: either(brands.map((code) => t(`cardBrand.${code}`, { defaultValue: code }))) };
  // A bank or a network is asked for: only a card has them.
  if (issuers.length > 0) return t(brands.length > 0 ? 'offerTerms.sources.brandOf' : 'offerTerms.sources.cardOf', values);
  if (brands.length > 0) return t('offerTerms.sources.brandOnly', values);
  return either(kinds.map((kind) => t(`offerTerms.sources.${kind}`, { defaultValue: kind })));
}

/** "a scanned code or a pay code" */
export function channelNames(channels: string[], t: TFunction, language: string): string {
  const names = channels.map((channel) => t(`offerTerms.channelNames.${channel}`, { defaultValue: channel }));
  return listed(names, { t, language, currency: '', banks: NO_NAMES }, language === 'zh-CN' ? 'enumeration' : 'disjunction');
}

/** The name of a kind of benefit; of one that is not known here, as the server calls it. */
export function kindWords(kind: string, t: TFunction): string {
  return t(`offerTerms.kinds.${kind}`, { defaultValue: kind });
}

/** "首单" where an offer is for a customer's first order; where it is not, undefined. */
export function firstOrderWords(condition: Condition | null | undefined, t: TFunction): string | undefined {
  const first = partsOf(condition).find((part) => part.kind === 'nth_order' && part.nth === 1);
  return first?.kind === 'nth_order' ? orderWords(first, t) : undefined;
}

/** The odds of each amount that may be drawn, from the smallest. */
export function oddsWords({ benefit, currency }: Told, t: TFunction, language: string): string[] {
  if (benefit.kind !== 'random_off') return [];
  const weights = benefit.chances.reduce((sum, chance) => sum + chance.weight, 0);
  return [...benefit.chances]
    .sort((a, b) => a.offMinor - b.offMinor)
    .map((chance) => t('offerTerms.odds', { off: briefMoney(chance.offMinor, currency, language), percent: percentOf(chance.weight, weights, language) }));
}

/** A part of a whole in percent: with so many figures that a small chance does not read as none, nor a large one as certain. */
export function percentOf(part: number, whole: number, language: string): string {
  const share = part / whole;
  return (share * 100).toLocaleString(language, { maximumSignificantDigits: share > 0.99 ? 6 : 3 });
}

/** ¥20 without empty decimals; among Chinese words just 20 where it is yuan. */
export function briefMoney(minor: number, currency: string, language: string): string {
  const money = formatMoney({ value: minor, currency }, language).replace(/\.0+$/, '');
  return language === 'zh-CN' && currency === 'CNY' ? money.replace('¥', '') : money;
}

/** What comes off as its readers say it: 10 % off is 10, and to Chinese readers 9 (折), the tenths that are left. */
export function shareOff(basisPoints: number, language: string): number {
  return language === 'zh-CN' ? (10_000 - basisPoints) / 1_000 : basisPoints / 100;
}

function toldBenefit(benefit: Benefit, teller: Teller): string {
  const { t, language, currency } = teller;
  const money = (minor: number) => briefMoney(minor, currency, language);
  const percentOff = (basisPoints: number) =>
    basisPoints >= 10_000 ? t('offerTerms.free') : t('offerTerms.percentOff', { share: shareOff(basisPoints, language) });
  const cap = (key: string, minor: number | undefined) => (minor === undefined ? undefined : t(key, { cap: money(minor) }));
  const perLine = (units: number | undefined) => (units === undefined ? undefined : t('offerTerms.unitsPerLine', { units }));
  const times = (count: number | undefined) => (count === undefined ? undefined : t('offerTerms.times', { count }));
  const net = (base: Base | undefined) => (base === 'net' ? t('offerTerms.ofNet') : undefined);
  const paying = (level: string | undefined) => (level === 'payment' ? t('offerTerms.whenPaying') : undefined);
  const steps = (key: string, all: { thresholdMinor: number; offMinor: number }[]) => all.map((step) => t(key, { threshold: money(step.thresholdMinor), off: money(step.offMinor) }));
  const on = (goods: Goods | undefined, what: string, ...more: (string | undefined)[]) => listed([of(goods, what, teller), ...more], teller);

  switch (benefit.kind) {
    case 'amount_off':
      return on(
        benefit.goods,
        t(benefit.level === 'line' ? 'offerTerms.eachOff' : 'offerTerms.amountOff', { off: money(benefit.offMinor) }),
        perLine(benefit.unitsPerLine),
        paying(benefit.level),
      );
    case 'percent_off':
      return on(
        benefit.goods,
        percentOff(benefit.basisPoints),
        cap('offerTerms.capOff', benefit.capMinor),
        perLine(benefit.unitsPerLine),
        benefit.level === 'payment' ? paying(benefit.level) : net(benefit.base),
      );
    case 'spend_and_save':
      return on(benefit.goods, listed(steps('offerTerms.step', benefit.steps), teller), net(benefit.base));
    case 'every_spend':
      return on(benefit.goods, listed(steps('offerTerms.everySpend', [benefit]), teller), times(benefit.maxTimes), net(benefit.base));
    case 'fixed_price':
      return on(benefit.goods, t('offerTerms.fixedPrice', { price: money(benefit.priceMinor) }), perLine(benefit.unitsPerLine));
    case 'flash_price':
      return on(benefit.goods, t('offerTerms.flashPrice', { price: money(benefit.priceMinor) }), perLine(benefit.unitsPerLine));
    case 'buy_get': {
      const off = benefit.basisPoints ?? 10_000;
      return listed(
        [
          t(off >= 10_000 ? 'offerTerms.buyGetFree' : 'offerTerms.buyGetOff', {
            buy: units(benefit.buyUnits, benefit.buy, teller),
            get: units(benefit.getUnits, benefit.get, teller),
            share: shareOff(off, language),
          }),
          benefit.pick === 'dearest' ? t('offerTerms.dearest') : undefined,
          times(benefit.maxTimes),
        ],
        teller,
      );
    }
    case 'bundle': {
      const parts = benefit.parts.map((part) => units(part.units ?? 1, part.goods, teller).trim()).join(' + ');
      return listed([t('offerTerms.bundle', { parts, price: money(benefit.priceMinor) }), times(benefit.maxTimes)], teller);
    }
    case 'free_gift':
      return t('offerTerms.gift', { gift: units(benefit.units ?? 1, { products: [benefit.product] }, teller) });
    case 'random_off': {
      const amounts = benefit.chances.map((chance) => chance.offMinor);
      const [least, most] = [Math.min(...amounts), Math.max(...amounts)];
      return t(least === most ? 'offerTerms.randomOne' : 'offerTerms.random', { least: money(least), most: money(most) });
    }
    case 'shipping_off':
      return listed([t('offerTerms.shippingOff'), cap('offerTerms.capOff', benefit.atMostMinor)], teller);
    case 'fee_off':
      return listed([t('offerTerms.feeOff'), cap('offerTerms.capOff', benefit.atMostMinor)], teller);
    case 'cashback':
      return on(
        benefit.goods,
        t('offerTerms.cashback', { percent: benefit.basisPoints / 100 }),
        cap('offerTerms.capBack', benefit.capMinor),
        benefit.base === 'gross' ? t('offerTerms.ofGross') : undefined,
      );
    case 'points':
      return on(
        benefit.goods,
        t('offerTerms.points', { every: money(benefit.everyMinor), points: benefit.points }),
        benefit.maxPoints === undefined ? undefined : t('offerTerms.maxPoints', { points: benefit.maxPoints }),
        net(benefit.base),
      );
    case 'points_times':
      return t('offerTerms.pointsTimes', { times: benefit.timesBasisPoints / 10_000 });
    case 'top_up_bonus':
      return listed(steps('offerTerms.bonus', benefit.steps), teller);
    default:
      return unknown(benefit);
  }
}

function toldCondition(condition: Condition, teller: Teller): string {
  const { t, language, currency } = teller;
  const all = (parts: Condition[]) => parts.map((part) => toldCondition(part, teller));
  const names = (key: string, of: string[]) => t(key, { names: named(of, teller) });
  switch (condition.kind) {
    case 'all':
      return listed(all(condition.parts), teller);
    case 'any':
      return t('offerTerms.either', { what: listed(all(condition.parts), teller, 'disjunction') });
    case 'not':
      return t('offerTerms.not', { what: toldCondition(condition.part, teller) });
    case 'amount_at_least':
      return of(
        condition.goods,
        t(condition.base === 'net' ? 'offerTerms.minimumNet' : 'offerTerms.minimum', { amount: briefMoney(condition.minor, currency, language) }),
        teller,
      );
    case 'quantity_at_least':
      return of(condition.goods, t('offerTerms.minimumUnits', { count: condition.units }), teller);
    case 'nth_order':
      return orderWords(condition, t);
    case 'weekly_hours':
      return hoursWords(condition, teller);
    case 'on_calendar':
      return listed(
        condition.labels.map((label) => t(`offerTerms.labels.${label}`, { defaultValue: label })),
        teller,
        'enumeration',
      );
    case 'near_lunar_day': {
      const { month, day } = condition;
      const festival = t([`offerTerms.lunar.${month}-${day}`, 'offerTerms.lunar.other'], { month, day });
      return around(festival, condition.daysBefore, condition.daysAfter, t);
    }
    case 'birthday_near':
      return around(t('offerTerms.birthday'), condition.daysBefore, condition.daysAfter, t);
    case 'new_customer':
      return t('offerTerms.newCustomer', { days: condition.days });
    case 'in_stores':
      return names('offerTerms.stores', condition.stores);
    case 'in_tiers':
      return names('offerTerms.tiers', condition.tiers);
    case 'has_tag':
      return names('offerTerms.tags', condition.tags);
    case 'on_list':
      return t('offerTerms.lists');
    case 'paid_with':
      return t('offerTerms.paidWith', { names: sourceWords(condition, t, language, teller.banks) });
    case 'in_channels':
      return t('offerTerms.channels', { names: channelNames(condition.channels, t, language) });
    case 'on_devices':
      return names('offerTerms.devices', condition.devices);
    case 'cel':
      return t('offerTerms.cel', { expression: condition.expression });
    default:
      return unknown(condition);
  }
}

/** A kind that this version of the app does not know, as the server calls it. */
function unknown(of: never): string {
  return (of as { kind: string }).kind;
}

/** The conditions that must all be met, flat. */
function partsOf(condition: Condition | null | undefined): Condition[] {
  if (!condition) return [];
  return condition.kind === 'all' ? condition.parts.flatMap(partsOf) : [condition];
}

function orderWords({ scope, nth }: Extract<Condition, { kind: 'nth_order' }>, t: TFunction): string {
  return nth === 1 ? t(`offerTerms.first.${scope}`) : t(`offerTerms.nth.${scope}`, { nth });
}

/** "周五、周六 18:00–次日 02:00": hours that end at or before their start run on past midnight. */
function hoursWords({ days, from, to }: Extract<Condition, { kind: 'weekly_hours' }>, teller: Teller): string {
  const { t } = teller;
  const told = daysWords(days, teller);
  if (from === to) return t('offerTerms.allDay', { days: told });
  return t('offerTerms.hours', { days: told, from: clock(from), to: clock(to) > clock(from) ? clock(to) : t('offerTerms.nextDay', { to: clock(to) }) });
}

const clock = (time: string) => time.slice(0, 5);

/** Runs of three days and more by their ends: 周一至周五. */
function daysWords(days: Weekday[], teller: Teller): string {
  const { t, language } = teller;
  const at = WEEKDAYS.flatMap((day, index) => (days.includes(day) ? [index] : []));
  if (at.length === 7) return t('offerTerms.everyDay');
  const runs: number[][] = [];
  for (const day of at) {
    const run = runs.at(-1);
    if (run && run.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  const told = runs.flatMap((run) =>
    run.length < 3 ? run.map((day) => weekdayName(day, language)) : [t('offerTerms.days', { from: weekdayName(run[0] ?? 0, language), to: weekdayName(run.at(-1) ?? 0, language) })],
  );
  return listed(told, teller, 'enumeration');
}

/** @param day from 0, Monday */
export function weekdayName(day: number, language: string): string {
  // The first of January 2024 was a Monday.
  return new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, 0, 1 + day));
}

function around(day: string, before = 0, after = 0, t: TFunction): string {
  if (before > 0) return t(after > 0 ? 'offerTerms.daysAround' : 'offerTerms.daysBefore', { day, before, after });
  return t(after > 0 ? 'offerTerms.daysAfter' : 'offerTerms.onDay', { day, after });
}

/** So many of the goods, as they stand after "buy" and "get". */
function units(count: number, goods: Goods | undefined, teller: Teller): string {
  const told = goodsWords(goods, teller);
  return teller.t('offerTerms.units', { units: count, goods: told && teller.language !== 'zh-CN' ? ` × ${told}` : told });
}

function of(goods: Goods | undefined, what: string, teller: Teller): string {
  const told = goodsWords(goods, teller);
  return told ? teller.t('offerTerms.goods.some', { goods: told, what }) : what;
}

/** Empty for all goods. */
function goodsWords(goods: Goods | undefined, teller: Teller): string {
  const { t } = teller;
  const { products = [], categories = [], exceptProducts = [] } = goods ?? {};
  const say = (key: string, names: string[]) => (names.length === 0 ? undefined : t(`offerTerms.goods.${key}`, { names: named(names, teller) }));
  const meant = [say('products', products), say('categories', categories)];
  const except = say(meant.some((some) => some) ? 'except' : 'allBut', exceptProducts);
  return listed([...meant, except], teller, 'enumeration');
}

function named(names: string[], teller: Teller): string {
  const shown = names.slice(0, MOST_NAMES).map((name) => (teller.language === 'zh-CN' ? `「${name}」` : name));
  const joined = shown.join(teller.language === 'zh-CN' ? '' : ', ');
  return names.length > MOST_NAMES ? teller.t('offerTerms.goods.more', { names: joined, count: names.length }) : joined;
}

/** "a，b" of what is there; an enumeration is closer together (a、b), a disjunction has an or. */
function listed(parts: (string | undefined)[], { language }: Teller, how: 'list' | 'enumeration' | 'disjunction' = 'list'): string {
  const chinese = language === 'zh-CN';
  const between = how === 'list' ? (chinese ? '，' : ', ') : how === 'enumeration' ? (chinese ? '、' : ', ') : chinese ? '，或 ' : ' or ';
  return parts.filter((part) => part).join(between);
}
