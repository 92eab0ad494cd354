// @vitest-environment jsdom
import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ClaimableCoupon } from '../../api/types';
import { startI18n } from '../../shared/i18n/start';
import { en } from '../i18n/en';
import { zh } from '../i18n/zh';
import { countdown, endsSoon, leftWords, validityWords } from './coupons';

const NOW = Date.parse('2026-11-23T02:00:00Z');
const t = i18next.t;

beforeAll(() => {
  startI18n(zh, en);
});

describe('a coupon’s time', () => {
  it.each([
    ['2026-11-26T01:59:59Z', '还剩 2 天', '2 days left'],
    ['2026-11-24T02:00:00Z', '还剩 1 天', '1 day left'],
    ['2026-11-24T01:59:00Z', '还剩 23 小时', '23 hours left'],
    ['2026-11-23T03:00:00Z', '还剩 1 小时', '1 hour left'],
    ['2026-11-23T02:59:59Z', '不到 1 小时', 'Less than 1 hour'],
  ])('until %s is never said to be longer than it is', async (until, chinese, english) => {
    await i18next.changeLanguage('zh-CN');
    expect(leftWords(until, t, NOW)).toBe(chinese);
    await i18next.changeLanguage('en');
    expect(leftWords(until, t, NOW)).toBe(english);
  });

  it('ends soon within three days', () => {
    expect(endsSoon({ until: '2026-11-26T01:59:59Z' }, NOW)).toBe(true);
    expect(endsSoon({ until: '2026-11-26T02:00:00Z' }, NOW)).toBe(false);
  });

  it('is counted down to the second, and reaches nothing only when it is there', () => {
    expect(countdown(3_723_000)).toBe('01:02:03');
    expect(countdown(1)).toBe('00:00:01');
    expect(countdown(0)).toBe('00:00:00');
    expect(countdown(-5_000)).toBe('00:00:00');
  });

  it('from a claim on is told by its kind', async () => {
    await i18next.changeLanguage('en');
    const offer = { endsAt: '2026-12-31T16:00:00Z' } as ClaimableCoupon['offer'];
    const words = (validity: object) => validityWords({ validity: validity as ClaimableCoupon['validity'], offer }, t, 'en');
    expect(words({ kind: 'for_days', days: 7 })).toBe('For 7 days once claimed');
    expect(words({ kind: 'for_days', days: 1 })).toBe('For 1 day once claimed');
    expect(words({ kind: 'to_end_of', period: 'month' })).toBe('In the month you claim it');
    expect(words({ kind: 'until', until: '2026-12-01T04:00:00Z' })).toMatch(/^Until Dec 1/);
    expect(words({ kind: 'until_offer_ends' })).toMatch(/^Until (Dec 31|Jan 1)/);
  });
});
