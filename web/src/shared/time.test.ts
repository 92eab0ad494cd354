import { describe, expect, it } from 'vitest';
import { shortTime } from './time';

const now = new Date(2026, 10, 22, 18, 0);

describe('shortTime', () => {
  it('is the time today, the day before that', () => {
    expect(shortTime(new Date(2026, 10, 22, 10, 5), 'zh-CN', now)).toBe('10:05');
    expect(shortTime(new Date(2026, 10, 22, 10, 5), 'en', now)).toBe('10:05');
    expect(shortTime(new Date(2026, 10, 20, 10, 5), 'zh-CN', now)).toBe('11月20日');
    expect(shortTime(new Date(2026, 10, 20, 10, 5), 'en', now)).toBe('Nov 20');
    expect(shortTime(new Date(2025, 10, 20, 10, 5), 'zh-CN', now)).toBe('2025年11月20日');
  });
});
