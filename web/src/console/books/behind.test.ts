import { expect, it } from 'vitest';
import { behind } from './behind';

it('names what an entry stands beside, each once and with its page where there is one', () => {
  const found = behind([
    { type: 'payment.refunded', stream: 'cus_1', body: { paymentId: 'pay_1', refundId: 'rfd_1', orderId: null, amount: 5 } },
    { type: 'order.refunded', stream: 'mer_1', body: { paymentId: 'pay_1' } },
  ]);
  expect(found).toEqual([
    { kind: 'refund', id: 'rfd_1' },
    { kind: 'payment', id: 'pay_1', to: '/payments?open=pay_1' },
  ]);
});

it('knows a bank transfer by its id, whichever way it went', () => {
  expect(behind([{ type: 'top_up.settled', stream: 'cus_1', body: { topUpId: 'btr_1' } }])).toEqual([{ kind: 'bank_transfer', id: 'btr_1', to: '/bank-transfers' }]);
});

it('is silent about events without ids', () => {
  expect(behind([{ type: 'books.closed', stream: 'books', body: { at: 'now' } }])).toEqual([]);
});
