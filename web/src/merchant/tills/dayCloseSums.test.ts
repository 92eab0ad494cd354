import { expect, it } from 'vitest';
import type { DayCloseRow } from '../../api/types';
import { netByKind, peopleOf } from './dayCloseSums';

const row = (personId: string | null, kind: DayCloseRow['kind'], taken: number, refunded = 0): DayCloseRow => ({
  personId,
  name: personId && `n-${personId}`,
  storeId: null,
  storeName: null,
  kind,
  taken: { value: taken, currency: 'CNY' },
  orders: taken > 0 ? 1 : 0,
  refunded: { value: refunded, currency: 'CNY' },
  refunds: refunded > 0 ? 1 : 0,
});

it('counts the drawer over everybody, refunds taken off', () => {
  expect(netByKind([row('a', 'wallet', 500), row('a', 'cash', 3_000), row('b', 'cash', 0, 3_200), row(null, 'wallet', 7)])).toEqual([
    { kind: 'cash', net: -200, orders: 1 },
    { kind: 'wallet', net: 507, orders: 2 },
  ]);
});

it('puts each person’s rows together, and the static code’s under nobody', () => {
  expect(peopleOf([row('a', 'wallet', 5), row('b', 'cash', 1), row('a', 'cash', 2), row(null, 'wallet', 3)]).map((one) => [one.personId, one.rows.length])).toEqual([
    ['a', 2],
    ['b', 1],
    [null, 1],
  ]);
});
