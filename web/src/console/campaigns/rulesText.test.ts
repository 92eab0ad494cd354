// @vitest-environment jsdom
import i18next from 'i18next';
import { beforeAll, expect, it } from 'vitest';
import type { NewOffer } from '../../api/types';
import { startI18n } from '../../shared/i18n/start';
import { en } from '../en';
import { zh } from '../zh';
import { rulesText } from './rulesText';

beforeAll(() => startI18n(zh, en));

const offer: NewOffer = {
  name: 'Luck',
  currency: 'CNY',
  benefit: { kind: 'random_off', chances: [{ offMinor: 100, weight: 99 }, { offMinor: 8_800, weight: 1 }] },
  merchantIds: ['mer_1', 'mer_gone'],
  startsAt: '2026-11-10T16:00:00Z',
  endsAt: '2026-11-11T16:00:00Z',
  zone: 'Asia/Shanghai',
  budget: { total: { value: 100_000, currency: 'CNY' }, edge: 'rest' },
  usesPerCustomer: 1,
  combinable: false,
  sponsors: [{ sponsorId: 'tongbao', name: 'Tongbao', percent: 100 }],
};

it('says in both languages when, what, by which odds, where and how often, and nothing of the money behind it', () => {
  const merchants = new Map([['mer_1', '面馆']]);
  const chinese = rulesText([offer], i18next.getFixedT('zh-CN'), 'zh-CN', merchants).split('\n');
  const english = rulesText([offer], i18next.getFixedT('en'), 'en', merchants).split('\n');
  expect(chinese).toHaveLength(english.length);
  expect(chinese[0]).toBe('1. 活动时间：2026年11月11日 00:00 至 2026年11月12日 00:00。');
  expect(chinese[2]).toMatch(/^3\. 中奖概率：.*99%.*1%/);
  expect(chinese[3]).toBe('4. 适用商家：面馆。');
  expect(english[4]).toBe('5. Once for each customer.');
  expect(english.join()).not.toMatch(/Tongbao \d|1,000/);
});

it('of a top-up says that it is no shop’s, and where the bonus goes', () => {
  const bonus: NewOffer = { ...offer, benefit: { kind: 'top_up_bonus', steps: [{ thresholdMinor: 10_000, offMinor: 1_000 }] }, merchantIds: [], combinable: true };
  const told = rulesText([bonus], i18next.getFixedT('en'), 'en', new Map());
  expect(told).toContain('Added to a top-up by itself.');
  expect(told).toContain('it can’t be withdrawn or sent.');
});

it('of an offer by coupon says how many there are, how they are had and how long they can be used', () => {
  const coupon: NewOffer['coupon'] = { stock: 10_000, perCustomer: 2, listed: false, transferable: true, claimFrom: '2026-11-11T02:00:00Z', validity: { kind: 'for_days', days: 7 } };
  const chinese = rulesText([{ ...offer, coupon }], i18next.getFixedT('zh-CN'), 'zh-CN', new Map()).split('\n');
  const english = rulesText([{ ...offer, coupon }], i18next.getFixedT('en'), 'en', new Map()).split('\n');
  expect(chinese).toHaveLength(english.length);
  expect(chinese[3]).toBe('4. 凭优惠券享受，每次使用一张：共 10,000 张，每人限领 2 张，凭兑换码领取或由平台发放，2026年11月11日 10:00起可领，领到后 7 天内可用，可以转赠给朋友。');
  expect(english[3]).toMatch(/^4\. By coupon, one for each use: 10,000 coupons, at most 2 each, got by code .* within 7 days of getting it, may be given to a friend\.$/);
});

it('of several offers tells what each has of its own under its name, and what holds for all once', () => {
  const merchants = new Map([['mer_1', '面馆']]);
  const back: NewOffer = { ...offer, name: 'Back', benefit: { kind: 'cashback', basisPoints: 1_000, base: 'gross' }, merchantIds: [], usesPerCustomer: undefined };
  const english = rulesText([offer, back], i18next.getFixedT('en'), 'en', merchants).split('\n');
  const chinese = rulesText([offer, back], i18next.getFixedT('zh-CN'), 'zh-CN', merchants).split('\n');
  expect(chinese).toHaveLength(english.length);
  expect(english[1]).toBe('Luck');
  expect(english.filter((line) => line.includes('At: 面馆.'))).toHaveLength(1);
  expect(english).toContain('Back');
  expect(chinese).toContain('【Back】');
  expect(english.filter((line) => /While the budget lasts/.test(line))).toHaveLength(1);
  expect(english.filter((line) => /^\d+\. /.test(line)).map((line) => Number.parseInt(line))).toEqual([...Array(12).keys()].map((at) => at + 1));
});
