import { expect, it } from 'vitest';
import type { Bill } from '../../api/types';
import { billState } from './BillRow';

it('a refund is done, whatever it left of its payment', () => {
  const bill = (kind: Bill['kind'], state: Bill['state']) => billState({ kind, state } as Bill);
  expect(bill('refund', 'refunded')).toBe('done');
  expect(bill('payment', 'refunded')).toBe('refunded');
  expect(bill('payment', 'partly_refunded')).toBe('partly_refunded');
});
