import dayjs from 'dayjs';
import { describe, expect, it } from 'vitest';
import type { Benefit } from '../../api/types';
import { draftFrom, TEMPLATES } from '../campaigns/templates';
import { benefitOf, bodyOf, conditionOf, draftOf, emptyDraft, fieldOf, keepTimes, type OfferDraft, trialOf } from './offerDraft';

const draft = (changes: Partial<OfferDraft> = {}): OfferDraft => ({ ...(emptyDraft('Tongbao') as OfferDraft), name: ' Spring ', ...changes });
const steps = [
  { threshold: '50', off: '8' },
  { threshold: '100', off: '20' },
];
const when = (changes: Partial<OfferDraft['when']>) => ({ ...draft().when, ...changes });
const at = (time: string) => dayjs(`2000-01-01T${time}`);

describe('what an offer gives', () => {
  it.each<[string, Partial<OfferDraft>, Benefit]>([
    ['spend and save', { kind: 'spend_and_save', steps }, { kind: 'spend_and_save', steps: [{ thresholdMinor: 5_000, offMinor: 800 }, { thresholdMinor: 10_000, offMinor: 2_000 }] }],
    ['every spend', { kind: 'every_spend', every: { threshold: '50', off: '5' }, maxTimes: 3, base: 'net' }, { kind: 'every_spend', thresholdMinor: 5_000, offMinor: 500, maxTimes: 3, base: 'net' }],
    ['an amount off the order', { kind: 'amount_off', off: '8', level: 'order', unitsPerLine: 2 }, { kind: 'amount_off', offMinor: 800 }],
    [
      'an amount off each of some goods',
      { kind: 'amount_off', off: '0.5', level: 'line', unitsPerLine: 2, goods: { products: [' tea ', 'tea', ''], categories: [], exceptProducts: ['iced'] } },
      { kind: 'amount_off', offMinor: 50, level: 'line', unitsPerLine: 2, goods: { products: ['tea'], exceptProducts: ['iced'] } },
    ],
    ['a percentage', { kind: 'percent_off', percent: '12.5', cap: '10', level: 'order' }, { kind: 'percent_off', basisPoints: 1_250, capMinor: 1_000 }],
    ['cashback of what is paid', { kind: 'cashback', percent: '3', cap: '', base: 'net' }, { kind: 'cashback', basisPoints: 300, base: 'net' }],
    ['cashback of the full price', { kind: 'cashback', percent: '3', base: 'gross' }, { kind: 'cashback', basisPoints: 300, base: 'gross' }],
    ['a bonus on top-ups', { kind: 'top_up_bonus', base: 'net', goods: { products: ['tea'] }, steps: [{ threshold: '200', off: '20' }] }, { kind: 'top_up_bonus', steps: [{ thresholdMinor: 20_000, offMinor: 2_000 }] }],
    ['drawn amounts', { kind: 'random_off', chances: [{ off: '1', weight: 99 }, { off: '88', weight: 1 }] }, { kind: 'random_off', chances: [{ offMinor: 100, weight: 99 }, { offMinor: 8_800, weight: 1 }] }],
    ['a fixed price', { kind: 'fixed_price', price: '9.9', unitsPerLine: 2, goods: { categories: ['tea'] } }, { kind: 'fixed_price', priceMinor: 990, unitsPerLine: 2, goods: { categories: ['tea'] } }],
    ['a flash price', { kind: 'flash_price', price: '9.9' }, { kind: 'flash_price', priceMinor: 990 }],
    [
      'buy and get',
      { kind: 'buy_get', buyGet: { buy: { products: ['tea'] }, buyUnits: 2, get: {}, getUnits: 1, percent: '50', pick: 'dearest' }, maxTimes: 1 },
      { kind: 'buy_get', buy: { products: ['tea'] }, buyUnits: 2, getUnits: 1, basisPoints: 5_000, pick: 'dearest', maxTimes: 1 },
    ],
    [
      'a bundle',
      { kind: 'bundle', price: '19.9', parts: [{ goods: { products: ['tea'] }, units: 1 }, { goods: {}, units: 2 }] },
      { kind: 'bundle', priceMinor: 1_990, parts: [{ goods: { products: ['tea'] }, units: 1 }, { units: 2 }] },
    ],
  ])('is %s, with the fields of its kind only', (_, changes, benefit) => {
    expect(benefitOf(draft(changes))).toEqual(benefit);
  });

  it.each<[string, Partial<OfferDraft>]>([
    ['an amount', { kind: 'spend_and_save', steps: [{ threshold: '50', off: '' }] }],
    ['every field', { kind: 'every_spend' }],
    ['a percentage', { kind: 'percent_off', percent: '101' }],
    ['a weight', { kind: 'random_off', chances: [{ off: '1', weight: null }] }],
    ['a price', { kind: 'bundle', price: '' }],
    ['a count', { kind: 'buy_get', buyGet: { buy: {}, buyUnits: null, get: {}, getUnits: 1, percent: '100', pick: 'cheapest' } }],
  ])('is nothing yet where %s is missing', (_, changes) => {
    expect(benefitOf(draft(changes))).toBeNull();
    expect(bodyOf(draft(changes), new Map())).toBeNull();
  });
});

describe('when an offer applies', () => {
  it('is always where nothing is filled in', () => {
    expect(conditionOf(draft())).toBeUndefined();
    expect(conditionOf(draft({ when: when({ units: null, labels: [], festival: null, expression: '  ', minimum: '' }) }))).toBeUndefined();
  });

  it('is all that is filled in', () => {
    const all = when({
      minimum: '20',
      units: 3,
      goods: { categories: ['tea'] },
      order: 'first',
      scope: 'merchant',
      days: ['friday', 'saturday'],
      from: at('18:00'),
      to: at('02:00'),
      labels: ['double-eleven'],
      festival: '8-15',
      daysBefore: 7,
      audience: 'new',
      newDays: 0,
      source: 'card',
      banks: ['sandbox'],
      brands: ['unionpay'],
      channels: ['pay_code'],
      expression: ' hour < 11 ',
    });
    expect(conditionOf(draft({ when: all }))).toEqual({
      kind: 'all',
      parts: [
        { kind: 'amount_at_least', minor: 2_000 },
        { kind: 'quantity_at_least', units: 3, goods: { categories: ['tea'] } },
        { kind: 'nth_order', scope: 'merchant', nth: 1 },
        { kind: 'new_customer', days: 0 },
        { kind: 'paid_with', kinds: ['card'], issuers: ['sandbox'], brands: ['unionpay'] },
        { kind: 'in_channels', channels: ['pay_code'] },
        { kind: 'weekly_hours', days: ['friday', 'saturday'], from: '18:00', to: '02:00' },
        { kind: 'on_calendar', calendar: 'cn', labels: ['double-eleven'] },
        { kind: 'near_lunar_day', month: 8, day: 15, daysBefore: 7, daysAfter: 0 },
        { kind: 'cel', expression: 'hour < 11' },
      ],
    });
  });
});

it('a bank is asked for by card only', () => {
  expect(conditionOf(draft({ when: when({ source: 'balance', banks: ['sandbox'] }) }))).toEqual({ kind: 'all', parts: [{ kind: 'paid_with', kinds: ['balance'] }] });
});

describe('the offer', () => {
  const whole = draft({
    steps,
    startsAt: dayjs('2026-11-11T00:00'),
    endsAt: dayjs('2026-11-12T00:00'),
    merchantIds: ['mer_1'],
    combinable: true,
    holdoutPercent: ' 10 ',
    budget: { total: '1000', perDay: '', perMerchant: '400', edge: 'rest' },
    usesPerCustomer: 3,
    usesPerDevice: 4,
    sponsors: [
      { name: '城市银行', percent: 70 },
      { name: 'Corner Shop', percent: 30 },
    ],
    when: when({ order: 'nth', nth: 3 }),
  });
  const ids = new Map([['Corner Shop', 'merchant:mer_1']]);

  it('is sent with the clock of its zone', () => {
    expect(bodyOf(whole, ids)).toEqual({
      name: 'Spring',
      currency: 'CNY',
      benefit: { kind: 'spend_and_save', steps: [{ thresholdMinor: 5_000, offMinor: 800 }, { thresholdMinor: 10_000, offMinor: 2_000 }] },
      condition: { kind: 'all', parts: [{ kind: 'nth_order', scope: 'wallet', nth: 3 }] },
      merchantIds: ['mer_1'],
      startsAt: '2026-11-10T16:00:00.000Z',
      endsAt: '2026-11-11T16:00:00.000Z',
      zone: 'Asia/Shanghai',
      budget: { total: { value: 100_000, currency: 'CNY' }, perMerchant: { value: 40_000, currency: 'CNY' }, edge: 'rest' },
      usesPerCustomer: 3,
      usesPerDevice: 4,
      combinable: true,
      holdoutPercent: '10',
      sponsors: [
        { sponsorId: expect.stringMatching(/^s-/) as string, name: '城市银行', percent: 70 },
        { sponsorId: 'merchant:mer_1', name: 'Corner Shop', percent: 30 },
      ],
    });
  });

  it('is tried for a customer who may have it', () => {
    const trial = trialOf(whole, ids, { name: 'New offer', sponsor: 'Tongbao' });
    expect(trial).toMatchObject({ name: 'Spring', budget: { total: { value: 100_000 } }, combinable: true });
    expect(trial).not.toHaveProperty('condition');
    expect(trial).not.toHaveProperty('holdoutPercent');
    expect(trial?.sponsors.map((sponsor) => sponsor.percent)).toEqual([70, 30]);
  });

  it('is tried before it has a name, a budget and sponsors', () => {
    const trial = trialOf(draft({ steps, name: '', sponsors: [{ name: '', percent: 90 }] }), ids, { name: 'New offer', sponsor: 'Tongbao' });
    expect(trial).toMatchObject({ name: 'New offer', sponsors: [{ sponsorId: 'tongbao', name: 'Tongbao', percent: 100 }] });
    expect(trial?.budget.total?.value).toBeGreaterThan(0);
  });
});

it('what is wrong with the banks and networks of a card stands at them', () => {
  const byCard = draft({ when: when({ source: 'card', banks: ['moon'], brands: ['visa'] }) });
  expect(fieldOf('condition.parts[0].issuers', byCard)).toBe('when.banks');
  expect(fieldOf('condition.parts[0].brands', byCard)).toBe('when.brands');
  expect(fieldOf('condition.parts[0].kinds', byCard)).toBe('when.source');
});

describe('what the server finds wrong stands at the field for it', () => {
  const conditions = when({ minimum: '20', units: 3, days: ['friday'], from: at('18:00'), to: at('21:00'), expression: 'hour <' });
  it.each<[OfferDraft['kind'], string, string]>([
    ['spend_and_save', 'benefit.steps[1].offMinor', 'steps[1].off'],
    ['spend_and_save', 'benefit.steps[0].thresholdMinor', 'steps[0].threshold'],
    ['spend_and_save', 'benefit.steps[1]', 'steps'],
    ['every_spend', 'benefit.offMinor', 'every.off'],
    ['amount_off', 'benefit.offMinor', 'off'],
    ['amount_off', 'benefit.unitsPerLine', 'unitsPerLine'],
    ['percent_off', 'benefit.basisPoints', 'percent'],
    ['percent_off', 'benefit.goods.exceptProducts[2]', 'goods.exceptProducts[2]'],
    ['cashback', 'benefit.capMinor', 'cap'],
    ['random_off', 'benefit.chances[2].offMinor', 'chances[2].off'],
    ['random_off', 'benefit.chances[2].weight', 'chances[2].weight'],
    ['fixed_price', 'benefit.priceMinor', 'price'],
    ['buy_get', 'benefit.basisPoints', 'buyGet.percent'],
    ['buy_get', 'benefit.get.products[0]', 'buyGet.get.products[0]'],
    ['bundle', 'benefit.parts[1].units', 'parts[1].units'],
    ['bundle', 'benefit.kind', 'kind'],
    ['bundle', 'benefit', 'benefit'],
    ['cashback', 'condition.parts[0].minor', 'when.minimum'],
    ['cashback', 'condition.parts[1].goods.products[0]', 'when.goods.products[0]'],
    ['cashback', 'condition.parts[1].units', 'when.units'],
    ['cashback', 'condition.parts[2].to', 'when.to'],
    ['cashback', 'condition.parts[2].days[0]', 'when.days'],
    ['cashback', 'condition.parts[3].expression', 'when.expression'],
    ['cashback', 'condition.parts[3]', 'when.expression'],
    ['cashback', 'condition', 'condition'],
    ['cashback', 'sponsors[0].sponsorId', 'sponsors[0].name'],
    ['cashback', 'budget.total.value', 'budget.total.value'],
  ])('of %s, %s at %s', (kind, field, where) => {
    expect(fieldOf(field, draft({ kind, when: conditions }))).toBe(where);
  });
});

describe('an offer back in the form', () => {
  const names = new Map<string, string>();
  const typed = (changes: Partial<OfferDraft>) => bodyOf(draft({ budget: { total: '100', perDay: '10', perMerchant: '40', edge: 'rest' }, usesPerCustomer: 2, usesPerDevice: 3, holdoutPercent: '5', ...changes }), names)!;
  const again = (changes: Partial<OfferDraft>) => {
    const back = draftOf(typed(changes));
    return back && bodyOf(back, names);
  };

  it.each(TEMPLATES.filter((template) => template !== 'blank'))('is the same again: %s', (template) => {
    const changes = draftFrom(template, draft());
    expect(typed(changes)).not.toBeNull();
    expect(again(changes)).toEqual(typed(changes));
  });

  it('is the same again with every condition and kind of goods', () => {
    const some: Partial<OfferDraft> = {
      kind: 'buy_get',
      buyGet: { buy: { products: ['tea'] }, buyUnits: 2, get: {}, getUnits: 1, percent: '50', pick: 'dearest' },
      maxTimes: 2,
      when: when({ minimum: '20', units: 3, goods: { categories: ['tea'] }, order: 'nth', nth: 3, audience: 'new', newDays: 7, source: 'card', banks: ['icbc'], brands: ['visa'], channels: ['qr'], days: ['friday'], labels: ['618'], festival: '8-15', daysBefore: 1, daysAfter: 2, expression: 'true' }),
      sponsors: [{ name: 'bank', percent: 40 }, { name: 'shop', percent: 60 }],
      combinable: true,
      startsAt: dayjs('2026-11-11T00:00'),
      endsAt: dayjs('2026-11-12T00:00'),
    };
    expect(again(some)).toEqual(typed(some));
  });

  it('is the same again for customers on a list, and for nobody who is both new and on one', () => {
    const some: Partial<OfferDraft> = { kind: 'amount_off', off: '5', when: when({ audience: 'lists', lists: ['aud_1', 'aud_2'] }) };
    expect(typed(some).condition).toEqual({ kind: 'all', parts: [{ kind: 'on_list', lists: ['aud_1', 'aud_2'] }] });
    expect(again(some)).toEqual(typed(some));
    expect(draftOf({ ...typed(some), condition: { kind: 'all', parts: [{ kind: 'on_list', lists: ['aud_1'] }, { kind: 'new_customer', days: 3 }] } })).toBeUndefined();
    expect(conditionOf(draft({ when: when({ audience: 'all', lists: ['aud_1'], newDays: 3 }) })), 'what was chosen before').toBeUndefined();
  });

  it.each<OfferDraft['coupon']>([
    { stock: 10, perCustomer: 1, listed: true, transferable: false, validity: { kind: 'until_offer_ends' } },
    { stock: 500, perCustomer: 3, listed: false, transferable: true, validity: { kind: 'for_days', days: 9 } },
    { stock: 1, perCustomer: 1, listed: true, transferable: true, claimFrom: dayjs('2026-11-11T10:00'), validity: { kind: 'to_end_of', period: 'month' } },
    { stock: 7, perCustomer: 2, listed: true, transferable: false, claimFrom: dayjs('2026-11-11T10:00'), claimUntil: dayjs('2026-11-11T22:00'), validity: { kind: 'until', until: dayjs('2026-11-12T08:00') } },
  ])('is the same again by coupon: $validity.kind', (coupon) => {
    const byCoupon = { kind: 'amount_off', off: '5', byCoupon: true, coupon } as const;
    expect(typed(byCoupon).coupon).toMatchObject({ stock: coupon.stock, listed: coupon.listed, validity: { kind: coupon.validity.kind } });
    expect(again(byCoupon)).toEqual(typed(byCoupon));
  });

  it('keeps the seconds of times that nobody touched', () => {
    const offer = typed({ kind: 'amount_off', off: '5', byCoupon: true, coupon: { stock: 1, claimFrom: dayjs('2026-11-11T10:00'), validity: { kind: 'until', until: dayjs('2026-11-12T08:00') } } });
    const exact = '2026-11-11T02:00:00.123Z';
    const before = { ...offer, startsAt: exact, coupon: { ...offer.coupon!, claimFrom: exact, validity: { kind: 'until' as const, until: exact } } };
    const worked = draftOf(before)!;
    expect(keepTimes(bodyOf(worked, names)!, worked, before, worked)).toEqual({ ...before, sponsors: expect.anything() as unknown });
    const later = { ...worked, startsAt: worked.startsAt.add(1, 'hour'), coupon: { ...worked.coupon, claimFrom: null } };
    const changed = keepTimes(bodyOf(later, names)!, later, before, worked);
    expect(changed.startsAt).toBe('2026-11-11T03:00:00.000Z');
    expect(changed.coupon).not.toHaveProperty('claimFrom');
    expect(changed.coupon?.validity.until).toBe(exact);
  });

  it('is not there where the form could not say the same', () => {
    const offer = typed({ kind: 'amount_off', off: '5' });
    expect(draftOf({ ...offer, zone: 'Pacific/Auckland' })).toBeUndefined();
    expect(draftOf({ ...offer, benefit: { kind: 'amount_off', offMinor: 1, level: 'payment' } })).toBeUndefined();
    expect(draftOf({ ...offer, condition: { kind: 'not', part: { kind: 'new_customer', days: 3 } } })).toBeUndefined();
    expect(draftOf({ ...offer, condition: { kind: 'amount_at_least', minor: 1, base: 'net' } })).toBeUndefined();
    const twice = { kind: 'amount_at_least', minor: 1 } as const;
    expect(draftOf({ ...offer, condition: { kind: 'all', parts: [twice, twice] } })).toBeUndefined();
  });
});
