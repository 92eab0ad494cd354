import { describe, expect, it } from 'vitest';
import type { Payment, Refund } from '../../api/types';
import { receiptLines } from './receiptLines';

const cny = (value: number) => ({ value, currency: 'CNY' });
const t = ((key: string, values?: Record<string, string>) => (values ? `${key}(${Object.values(values).join()})` : key)) as Parameters<typeof receiptLines>[2];
const sponsor = (name: string, discount: number) => ({ sponsorId: name, name, discount: cny(discount), cashback: cny(0) });

const payment: Payment = {
  id: 'pay_1',
  state: 'partly_refunded',
  merchant: { id: 'mer_1', name: '老王面馆', category: 'restaurant', city: '上海' },
  customerMasked: null,
  orderId: null,
  orderNumber: null,
  orderedAt: null,
  gross: cny(10_400),
  discount: cny(2_000),
  paid: cny(8_400),
  cashback: cny(0),
  refunded: cny(5_200),
  funding: { balance: cny(1_400), bonus: cny(400), card: { amount: cny(7_000), name: '招商银行 •••• 8888' } },
  reason: null,
  applied: [{ offerId: 'off_1', version: 1, campaignId: 'cam_1', name: '满减', kind: 'spend_and_save', discount: cny(2_000), cashback: cny(0), sponsors: [sponsor('银行', 1_400), sponsor('面馆', 600)] }],
  lines: [{ id: '1', name: '牛肉面', product: null, quantity: 2, unitPrice: cny(5_200), amount: cny(10_400), discount: cny(2_000) }],
  at: '2026-11-23T02:05:00Z',
  entryId: '7',
};

const refund: Refund = {
  id: 'ref_1',
  paymentId: 'pay_1',
  gross: cny(5_200),
  cashToCustomer: cny(4_200),
  toCard: { amount: cny(3_500), state: 'pending', finishedAt: null, name: '招商银行 •••• 8888' },
  toBonus: cny(200),
  cashbackTakenBack: cny(0),
  toBudget: cny(1_000),
  sponsors: [sponsor('银行', 700), sponsor('面馆', 300)],
  full: false,
  left: cny(5_200),
  reason: null,
  at: '2026-11-23T03:05:00Z',
  entryId: '8',
};

describe('a receipt', () => {
  it('names what was bought, who gave what, each source, and each part of a refund', () => {
    expect(receiptLines(payment, [refund], t, 'zh-CN').map(({ label, note, amount }) => [label, ...(label === 'refund.title' || !note ? [] : [note]), amount])).toEqual([
      ['牛肉面 × 2', '¥104.00'],
      ['receipt.gross', '¥104.00'],
      ['满减', 'receipt.givenBy 银行 ¥14.00 · 面馆 ¥6.00', '−¥20.00'],
      ['receipt.paid', '¥84.00'],
      ['pay.bonus', '¥4.00'],
      ['pay.balance', '¥10.00'],
      ['招商银行 •••• 8888', '¥70.00'],
      ['refund.title', '¥52.00'],
      ['refund.toBonus', '+¥2.00'],
      ['refund.toYou', '+¥5.00'],
      ['refund.toCard(招商银行 •••• 8888)', '+¥35.00'],
      ['refund.toSponsor(银行)', '¥7.00'],
      ['refund.toSponsor(面馆)', '¥3.00'],
    ]);
  });

  it('is as short as the payment', () => {
    const plain: Payment = { ...payment, applied: [], lines: [], gross: cny(100), discount: cny(0), paid: cny(100), funding: { balance: cny(100), bonus: cny(0), card: null } };
    expect(receiptLines(plain, [], t, 'zh-CN').map(({ label }) => label)).toEqual(['receipt.gross', 'receipt.paid', 'pay.balance']);
  });
});
