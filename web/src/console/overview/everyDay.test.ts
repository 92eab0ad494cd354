import { describe, expect, it } from 'vitest';
import { everyDay } from './everyDay';

describe('the days of the chart', () => {
  const cny = (value: number) => ({ value, currency: 'CNY' });
  const moved = { day: '2026-03-01', moved: cny(500), payments: 2, given: cny(10), refunded: cny(0), refunds: 0 };

  it('are all there, over the end of a month, also those on which nothing moved', () => {
    const days = everyDay({ from: '2026-02-27', through: '2026-03-02', days: [moved] }, 'CNY');
    expect(days.map((day) => [day.day, day.moved.value])).toEqual([
      ['2026-02-27', 0],
      ['2026-02-28', 0],
      ['2026-03-01', 500],
      ['2026-03-02', 0],
    ]);
  });

  it('are of one currency', () => {
    const days = everyDay({ from: '2026-03-01', through: '2026-03-01', days: [moved, { ...moved, moved: { value: 7, currency: 'GBP' } }] }, 'GBP');
    expect(days.map((day) => day.moved)).toEqual([{ value: 7, currency: 'GBP' }]);
  });
});
