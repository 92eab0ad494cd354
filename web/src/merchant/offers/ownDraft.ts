import dayjs, { type Dayjs } from 'dayjs';
import type { Benefit, Condition, NewOffer } from '../../api/types';
import { basisPointsOf, type Money, minorOf, toDecimal } from '../../shared/money';

/** What shops give most; each asks for a few things only. */
export const OWN_KINDS = ['spend', 'off', 'percent', 'cashback', 'first', 'weekend'] as const;
export type OwnKind = (typeof OWN_KINDS)[number];

export interface OwnDraft {
  kind: OwnKind;
  name: string;
  threshold?: string;
  off?: string;
  percent?: string;
  cap?: string;
  budget: string;
  period: [Dayjs, Dayjs];
  usesPerCustomer?: number | null;
  byCoupon?: boolean;
  stock?: number | null;
}

/** Which of the fields a kind asks for. */
export const ASKS: Record<OwnKind, ('threshold' | 'off' | 'percent' | 'cap')[]> = {
  spend: ['threshold', 'off'],
  off: ['off'],
  percent: ['percent', 'cap'],
  cashback: ['percent', 'cap'],
  first: ['threshold', 'off'],
  weekend: ['threshold', 'off'],
};

/** What is given, and when; null while something of it is not typed yet. */
export function termsOf(draft: Partial<OwnDraft>, currency: string): { benefit: Benefit; condition?: Condition } | null {
  const threshold = minorOf(draft.threshold, currency);
  const off = minorOf(draft.off, currency);
  const basisPoints = basisPointsOf(draft.percent);
  const capMinor = minorOf(draft.cap, currency);
  const step = threshold !== null && off !== null ? ({ kind: 'spend_and_save', steps: [{ thresholdMinor: threshold, offMinor: off }] } satisfies Benefit) : null;
  switch (draft.kind) {
    case 'spend':
      return step && { benefit: step };
    case 'weekend':
      return step && { benefit: step, condition: { kind: 'weekly_hours', days: ['saturday', 'sunday'], from: '00:00', to: '00:00' } };
    case 'first':
      return step && { benefit: step, condition: { kind: 'nth_order', scope: 'merchant', nth: 1 } };
    case 'off':
      return off === null ? null : { benefit: { kind: 'amount_off', offMinor: off } };
    case 'percent':
      return basisPoints === null || capMinor === null ? null : { benefit: { kind: 'percent_off', basisPoints, capMinor } };
    case 'cashback':
      return basisPoints === null || capMinor === null ? null : { benefit: { kind: 'cashback', basisPoints, capMinor } };
    default:
      return null;
  }
}

/** The most that one payment is given; null while it is not known. */
export function mostOf(draft: Partial<OwnDraft>, currency: string): Money | null {
  const value = minorOf(draft.kind === 'percent' || draft.kind === 'cashback' ? draft.cap : draft.off, currency);
  return value === null ? null : { value, currency };
}

export function bodyOf(draft: OwnDraft, currency: string): Partial<NewOffer> | null {
  const terms = termsOf(draft, currency);
  const total = minorOf(draft.budget, currency);
  if (!terms || total === null) return null;
  const [from, until] = draft.period;
  return {
    name: draft.name.trim(),
    currency,
    ...terms,
    startsAt: from.startOf('day').toISOString(),
    endsAt: until.add(1, 'day').startOf('day').toISOString(),
    budget: { total: { value: total, currency }, edge: 'all_or_nothing' },
    ...(draft.usesPerCustomer ? { usesPerCustomer: draft.usesPerCustomer } : {}),
    ...(draft.byCoupon ? { coupon: { stock: draft.stock ?? null, perCustomer: 1, listed: true, transferable: false, validity: { kind: 'until_offer_ends' } } } : {}),
  };
}

/** One that was opened, as a new one begins with it: the same, over as many days from today. Undefined for what this form has no field for. */
export function draftOf(asked: NewOffer): Partial<OwnDraft> | undefined {
  const typed = (value: number | undefined) => (value === undefined ? '' : toDecimal({ value, currency: asked.currency }));
  const { benefit, condition } = asked;
  const days = Math.max(1, dayjs(asked.endsAt).diff(dayjs(asked.startsAt), 'day'));
  const common = {
    name: asked.name,
    budget: typed(asked.budget.total?.value),
    period: [dayjs(), dayjs().add(days - 1, 'day')] as [Dayjs, Dayjs],
    usesPerCustomer: asked.usesPerCustomer ?? null,
    byCoupon: Boolean(asked.coupon),
    stock: asked.coupon?.stock ?? null,
  };
  const step = benefit.kind === 'spend_and_save' && benefit.steps.length === 1 ? benefit.steps[0] : undefined;
  if (step) {
    const kind = !condition ? 'spend' : condition.kind === 'nth_order' ? 'first' : condition.kind === 'weekly_hours' ? 'weekend' : undefined;
    return kind && { ...common, kind, threshold: typed(step.thresholdMinor), off: typed(step.offMinor) };
  }
  if (condition) return undefined;
  if (benefit.kind === 'amount_off') return { ...common, kind: 'off', off: typed(benefit.offMinor) };
  if (benefit.kind === 'percent_off' || benefit.kind === 'cashback') return { ...common, kind: benefit.kind === 'cashback' ? 'cashback' : 'percent', percent: String(benefit.basisPoints / 100), cap: typed(benefit.capMinor) };
  return undefined;
}

/** The engine's fields by the form's. */
export function fieldOf(field: string, kind: OwnKind): string {
  if (field.startsWith('budget')) return 'budget';
  if (field === 'startsAt' || field === 'endsAt') return 'period';
  if (field.startsWith('coupon')) return field.endsWith('stock') ? 'stock' : 'byCoupon';
  if (field.startsWith('benefit')) return kind === 'percent' || kind === 'cashback' ? 'cap' : 'off';
  return field;
}
