import dayjs from 'dayjs';
import { describe, expect, it } from 'vitest';
import type { NewOffer } from '../../api/types';
import { bodyOf, draftOf, fieldOf, OWN_KINDS, type OwnDraft, termsOf } from './ownDraft';

const draft = (changes: Partial<OwnDraft>): OwnDraft => ({
  kind: 'spend',
  name: ' 满30减8 ',
  threshold: '30',
  off: '8',
  percent: '10',
  cap: '5',
  budget: '200',
  period: [dayjs('2026-11-24T15:00'), dayjs('2026-11-30T15:00')],
  usesPerCustomer: 2,
  ...changes,
});

describe('a shop’s own offer', () => {
  it('runs whole days, the last one included', () => {
    const body = bodyOf(draft({}), 'CNY')!;
    expect(body).toMatchObject({ name: '满30减8', budget: { total: { value: 20_000, currency: 'CNY' } }, benefit: { kind: 'spend_and_save', steps: [{ thresholdMinor: 3_000, offMinor: 800 }] }, usesPerCustomer: 2 });
    expect(dayjs(body.endsAt).diff(dayjs(body.startsAt), 'day')).toBe(7);
    expect(dayjs(body.startsAt).format('HH:mm')).toBe('00:00');
    expect(body.coupon).toBeUndefined();
  });

  it.each(OWN_KINDS.map((kind) => [kind] as const))('comes back into the form as it was typed: %s', (kind) => {
    const typed = draft({ kind, byCoupon: true, stock: 30 });
    const again = draftOf(bodyOf(typed, 'CNY') as NewOffer)!;
    expect(termsOf(again, 'CNY')).toEqual(termsOf(typed, 'CNY'));
    expect(again).toMatchObject({ kind, budget: '200.00', byCoupon: true, stock: 30 });
    expect(again.period![1].diff(again.period![0], 'day')).toBe(6);
  });

  it('is nothing while something is missing', () => {
    expect(bodyOf(draft({ off: '' }), 'CNY')).toBeNull();
    expect(bodyOf(draft({ kind: 'percent', percent: '0' }), 'CNY')).toBeNull();
    expect(bodyOf(draft({ kind: 'cashback', cap: '' }), 'CNY')).toBeNull();
    expect(bodyOf(draft({ budget: 'x' }), 'CNY')).toBeNull();
  });

  it('is not taken for what the form has no field for', () => {
    const body = bodyOf(draft({}), 'CNY') as NewOffer;
    expect(draftOf({ ...body, benefit: { kind: 'random_off', chances: [{ offMinor: 1, weight: 1 }] } })).toBeUndefined();
    expect(draftOf({ ...body, condition: { kind: 'amount_at_least', minor: 1 } })).toBeUndefined();
  });

  it('finds the form’s field for what the server refuses', () => {
    expect(fieldOf('budget.total', 'spend')).toBe('budget');
    expect(fieldOf('benefit', 'cashback')).toBe('cap');
    expect(fieldOf('benefit.steps[0].offMinor', 'spend')).toBe('off');
    expect(fieldOf('endsAt', 'spend')).toBe('period');
    expect(fieldOf('coupon', 'spend')).toBe('byCoupon');
  });
});
