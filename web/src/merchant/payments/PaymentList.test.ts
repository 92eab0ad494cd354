import { expect, it } from 'vitest';
import type { Payment } from '../../api/types';
import { newestFirst } from './PaymentList';

const pages = (days: number[], hasMore: boolean) =>
  ({ items: days.map((day) => ({ id: `pay_${day}`, at: `2026-11-${day}T10:00:00Z` }) as Payment), hasMore, loading: false, loadingMore: false, error: null }) as Parameters<typeof newestFirst>[0];
const days = (list: ReturnType<typeof newestFirst>) => list.items.map((payment) => Number(payment.id.slice(4)));

it('part and full refunds stand in one list by time', () => {
  expect(days(newestFirst(pages([20, 12], false), pages([19, 11], false)))).toEqual([20, 19, 12, 11]);
});

it('nothing stands below what may still come above it', () => {
  const list = newestFirst(pages([20, 15], true), pages([19, 11], false));
  expect(days(list)).toEqual([20, 19, 15]);
  expect(list.hasMore).toBe(true);
});
