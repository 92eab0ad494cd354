import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Benefit, BenefitKind, Condition, ConditionKind } from '../api/offerTerms';
import { en } from './i18n/en';
import { zh } from './i18n/zh';
import { benefitWords, conditionWords, firstOrderWords, kindWords, oddsWords, offerWords } from './offerWords';
import { whyNotWords } from './whyNot';

const t = {
  'zh-CN': i18next.createInstance(),
  en: i18next.createInstance(),
};

beforeAll(async () => {
  for (const [language, words] of [
    ['zh-CN', zh],
    ['en', en],
  ] as const) {
    await t[language].init({ lng: language, fallbackLng: false, resources: { [language]: { translation: words } }, interpolation: { escapeValue: false } });
  }
});

const banks = new Map([['icbc', '工商银行']]);
const both = (benefit: Benefit, condition?: Condition, currency = 'CNY') =>
  (['zh-CN', 'en'] as const).map((language) => offerWords({ benefit, condition, currency }, t[language].t, language, banks));

const eight: Benefit = { kind: 'amount_off', offMinor: 800 };
const first: Condition = { kind: 'nth_order', scope: 'wallet', nth: 1 };

describe('an offer in words', () => {
  it.each<[string, Benefit, Condition | undefined, string, string]>([
    [
      'steps',
      {
        kind: 'spend_and_save',
        steps: [
          { thresholdMinor: 5_000, offMinor: 800 },
          { thresholdMinor: 10_000, offMinor: 2_050 },
        ],
      },
      undefined,
      '满50减8，满100减20.50',
      '¥8 off from ¥50, ¥20.50 off from ¥100',
    ],
    ['a percentage with a cap', { kind: 'percent_off', basisPoints: 1_000, capMinor: 3_000 }, undefined, '打9折，最多减30', '10% off, at most ¥30'],
    ['a percentage that is not round', { kind: 'percent_off', basisPoints: 1_250, level: 'line', unitsPerLine: 2 }, undefined, '打8.75折，每种限 2 件', '12.5% off, up to 2 of a kind'],
    ['the whole price', { kind: 'percent_off', basisPoints: 10_000 }, undefined, '全免', 'free'],
    ['every so much', { kind: 'every_spend', thresholdMinor: 5_000, offMinor: 500, maxTimes: 3 }, undefined, '每满50减5，最多 3 次', '¥5 off every ¥50, up to 3 times'],
    ['every so much, once', { kind: 'every_spend', thresholdMinor: 5_000, offMinor: 500, maxTimes: 1, base: 'net' }, undefined, '每满50减5，最多 1 次，按优惠后的金额算', '¥5 off every ¥50, at most 1 time, on what other offers leave'],
    ['off each of some goods', { kind: 'amount_off', offMinor: 200, level: 'line', goods: { products: ['奶茶'], categories: ['小吃'] } }, undefined, '「奶茶」、「小吃」类：每件减2', '¥2 off each on 奶茶, anything in 小吃'],
    ['a fixed price', { kind: 'fixed_price', priceMinor: 990, goods: { exceptProducts: ['a', 'b', 'c', 'd'] } }, undefined, '「a」「b」「c」等 4 种除外：一口价9.90', '¥9.90 each on all but a, b, c and more (4)'],
    ['a limit beside the goods', { kind: 'fixed_price', priceMinor: 990, goods: { categories: ['小吃'], exceptProducts: ['馒头'] }, unitsPerLine: 2 }, undefined, '「小吃」类、「馒头」除外：一口价9.90，每种限 2 件', '¥9.90 each on anything in 小吃, but not 馒头, up to 2 of a kind'],
    ['a flash price', { kind: 'flash_price', priceMinor: 990 }, undefined, '限时价9.90', 'flash price ¥9.90'],
    ['one free', { kind: 'buy_get', buyUnits: 2, getUnits: 1 }, undefined, '买 2 件赠 1 件', 'buy 2, get 1 free'],
    [
      'one cheaper',
      { kind: 'buy_get', buy: { products: ['tea'] }, buyUnits: 1, get: { products: ['cake'] }, getUnits: 1, basisPoints: 5_000, pick: 'dearest', maxTimes: 2 },
      undefined,
      '买 1 件「tea」，再买 1 件「cake」打5折，从最贵的算起，最多 2 次',
      'buy 1 × tea, get 1 × cake at 50% off, the dearest first, up to 2 times',
    ],
    ['a bundle', { kind: 'bundle', parts: [{ goods: { products: ['a'] } }, { goods: { categories: ['b'] }, units: 2 }], priceMinor: 1_990 }, undefined, '1 件「a」 + 2 件「b」类，套餐价19.90', '1 × a + 2 × anything in b for ¥19.90'],
    ['drawn amounts', { kind: 'random_off', chances: [{ offMinor: 8_800, weight: 1 }, { offMinor: 100, weight: 99 }] }, undefined, '随机立减1–88', '¥1–¥88 off at random'],
    ['cashback', { kind: 'cashback', basisPoints: 300, capMinor: 500, base: 'gross' }, undefined, '返现 3%，最多返5，按原价算', '3% back, at most ¥5, on the full price'],
    ['the first order', eight, { kind: 'all', parts: [first] }, '首单立减8', 'First order: ¥8 off'],
    ['the third order at a shop, from an amount', eight, { kind: 'all', parts: [{ kind: 'amount_at_least', minor: 2_000 }, { kind: 'nth_order', scope: 'merchant', nth: 3 }] }, '本店第 3 单立减8，满20可用', 'Order no. 3 at the shop: ¥8 off, from ¥20'],
    ['evenings', eight, { kind: 'weekly_hours', days: ['saturday', 'friday'], from: '18:00', to: '21:00' }, '立减8，周五、周六 18:00–21:00', '¥8 off, Fri, Sat 18:00–21:00'],
    ['nights', eight, { kind: 'weekly_hours', days: ['monday', 'tuesday', 'wednesday', 'sunday'], from: '22:00', to: '02:00:00' }, '立减8，周一至周三、周日 22:00–次日 02:00', '¥8 off, Mon to Wed, Sun 22:00–02:00 next day'],
    ['whole days', eight, { kind: 'weekly_hours', days: ['saturday'], from: '00:00', to: '00:00' }, '立减8，周六全天', '¥8 off, Sat all day'],
    ['days of a calendar', eight, { kind: 'on_calendar', calendar: 'cn', labels: ['holiday', 'double-eleven', 'thanksgiving'] }, '立减8，节假日、双十一、thanksgiving', '¥8 off, public holidays, Double Eleven, thanksgiving'],
    ['a festival', eight, { kind: 'near_lunar_day', month: 8, day: 15, daysBefore: 7, daysAfter: 1 }, '立减8，中秋节前 7 天至后 1 天', '¥8 off, 7 days before Mid-Autumn Festival to 1 days after'],
    ['another lunar day', eight, { kind: 'near_lunar_day', month: 2, day: 2 }, '立减8，农历 2 月 2 日当天', '¥8 off, on day 2 of lunar month 2'],
    ['a card of a bank', eight, { kind: 'paid_with', kinds: ['card'], issuers: ['icbc', 'abc'] }, '立减8，用工商银行、abc的银行卡付款', '¥8 off, paid with a card of 工商银行 or abc'],
    ['a card of a network', eight, { kind: 'paid_with', kinds: ['card'], brands: ['unionpay'] }, '立减8，用银联卡付款', '¥8 off, paid with a UnionPay card'],
    ['a bank and a network', eight, { kind: 'paid_with', issuers: ['icbc'], brands: ['visa'] }, '立减8，用工商银行的Visa卡付款', '¥8 off, paid with a Visa card of 工商银行'],
    ['the balance', eight, { kind: 'paid_with', kinds: ['balance'] }, '立减8，用余额付款', '¥8 off, paid with the balance'],
    ['a channel', eight, { kind: 'in_channels', channels: ['qr', 'pay_code'] }, '立减8，限扫码、付款码付款', '¥8 off, through a scanned code or a pay code'],
    ['new customers', eight, { kind: 'new_customer', days: 7 }, '立减8，注册 7 天内的新用户', '¥8 off, within 7 days of joining'],
    ['one of two', eight, { kind: 'any', parts: [{ kind: 'quantity_at_least', units: 3 }, { kind: 'not', part: { kind: 'on_list', lists: ['staff'] } }] }, '立减8，满 3 件可用，或 不含：受邀顾客专享（满足其一）', '¥8 off, either from 3 items or not for invited customers'],
  ])('with %s', (_, benefit, condition, chinese, english) => {
    expect(both(benefit, condition)).toEqual([chinese, english]);
  });

  it('keeps the symbol of another currency, and decimals that say something', () => {
    expect(both(eight, undefined, 'GBP')).toEqual(['立减£8', '£8 off']);
    expect(both({ kind: 'amount_off', offMinor: 800 }, undefined, 'JPY')[1]).toBe('¥800 off');
  });

  it('bears a badge where it is for the first order', () => {
    expect(firstOrderWords({ kind: 'all', parts: [first] }, t['zh-CN'].t)).toBe('首单');
    expect(firstOrderWords(first, t.en.t)).toBe('First order');
    expect(firstOrderWords({ kind: 'all', parts: [] }, t.en.t)).toBeUndefined();
    expect(firstOrderWords(undefined, t.en.t)).toBeUndefined();
  });

  it('states the odds, from the smallest amount', () => {
    const benefit: Benefit = { kind: 'random_off', chances: [{ offMinor: 8_800, weight: 1 }, { offMinor: 100, weight: 2_999 }] };
    expect(oddsWords({ benefit, currency: 'CNY' }, t.en.t, 'en')).toEqual(['¥1: 99.9667%', '¥88: 0.0333%']);
  });

  it('of a kind that is not known here shows its name', () => {
    const strange = { kind: 'moon_price', glow: 3 } as unknown as Benefit;
    expect(both(strange, { kind: 'full_moon' } as unknown as Condition)).toEqual(['moon_price，full_moon', 'moon_price, full_moon']);
    expect(kindWords('moon_price', t['zh-CN'].t)).toBe('moon_price');
  });
});

// Records, so that a kind that is added without its words does not compile.
const BENEFITS: Record<BenefitKind, Benefit> = {
  amount_off: { kind: 'amount_off', offMinor: 1, level: 'payment' },
  percent_off: { kind: 'percent_off', basisPoints: 1, level: 'payment', base: 'net' },
  spend_and_save: { kind: 'spend_and_save', steps: [{ thresholdMinor: 2, offMinor: 1 }], base: 'net' },
  every_spend: { kind: 'every_spend', thresholdMinor: 2, offMinor: 1 },
  fixed_price: { kind: 'fixed_price', priceMinor: 1 },
  flash_price: { kind: 'flash_price', priceMinor: 1 },
  buy_get: { kind: 'buy_get', buyUnits: 1, getUnits: 1 },
  bundle: { kind: 'bundle', parts: [{}], priceMinor: 1, maxTimes: 1 },
  free_gift: { kind: 'free_gift', product: 'cup', worthMinor: 1 },
  random_off: { kind: 'random_off', chances: [{ offMinor: 1, weight: 1 }] },
  shipping_off: { kind: 'shipping_off', atMostMinor: 1 },
  fee_off: { kind: 'fee_off' },
  cashback: { kind: 'cashback', basisPoints: 1 },
  points: { kind: 'points', points: 1, everyMinor: 1, maxPoints: 9 },
  points_times: { kind: 'points_times', timesBasisPoints: 25_000 },
  top_up_bonus: { kind: 'top_up_bonus', steps: [{ thresholdMinor: 2, offMinor: 1 }] },
};

const CONDITIONS: Record<ConditionKind, Condition> = {
  all: { kind: 'all', parts: [first] },
  any: { kind: 'any', parts: [first] },
  not: { kind: 'not', part: first },
  amount_at_least: { kind: 'amount_at_least', minor: 1, base: 'net' },
  quantity_at_least: { kind: 'quantity_at_least', units: 1 },
  in_stores: { kind: 'in_stores', stores: ['s'] },
  nth_order: first,
  new_customer: { kind: 'new_customer', days: 7 },
  in_tiers: { kind: 'in_tiers', tiers: ['gold'] },
  has_tag: { kind: 'has_tag', tags: ['x'] },
  on_list: { kind: 'on_list', lists: ['x'] },
  birthday_near: { kind: 'birthday_near', daysBefore: 3 },
  weekly_hours: { kind: 'weekly_hours', days: ['monday'], from: '00:00', to: '12:00' },
  on_calendar: { kind: 'on_calendar', calendar: 'cn', labels: ['618'] },
  near_lunar_day: { kind: 'near_lunar_day', month: 1, day: 1, daysAfter: 3 },
  paid_with: { kind: 'paid_with', brands: ['unionpay'] },
  in_channels: { kind: 'in_channels', channels: ['x'] },
  on_devices: { kind: 'on_devices', devices: ['x'] },
  cel: { kind: 'cel', expression: 'gross > 1' },
};

describe.each(['zh-CN', 'en'] as const)('in %s', (language) => {
  const plain = (text: string) => expect(text).not.toMatch(/offerTerms|whyNot|\{\{|undefined|^$/);

  it.each(Object.values(BENEFITS))('there are words for $kind', (benefit) => {
    plain(benefitWords({ benefit, currency: 'CNY' }, t[language].t, language));
    expect(kindWords(benefit.kind, t[language].t)).not.toBe(benefit.kind);
  });

  it.each(Object.values(CONDITIONS))('there are words for the condition $kind', (condition) => {
    const words = conditionWords({ benefit: eight, condition, currency: 'CNY' }, t[language].t, language);
    expect(words).toHaveLength(1);
    expect(words[0]).not.toBe(condition.kind);
    words.forEach(plain);
  });
});

describe('why not', () => {
  it('says how much is missing where the reason has figures', () => {
    expect(whyNotWords({ code: 'below-threshold', condition: 'gross of all goods >= 5000', seen: '3100' }, 'CNY', t.en.t, 'en')).toBe('From ¥50.00; this one is ¥31.00');
    expect(whyNotWords({ code: 'too-few-units', condition: 'units of all goods >= 3', seen: '1' }, 'CNY', t['zh-CN'].t, 'zh-CN')).toBe('要 3 件，现在 1 件');
    expect(whyNotWords({ code: 'too-few-units', condition: 'a set of [Part]', seen: '1' }, 'CNY', t.en.t, 'en')).toBe('Too few items');
  });

  it('says how to pay to have it, in the reader\'s words', () => {
    const source = { code: 'other-source', condition: 'paid with kind [card] issuer [abc, icbc] brand [unionpay]', seen: 'balance' };
    expect(whyNotWords(source, 'CNY', t['zh-CN'].t, 'zh-CN', banks)).toBe('用abc、工商银行的银联卡付款才有');
    expect(whyNotWords(source, 'CNY', t.en.t, 'en', banks)).toBe('Pay with a UnionPay card of abc or 工商银行 to get it');
    expect(whyNotWords({ ...source, condition: 'paid with kind [balance]' }, 'CNY', t.en.t, 'en')).toBe('Pay with the balance to get it');
    expect(whyNotWords({ code: 'other-channel', condition: 'channel is one of [pay_code]', seen: 'qr' }, 'CNY', t['zh-CN'].t, 'zh-CN')).toBe('只限付款码付款');
    expect(whyNotWords({ code: 'not-new', condition: 'joined at most 7 days ago', seen: '30' }, 'CNY', t.en.t, 'en')).toBe('Only within 7 days of joining');
  });

  it('of a code that is not known here shows what the engine says', () => {
    expect(whyNotWords({ code: 'eclipse', condition: 'no moon', seen: 'moon' }, 'CNY', t.en.t, 'en')).toBe('no moon · moon');
  });
});
