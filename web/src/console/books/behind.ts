import type { EntryEvent } from '../../api/types';

export interface Behind {
  /** A word of the books' kinds. */
  kind: string;
  id: string;
  /** The page that shows it, where there is one. */
  to?: string;
}

const OBJECTS: { member: string; kind: string; to?: (id: string) => string }[] = [
  { member: 'refundId', kind: 'refund' },
  { member: 'paymentId', kind: 'payment', to: (id) => `/payments?open=${id}` },
  { member: 'topUpId', kind: 'top_up' },
  { member: 'withdrawalId', kind: 'withdrawal' },
  { member: 'sendId', kind: 'send' },
  { member: 'offerId', kind: 'offer', to: (id) => `/offers/${id}` },
  { member: 'orderId', kind: 'order' },
  { member: 'madeBy', kind: 'staff' },
];

/** The business objects that an entry's events name, each once. */
export function behind(events: EntryEvent[]): Behind[] {
  const found = new Map<string, Behind>();
  for (const { body } of events) {
    for (const { member, kind, to } of OBJECTS) {
      const id = body[member];
      if (typeof id === 'string' && !found.has(id)) found.set(id, id.startsWith('btr_') ? { kind: 'bank_transfer', id, to: '/bank-transfers' } : { kind, id, ...(to && { to: to(id) }) });
    }
  }
  return [...found.values()];
}
