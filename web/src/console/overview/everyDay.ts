import type { TradeDay, TradeDays } from '../../api/types';

const DAY_MS = 86_400_000;

/** Each day of the time in one currency, the first first; of a day on which nothing moved, nothing. */
export function everyDay({ from, through, days }: TradeDays, currency: string): TradeDay[] {
  const known = new Map(days.filter((day) => day.moved.currency === currency).map((day) => [day.day, day]));
  const none = { value: 0, currency };
  const all: TradeDay[] = [];
  for (let at = Date.parse(from); at <= Date.parse(through); at += DAY_MS) {
    const day = new Date(at).toISOString().slice(0, 10);
    all.push(known.get(day) ?? { day, moved: none, payments: 0, given: none, refunded: none, refunds: 0 });
  }
  return all;
}
