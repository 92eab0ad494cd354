import dayjs, { type Dayjs } from 'dayjs';
import timezone from 'dayjs/plugin/timezone';
import utc from 'dayjs/plugin/utc';
import type { Base, Benefit, Condition, Edge, Goods, NewOffer, Step, Weekday } from '../../api/types';
import { basisPointsOf, minorOf, toDecimal } from '../../shared/money';
import { sponsorIdOf } from './sponsorId';

dayjs.extend(utc);
dayjs.extend(timezone);

/** The kinds that the house can give, by what they work on. */
export const KINDS = {
  order: ['spend_and_save', 'every_spend', 'amount_off', 'percent_off', 'random_off'],
  goods: ['fixed_price', 'flash_price', 'buy_get', 'bundle'],
  after: ['cashback'],
  topUp: ['top_up_bonus'],
} as const;
export type HouseKind = (typeof KINDS)[keyof typeof KINDS][number];

/** The labels of the house's calendar of China. */
export const LABELS = [
  'holiday',
  'make-up-workday',
  'double-eleven',
  'double-twelve',
  '618',
  'new-year',
  'spring-festival',
  'qingming',
  'labour-day',
  'dragon-boat',
  'mid-autumn',
  'national-day',
] as const;

/** What conditions on the way of paying may name, beside the banks that are connected. */
export const BRANDS = ['unionpay', 'visa', 'mastercard', 'amex', 'jcb'] as const;
export const CHANNELS = ['qr', 'pay_code'] as const;

/** Festivals by month and day of the lunar year. */
export const FESTIVALS = ['1-1', '1-15', '5-5', '7-7', '8-15', '9-9'] as const;

/** How long a coupon can be used. */
export const VALIDITIES = ['until_offer_ends', 'for_days', 'to_end_of', 'until'] as const;
export type Validity = (typeof VALIDITIES)[number];

export const PLATFORM = 'tongbao';
const CALENDAR = 'cn';
const ZONES: Record<string, string> = { CNY: 'Asia/Shanghai', GBP: 'Europe/London', HKD: 'Asia/Hong_Kong', JPY: 'Asia/Tokyo' };

export interface GoodsDraft {
  products?: string[];
  categories?: string[];
  exceptProducts?: string[];
}

/** The form as typed: amounts and percentages are text until it is sent. What the kind does not ask for may be absent. */
export interface OfferDraft {
  name: string;
  kind: HouseKind;
  currency: string;
  steps: { threshold: string; off: string }[];
  every: { threshold: string; off: string };
  off: string;
  level: 'order' | 'line';
  percent: string;
  cap: string;
  base: Base;
  price: string;
  goods: GoodsDraft;
  unitsPerLine: number | null;
  maxTimes: number | null;
  chances: { off: string; weight: number | null }[];
  buyGet: { buy: GoodsDraft; buyUnits: number | null; get: GoodsDraft; getUnits: number | null; percent: string; pick: 'cheapest' | 'dearest' };
  parts: { goods: GoodsDraft; units: number | null }[];
  when: {
    minimum?: string;
    order: 'any' | 'first' | 'nth';
    scope?: 'wallet' | 'merchant';
    nth?: number | null;
    days: Weekday[];
    from?: Dayjs | null;
    to?: Dayjs | null;
    labels: string[];
    festival?: string | null;
    daysBefore?: number | null;
    daysAfter?: number | null;
    units?: number | null;
    goods?: GoodsDraft;
    source: 'any' | 'balance' | 'card';
    banks: string[];
    brands: string[];
    channels: string[];
    audience: 'all' | 'new' | 'lists';
    newDays?: number | null;
    lists: string[];
    expression?: string;
  };
  startsAt: Dayjs;
  endsAt: Dayjs;
  merchantIds: string[];
  combinable: boolean;
  holdoutPercent?: string;
  budget: { total: string; perDay: string; perMerchant: string; edge: Edge };
  usesPerCustomer: number | null;
  usesPerDevice: number | null;
  sponsors: { name: string; percent: number | null; prefunded?: boolean }[];
  byCoupon: boolean;
  coupon: {
    stock?: number | null;
    perCustomer?: number | null;
    listed?: boolean;
    transferable?: boolean;
    claimFrom?: Dayjs | null;
    claimUntil?: Dayjs | null;
    validity: { kind: Validity; until?: Dayjs | null; days?: number | null; period?: 'day' | 'week' | 'month' };
  };
}

export function emptyDraft(platform: string): Partial<OfferDraft> {
  const start = onTheWall(zoneOf('CNY'));
  return {
    kind: 'spend_and_save',
    currency: 'CNY',
    steps: [{ threshold: '', off: '' }],
    level: 'order',
    base: 'gross',
    chances: [
      { off: '', weight: null },
      { off: '', weight: null },
    ],
    buyGet: { buy: {}, buyUnits: 2, get: {}, getUnits: 1, percent: '100', pick: 'cheapest' },
    parts: [
      { goods: {}, units: 1 },
      { goods: {}, units: 1 },
    ],
    when: { order: 'any', scope: 'wallet', nth: 2, days: [], from: dayjs('2000-01-01T18:00'), to: dayjs('2000-01-01T21:00'), labels: [], source: 'any', banks: [], brands: [], channels: [], audience: 'all', lists: [] },
    startsAt: start,
    endsAt: start.add(30, 'day').endOf('day').startOf('minute'),
    merchantIds: [],
    combinable: false,
    budget: { total: '', perDay: '', perMerchant: '', edge: 'all_or_nothing' },
    sponsors: [{ name: platform, percent: 100 }],
    byCoupon: false,
    coupon: { perCustomer: 1, listed: true, transferable: false, validity: { kind: 'until_offer_ends', days: 7, period: 'week' } },
  };
}

/** Now, as the clock on the wall there shows it; the picker knows no zones. */
const onTheWall = (zone: string) => dayjs(dayjs().tz(zone).format('YYYY-MM-DDTHH:mm'));

export function zoneOf(currency: string): string {
  return ZONES[currency] ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** What the offer gives, in the engine's form: the fields of its kind only. Null while one of them is not typed yet. */
export function benefitOf(draft: OfferDraft): Benefit | null {
  const minor = (typed: string | undefined) => minorOf(typed, draft.currency);
  const optional = <Name extends string, Value>(name: Name, value: Value | null | undefined) => (value === null || value === undefined ? {} : ({ [name]: value } as Record<Name, Value>));
  const goods = <Name extends string>(name: Name, typed: GoodsDraft | undefined) => optional(name, goodsOf(typed));
  const some = goods('goods', draft.goods);
  const perLine = optional('unitsPerLine', draft.unitsPerLine);
  const times = optional('maxTimes', draft.maxTimes);
  const base = draft.base === 'net' ? { base: draft.base } : {};

  switch (draft.kind) {
    case 'spend_and_save': {
      const steps = stepsOf(draft);
      return steps && { kind: 'spend_and_save', steps, ...base, ...some };
    }
    case 'top_up_bonus': {
      const steps = stepsOf(draft);
      return steps && { kind: 'top_up_bonus', steps };
    }
    case 'every_spend': {
      const step = both({ thresholdMinor: minor(draft.every?.threshold), offMinor: minor(draft.every?.off) });
      return step && { kind: 'every_spend', ...step, ...times, ...base, ...some };
    }
    case 'amount_off': {
      const offMinor = minor(draft.off);
      return offMinor === null ? null : { kind: 'amount_off', offMinor, ...lineLevel(draft), ...some };
    }
    case 'percent_off': {
      const basisPoints = basisPointsOf(draft.percent);
      return basisPoints === null ? null : { kind: 'percent_off', basisPoints, ...optional('capMinor', minor(draft.cap)), ...lineLevel(draft), ...base, ...some };
    }
    case 'random_off': {
      const chances = whole((draft.chances ?? []).map((chance) => both({ offMinor: minor(chance?.off), weight: chance?.weight ?? null })));
      return chances && { kind: 'random_off', chances };
    }
    case 'fixed_price':
    case 'flash_price': {
      const priceMinor = minor(draft.price);
      return priceMinor === null ? null : { kind: draft.kind, priceMinor, ...some, ...perLine };
    }
    case 'buy_get': {
      const { buy, buyUnits, get, getUnits, percent, pick } = draft.buyGet ?? {};
      const basisPoints = basisPointsOf(percent);
      if (!buyUnits || !getUnits || basisPoints === null) return null;
      return { kind: 'buy_get', ...goods('buy', buy), buyUnits, ...goods('get', get), getUnits, basisPoints, ...optional('pick', pick), ...times };
    }
    case 'bundle': {
      const priceMinor = minor(draft.price);
      const parts = whole((draft.parts ?? []).map((part) => (part?.units ? { ...goods('goods', part.goods), units: part.units } : null)));
      return priceMinor === null || !parts ? null : { kind: 'bundle', parts, priceMinor, ...times };
    }
    case 'cashback': {
      const basisPoints = basisPointsOf(draft.percent);
      // Without a word it is of what the customer pays; here the form always says it.
      return basisPoints === null ? null : { kind: 'cashback', basisPoints, ...optional('capMinor', minor(draft.cap)), base: draft.base ?? 'net', ...some };
    }
  }
}

function stepsOf({ steps, currency }: OfferDraft): Step[] | null {
  return whole((steps ?? []).map((step) => both({ thresholdMinor: minorOf(step?.threshold, currency), offMinor: minorOf(step?.off, currency) })));
}

function lineLevel({ level, unitsPerLine }: OfferDraft): { level?: 'line'; unitsPerLine?: number } {
  return level === 'line' ? { level, ...(unitsPerLine ? { unitsPerLine } : {}) } : {};
}

/** The record if none of its fields is missing. */
function both<T extends object>(fields: T): { [K in keyof T]: NonNullable<T[K]> } | null {
  return Object.values(fields).some((value) => value === null) ? null : (fields as { [K in keyof T]: NonNullable<T[K]> });
}

/** The list if it is not empty and none of its members is missing. */
function whole<T>(members: (T | null)[]): T[] | null {
  return members.length > 0 && members.every((member) => member !== null) ? (members as T[]) : null;
}

/** Undefined for all goods, which is what is meant where nothing is said. */
function goodsOf(typed: GoodsDraft | undefined): Goods | undefined {
  const goods: Goods = {};
  for (const field of ['products', 'categories', 'exceptProducts'] as const) {
    const names = [...new Set((typed?.[field] ?? []).map((name) => name.trim()).filter((name) => name !== ''))];
    if (names.length > 0) goods[field] = names;
  }
  return Object.keys(goods).length > 0 ? goods : undefined;
}

/** A condition with the form's field that says it, and its own fields' by the engine's names. */
interface Said {
  field: string;
  fields: Record<string, string>;
  part: Condition;
}

function said({ when, currency }: Pick<OfferDraft, 'when' | 'currency'>): Said[] {
  const all: Said[] = [];
  const say = (field: string, part: Condition, fields: Record<string, string> = {}) => void all.push({ field, fields, part });
  const minimum = minorOf(when?.minimum, currency);
  if (minimum !== null) say('when.minimum', { kind: 'amount_at_least', minor: minimum });
  if (when?.units) {
    const goods = goodsOf(when.goods);
    say('when.units', { kind: 'quantity_at_least', units: when.units, ...(goods ? { goods } : {}) }, { goods: 'when.goods' });
  }
  if (when?.order === 'first' || (when?.order === 'nth' && when.nth)) {
    say('when.nth', { kind: 'nth_order', scope: when.scope ?? 'wallet', nth: when.order === 'first' ? 1 : (when.nth ?? 1) });
  }
  if (when?.audience === 'lists' && when.lists?.length) say('when.lists', { kind: 'on_list', lists: when.lists }, { lists: 'when.lists' });
  if (when?.audience === 'new' && typeof when.newDays === 'number') say('when.newDays', { kind: 'new_customer', days: when.newDays });
  if (when?.source === 'balance' || when?.source === 'card') {
    const { banks = [], brands = [] } = when.source === 'card' ? when : {};
    say(
      'when.source',
      { kind: 'paid_with', kinds: [when.source], ...(banks.length > 0 ? { issuers: banks } : {}), ...(brands.length > 0 ? { brands } : {}) },
      { issuers: 'when.banks', brands: 'when.brands' },
    );
  }
  if (when?.channels?.length) say('when.channels', { kind: 'in_channels', channels: when.channels });
  if (when?.days?.length && when.from && when.to) {
    say('when.days', { kind: 'weekly_hours', days: when.days, from: when.from.format('HH:mm'), to: when.to.format('HH:mm') }, { from: 'when.from', to: 'when.to' });
  }
  if (when?.labels?.length) say('when.labels', { kind: 'on_calendar', calendar: CALENDAR, labels: when.labels });
  if (when?.festival) {
    const [month = 1, day = 1] = when.festival.split('-').map(Number);
    say(
      'when.festival',
      { kind: 'near_lunar_day', month, day, daysBefore: when.daysBefore ?? 0, daysAfter: when.daysAfter ?? 0 },
      { daysBefore: 'when.daysBefore', daysAfter: 'when.daysAfter' },
    );
  }
  if (when?.expression?.trim()) say('when.expression', { kind: 'cel', expression: when.expression.trim() });
  return all;
}

/** When the offer applies: whatever is filled in must be met together; undefined for always. */
export function conditionOf(draft: Pick<OfferDraft, 'when' | 'currency'>): Condition | undefined {
  const parts = said(draft).map((one) => one.part);
  return parts.length > 0 ? { kind: 'all', parts } : undefined;
}

/** The form as the API takes it, times as the clock on the zone's wall. Null while what it gives is not typed yet. */
export function bodyOf(draft: OfferDraft, sponsorIds: Map<string, string>): NewOffer | null {
  const benefit = benefitOf(draft);
  if (!benefit) return null;
  const { currency } = draft;
  const condition = conditionOf(draft);
  const zone = zoneOf(currency);
  const at = (time: Dayjs) => dayjs.tz(time.format('YYYY-MM-DD HH:mm:ss'), zone).toISOString();
  const amount = (name: 'total' | 'perDay' | 'perMerchant', typed: string | undefined) => {
    const value = minorOf(typed, currency);
    return value === null ? {} : { [name]: { value, currency } };
  };
  const holdout = draft.holdoutPercent?.trim();
  return {
    name: (draft.name ?? '').trim(),
    currency,
    benefit,
    ...(condition ? { condition } : {}),
    // A top-up pays no shop: those that were chosen before the kind are not meant.
    merchantIds: draft.kind === 'top_up_bonus' ? [] : (draft.merchantIds ?? []),
    startsAt: at(draft.startsAt),
    endsAt: at(draft.endsAt),
    zone,
    budget: {
      ...amount('total', draft.budget?.total),
      ...amount('perDay', draft.budget?.perDay),
      ...(draft.kind === 'top_up_bonus' ? {} : amount('perMerchant', draft.budget?.perMerchant)),
      edge: draft.budget?.edge ?? 'all_or_nothing',
    },
    ...(draft.usesPerCustomer ? { usesPerCustomer: draft.usesPerCustomer } : {}),
    ...(draft.usesPerDevice && draft.kind !== 'top_up_bonus' ? { usesPerDevice: draft.usesPerDevice } : {}),
    combinable: draft.combinable ?? false,
    ...(holdout ? { holdoutPercent: holdout } : {}),
    sponsors: (draft.sponsors ?? []).map((sponsor) => ({
      sponsorId: sponsorIds.get((sponsor?.name ?? '').trim()) ?? sponsorIdOf(sponsor?.name ?? ''),
      name: (sponsor?.name ?? '').trim(),
      percent: sponsor?.percent ?? null,
      ...(sponsor?.prefunded ? { prefunded: true } : {}),
    })),
    ...(draft.byCoupon && draft.kind !== 'top_up_bonus' ? { coupon: couponOf(draft.coupon, at) } : {}),
  };
}

function couponOf(coupon: OfferDraft['coupon'] | undefined, at: (time: Dayjs) => string): NonNullable<NewOffer['coupon']> {
  const { kind = 'until_offer_ends', until, days, period } = coupon?.validity ?? {};
  return {
    stock: coupon?.stock ?? null,
    perCustomer: coupon?.perCustomer ?? null,
    listed: coupon?.listed ?? true,
    transferable: coupon?.transferable ?? false,
    ...(coupon?.claimFrom ? { claimFrom: at(coupon.claimFrom) } : {}),
    ...(coupon?.claimUntil ? { claimUntil: at(coupon.claimUntil) } : {}),
    validity: {
      kind,
      ...(kind === 'until' && until ? { until: at(until) } : {}),
      ...(kind === 'for_days' ? { days: days ?? null } : {}),
      ...(kind === 'to_end_of' ? { period: period ?? null } : {}),
    },
  };
}

/**
 * An offer in its normal form back in the form as it would be typed. Undefined if the form could not say the same: what was written
 * over the API may be more than it knows.
 */
export function draftOf(offer: NewOffer): OfferDraft | undefined {
  const { currency } = offer;
  if (offer.zone !== zoneOf(currency)) return undefined;
  const typed = (minor: number | undefined) => (minor === undefined ? '' : toDecimal({ value: minor, currency }));
  const onWall = (time: string) => dayjs(dayjs(time).tz(offer.zone).format('YYYY-MM-DDTHH:mm:ss.SSS'));
  const benefit = draftOfBenefit(offer.benefit, typed);
  const when = draftOfCondition(offer.condition, typed);
  if (!benefit || !when) return undefined;
  const draft: OfferDraft = {
    ...(emptyDraft('') as OfferDraft),
    ...benefit,
    when,
    name: offer.name,
    currency,
    startsAt: onWall(offer.startsAt),
    endsAt: onWall(offer.endsAt),
    merchantIds: offer.merchantIds,
    combinable: offer.combinable,
    budget: {
      total: typed(offer.budget.total?.value),
      perDay: typed(offer.budget.perDay?.value),
      perMerchant: typed(offer.budget.perMerchant?.value),
      edge: offer.budget.edge,
    },
    usesPerCustomer: offer.usesPerCustomer ?? null,
    usesPerDevice: offer.usesPerDevice ?? null,
    sponsors: offer.sponsors.map(({ name, percent, prefunded }) => ({ name, percent: Number(percent), ...(prefunded ? { prefunded } : {}) })),
  };
  if (offer.holdoutPercent) draft.holdoutPercent = String(offer.holdoutPercent);
  if (offer.coupon) {
    const { stock, perCustomer, listed, transferable, claimFrom, claimUntil, validity } = offer.coupon;
    draft.byCoupon = true;
    draft.coupon = {
      stock,
      perCustomer,
      listed,
      transferable,
      claimFrom: claimFrom ? onWall(claimFrom) : null,
      claimUntil: claimUntil ? onWall(claimUntil) : null,
      validity: {
        ...draft.coupon.validity,
        kind: validity.kind,
        ...(validity.until ? { until: onWall(validity.until) } : {}),
        ...(validity.days ? { days: validity.days } : {}),
        ...(validity.period ? { period: validity.period } : {}),
      },
    };
  }
  return saysTheSame(draft, offer) ? draft : undefined;
}

/** The form leaves out what it does not know: then there are fewer conditions than there were. */
function saysTheSame(draft: OfferDraft, offer: NewOffer): boolean {
  const count = (condition: Condition | null | undefined): number => (!condition ? 0 : condition.kind === 'all' ? condition.parts.reduce((sum, part) => sum + count(part), 0) : 1);
  return benefitOf(draft) !== null && count(conditionOf(draft)) === count(offer.condition);
}

const percentTyped = (basisPoints: number) => String(basisPoints / 100);

function draftOfBenefit(benefit: Benefit, typed: (minor: number | undefined) => string): Partial<OfferDraft> | undefined {
  const goods = 'goods' in benefit && benefit.goods ? { goods: benefit.goods } : {};
  const base = 'base' in benefit && benefit.base ? { base: benefit.base } : {};
  const perLine = 'unitsPerLine' in benefit && benefit.unitsPerLine ? { unitsPerLine: benefit.unitsPerLine } : {};
  const times = 'maxTimes' in benefit && benefit.maxTimes ? { maxTimes: benefit.maxTimes } : {};
  const steps = (all: Step[]) => all.map((step) => ({ threshold: typed(step.thresholdMinor), off: typed(step.offMinor) }));
  switch (benefit.kind) {
    case 'spend_and_save':
    case 'top_up_bonus':
      return { kind: benefit.kind, steps: steps(benefit.steps), ...base, ...goods };
    case 'every_spend':
      return { kind: benefit.kind, every: { threshold: typed(benefit.thresholdMinor), off: typed(benefit.offMinor) }, ...times, ...base, ...goods };
    case 'amount_off':
      return benefit.level === 'payment' ? undefined : { kind: benefit.kind, off: typed(benefit.offMinor), level: benefit.level === 'line' ? 'line' : 'order', ...perLine, ...goods };
    case 'percent_off':
      return benefit.level === 'payment'
        ? undefined
        : { kind: benefit.kind, percent: percentTyped(benefit.basisPoints), cap: typed(benefit.capMinor), level: benefit.level === 'line' ? 'line' : 'order', ...perLine, ...base, ...goods };
    case 'cashback':
      return { kind: benefit.kind, percent: percentTyped(benefit.basisPoints), cap: typed(benefit.capMinor), base: benefit.base ?? 'net', ...goods };
    case 'random_off':
      return { kind: benefit.kind, chances: benefit.chances.map(({ offMinor, weight }) => ({ off: typed(offMinor), weight })) };
    case 'fixed_price':
    case 'flash_price':
      return { kind: benefit.kind, price: typed(benefit.priceMinor), ...perLine, ...goods };
    case 'buy_get':
      return {
        kind: benefit.kind,
        buyGet: { buy: benefit.buy ?? {}, buyUnits: benefit.buyUnits, get: benefit.get ?? {}, getUnits: benefit.getUnits, percent: percentTyped(benefit.basisPoints ?? 10_000), pick: benefit.pick ?? 'cheapest' },
        ...times,
      };
    case 'bundle':
      return { kind: benefit.kind, price: typed(benefit.priceMinor), parts: benefit.parts.map((part) => ({ goods: part.goods ?? {}, units: part.units ?? 1 })), ...times };
    default:
      return undefined;
  }
}

/** Undefined for a condition of a kind, or in a shape, that the form has no field for. */
function draftOfCondition(condition: Condition | null | undefined, typed: (minor: number | undefined) => string): OfferDraft['when'] | undefined {
  let when: OfferDraft['when'] = { ...(emptyDraft('').when as OfferDraft['when']) };
  const parts = (of: Condition): Condition[] => (of.kind === 'all' ? of.parts.flatMap(parts) : [of]);
  for (const part of condition ? parts(condition) : []) {
    switch (part.kind) {
      case 'amount_at_least':
        if (part.base === 'net' || part.goods) return undefined;
        when = { ...when, minimum: typed(part.minor) };
        break;
      case 'quantity_at_least':
        when = { ...when, units: part.units, ...(part.goods ? { goods: part.goods } : {}) };
        break;
      case 'nth_order':
        when = { ...when, order: part.nth === 1 ? 'first' : 'nth', scope: part.scope, nth: part.nth };
        break;
      case 'new_customer':
        if (when.audience !== 'all') return undefined;
        when = { ...when, audience: 'new', newDays: part.days };
        break;
      case 'on_list':
        if (when.audience !== 'all') return undefined;
        when = { ...when, audience: 'lists', lists: part.lists };
        break;
      case 'paid_with':
        if (part.kinds?.length !== 1) return undefined;
        when = { ...when, source: part.kinds[0] === 'card' ? 'card' : 'balance', banks: part.issuers ?? [], brands: part.brands ?? [] };
        break;
      case 'in_channels':
        when = { ...when, channels: part.channels };
        break;
      case 'weekly_hours':
        when = { ...when, days: part.days, from: dayjs(`2000-01-01T${part.from}`), to: dayjs(`2000-01-01T${part.to}`) };
        break;
      case 'on_calendar':
        if (part.calendar !== CALENDAR) return undefined;
        when = { ...when, labels: part.labels };
        break;
      case 'near_lunar_day':
        when = { ...when, festival: `${part.month}-${part.day}`, daysBefore: part.daysBefore ?? 0, daysAfter: part.daysAfter ?? 0 };
        break;
      case 'cel':
        when = { ...when, expression: part.expression };
        break;
      default:
        return undefined;
    }
  }
  return when;
}

/** What was worked from with its times as they were where nobody touched them: the form shows no seconds. */
export function keepTimes(body: NewOffer, draft: OfferDraft, before: NewOffer, worked: OfferDraft): NewOffer {
  const kept = (now: string | undefined, was: string | undefined, typed?: Dayjs | null, shown?: Dayjs | null) => (was && typed && shown && typed.isSame(shown) ? was : now);
  const { coupon } = body;
  const claimFrom = kept(coupon?.claimFrom, before.coupon?.claimFrom, draft.coupon?.claimFrom, worked.coupon.claimFrom);
  const claimUntil = kept(coupon?.claimUntil, before.coupon?.claimUntil, draft.coupon?.claimUntil, worked.coupon.claimUntil);
  const until = kept(coupon?.validity.until, before.coupon?.validity.until, draft.coupon?.validity?.until, worked.coupon.validity.until);
  return {
    ...body,
    startsAt: kept(body.startsAt, before.startsAt, draft.startsAt, worked.startsAt) ?? body.startsAt,
    endsAt: kept(body.endsAt, before.endsAt, draft.endsAt, worked.endsAt) ?? body.endsAt,
    ...(coupon
      ? {
          coupon: {
            ...coupon,
            ...(claimFrom ? { claimFrom } : {}),
            ...(claimUntil ? { claimUntil } : {}),
            validity: { ...coupon.validity, ...(coupon.validity.until && until ? { until } : {}) },
          },
        }
      : {}),
  };
}

/** More than any basket of the preview, for as long as no budget is typed. */
const PLENTY = 10_000_000_000;

/**
 * The offer as it is tried while it is being written. What a price does not need and is not typed yet stands in; and the customer of a
 * trial is one who may have it: neither kept out to compare with, nor with too few orders for the nth.
 */
export function trialOf(draft: OfferDraft, sponsorIds: Map<string, string>, standIn: { name: string; sponsor: string }): NewOffer | null {
  const body = bodyOf({ ...draft, when: { ...draft.when, order: draft.when?.order === 'nth' ? 'any' : draft.when?.order } }, sponsorIds);
  if (!body) return null;
  const { holdoutPercent: _, ...rest } = body;
  return {
    ...rest,
    name: body.name || standIn.name,
    budget: body.budget.total ? body.budget : { total: { value: PLENTY, currency: body.currency }, edge: body.budget.edge },
    sponsors: sharesAreWhole(body.sponsors) ? body.sponsors : [{ sponsorId: PLATFORM, name: standIn.sponsor, percent: 100 }],
  };
}

export function sharesAreWhole(sponsors: { name: string; percent: number | null }[]): boolean {
  return sponsors.every((sponsor) => sponsor?.name?.trim()) && hundredths(sponsors) === 10_000;
}

/** What the sponsors bear together, in hundredths of a percent: no sum of fractions is exact. */
export function hundredths(sponsors: ({ percent: number | null } | undefined)[]): number {
  return sponsors.reduce((sum, sponsor) => sum + Math.round((sponsor?.percent ?? 0) * 100), 0);
}

const STEP_FIELDS: [RegExp, string][] = [
  [/^steps(\[\d+\])\.thresholdMinor$/, 'steps$1.threshold'],
  [/^steps(\[\d+\])\.offMinor$/, 'steps$1.off'],
  [/^(steps)(\[\d+\])?$/, 'steps'],
];

/** By the engine's names, for each kind: the form's fields where they are called otherwise. */
const BENEFIT_FIELDS: Record<HouseKind, [RegExp, string][]> = {
  spend_and_save: STEP_FIELDS,
  top_up_bonus: STEP_FIELDS,
  every_spend: [
    [/^thresholdMinor$/, 'every.threshold'],
    [/^offMinor$/, 'every.off'],
  ],
  amount_off: [[/^offMinor$/, 'off']],
  percent_off: [
    [/^basisPoints$/, 'percent'],
    [/^capMinor$/, 'cap'],
  ],
  random_off: [
    [/^chances(\[\d+\])\.offMinor$/, 'chances$1.off'],
    [/^(chances)(\[\d+\])?$/, 'chances'],
  ],
  fixed_price: [[/^priceMinor$/, 'price']],
  flash_price: [[/^priceMinor$/, 'price']],
  buy_get: [
    [/^basisPoints$/, 'buyGet.percent'],
    [/^(buy|buyUnits|get|getUnits|pick)\b(.*)$/, 'buyGet.$1$2'],
  ],
  bundle: [[/^priceMinor$/, 'price']],
  cashback: [
    [/^basisPoints$/, 'percent'],
    [/^capMinor$/, 'cap'],
  ],
};

/** The form's field for one of the API's, such as `benefit.steps[1].offMinor` or `condition.parts[0].minor`. */
export function fieldOf(field: string, draft: Pick<OfferDraft, 'kind' | 'when' | 'currency'>): string {
  const [, what, rest = ''] = /^(benefit|condition)(?:\.(.*))?$/.exec(field) ?? [];
  if (what === 'benefit') {
    const [pattern, name] = BENEFIT_FIELDS[draft.kind].find(([its]) => its.test(rest)) ?? [];
    return pattern && name ? rest.replace(pattern, name) : rest || field;
  }
  if (what === 'condition') {
    const parts = said(draft);
    const [, index, inner = ''] = /^parts\[(\d+)\](?:\.(.*))?$/.exec(rest) ?? [];
    const one = index === undefined ? undefined : parts[Number(index)];
    if (!one) return field;
    const [name = ''] = inner.split(/[.[]/);
    const known = one.fields[name];
    return known ? known + inner.slice(name.length) : one.field;
  }
  return field.replace(/\.sponsorId$/, '.name');
}
