import type { DayCloseRow } from '../../api/types';

const KINDS: DayCloseRow['kind'][] = ['cash', 'wallet', 'outside_card'];

/** Taken less given back, in minor units, by how it was paid; only ways that were used, cash first: it is counted. */
export function netByKind(rows: DayCloseRow[]): { kind: DayCloseRow['kind']; net: number; orders: number }[] {
  return KINDS.map((kind) => ({ kind, rows: rows.filter((row) => row.kind === kind) }))
    .filter((one) => one.rows.length > 0)
    .map((one) => ({
      kind: one.kind,
      net: one.rows.reduce((sum, row) => sum + row.taken.value - row.refunded.value, 0),
      orders: one.rows.reduce((sum, row) => sum + row.orders, 0),
    }));
}

/** The rows of each person, in the order in which they come; what came by the static code is nobody's. */
export function peopleOf(rows: DayCloseRow[]): { personId: string | null; name: string | null; rows: DayCloseRow[] }[] {
  const people = new Map<string | null, DayCloseRow[]>();
  for (const row of rows) people.set(row.personId, [...(people.get(row.personId) ?? []), row]);
  return [...people].map(([personId, theirs]) => ({ personId, name: theirs[0]!.name, rows: theirs }));
}
