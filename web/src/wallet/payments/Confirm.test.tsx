// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Quote } from '../../api/types';
import { startI18n } from '../../shared/i18n/start';
import { likeABrowser, playServer, problem, show } from '../../shared/testing';
import { queryClient } from '../api';
import { en } from '../i18n/en';
import { zh } from '../i18n/zh';
import { Confirm } from './Confirm';
import { keptQuote } from './keptQuote';

const cny = (value: number) => ({ value, currency: 'CNY' });

const quote = (available: number) =>
  ({
    id: 'quo_1',
    orderId: 'ord_1',
    merchant: { id: 'mer_1', name: 'Tea', category: 'drinks', city: 'Hangzhou' },
    gross: cny(3_100),
    discount: cny(0),
    payable: cny(3_100),
    cashback: cny(0),
    available: cny(available),
    bonus: cny(0),
    pinNeeded: false,
    applied: [],
    notApplied: [],
    lines: [],
    coupons: [],
    expiresAt: new Date(Date.now() + 300_000).toISOString(),
  }) as unknown as Quote;

beforeEach(() => {
  likeABrowser();
  localStorage.setItem('tongbao.language', 'en');
  startI18n(zh, en);
  queryClient.clear();
});

function confirming(available: number, answer: () => unknown, others: Parameters<typeof playServer>[0] = {}) {
  const server = playServer({
    'GET /me': { id: 'cus_1', name: 'Lin', roles: ['CUSTOMER'], pinSet: true, smallPaymentLimit: cny(100_000) },
    'GET /cards': { items: [], next: null },
    'GET /categories': { items: [] },
    'POST /quotes': quote(available),
    'POST /payments': answer,
    ...others,
  });
  const shown = show(<Confirm />, { queries: queryClient, at: '/pay/confirm?order=ord_1', path: '/pay/confirm', others: { '/top-up': <p>top up</p>, '/pay/done/:id': <p>paid before</p> } });
  return { server, shown };
}

describe('the price before paying', () => {
  it('that has been paid already is forgotten and leads to the payment', async () => {
    const { shown } = confirming(10_000, () => problem(409, 'order-paid', { paymentId: 'pay_7' }));
    fireEvent.click(await screen.findByTestId('pay'));
    fireEvent.click(await screen.findByRole('link', { name: 'See the payment' }));
    await screen.findByText('paid before');
    expect(shown.at()).toBe('/pay/done/pay_7');
    expect(keptQuote('order=ord_1')).toBeUndefined();
  });

  it('of a cancelled order offers nothing to press again', async () => {
    confirming(10_000, () => problem(409, 'order-cancelled'));
    fireEvent.click(await screen.findByTestId('pay'));
    await screen.findByRole('link', { name: 'To home' });
    expect(screen.queryByTestId('pay')).toBeNull();
  });

  it('makes one payment of a double click', async () => {
    let answered: (payment: object) => void = () => undefined;
    const { server } = confirming(10_000, () => new Promise((resolve) => void (answered = resolve)));
    const button = await screen.findByTestId('pay');
    fireEvent.click(button);
    fireEvent.click(button);
    await waitFor(() => expect(server.to('POST /payments')).toHaveLength(1));
    answered({ id: 'pay_1', state: 'paid' });
    await screen.findByText('paid before');
    expect(server.to('POST /payments')).toHaveLength(1);
  });

  it('that the balance is too small for tops up what is missing and comes back', async () => {
    const { shown } = confirming(1_000, () => problem(422, 'insufficient-balance'));
    fireEvent.click(await screen.findByRole('link', { name: 'Top up first' }));
    await screen.findByText('top up');
    const search = new URLSearchParams(shown.at().split('?')[1]);
    expect(search.get('amount')).toBe('2100');
    expect(search.get('next')).toBe('/pay/confirm?order=ord_1');
  });

  describe('that depends on what it is paid with', () => {
    const card = { id: 'crd_1', brand: 'unionpay', last4: '8888', bankCode: 'city', bankName: 'City Bank', expiry: '12/39', expired: false, default: true };
    const byCard = { kind: 'card', issuer: 'city', brand: 'unionpay' };
    const priced = (id: string, source: object, payable: number, available: number) => ({ ...quote(available), id, source, dependsOnSource: true, payable: cny(payable), discount: cny(3_100 - payable) });
    const wants = (body: unknown) => (body as { funding?: { cardId: string } }).funding?.cardId;

    function choosing(available: number, payments: () => unknown = () => ({ id: 'pay_1', state: 'paid' })) {
      return confirming(available, payments, {
        'GET /cards': { items: [card], next: null },
        'GET /card-banks': { items: [{ code: 'city', name: 'City Bank' }], next: null },
        'POST /quotes': ({ body }) => (wants(body) ? priced('quo_card', byCard, 2_600, available) : priced('quo_balance', { kind: 'balance', issuer: null, brand: null }, 3_100, available)),
      });
    }

    it('is asked for again as soon as another is chosen, and is paid as it stands there', async () => {
      const { server } = choosing(10_000);
      await screen.findByRole('button', { name: 'Pay ¥31.00' });
      fireEvent.click(screen.getByLabelText(/Bank card/));
      expect(screen.getByTestId<HTMLButtonElement>('pay').disabled).toBe(true);
      await screen.findByText('Paid this way it is ¥26.00; it was ¥31.00.');
      fireEvent.click(await screen.findByRole('button', { name: 'Pay ¥26.00' }));
      await screen.findByText('paid before');
      expect(server.to('POST /payments')).toHaveLength(1);
      expect(server.to('POST /payments')[0]?.body).toMatchObject({ quoteId: 'quo_card', funding: { cardId: 'crd_1' } });
    });

    it('is that of the card where the balance is too small, before anything can be pressed', async () => {
      const { server } = choosing(2_800);
      await screen.findByRole('button', { name: 'Pay ¥26.00' });
      expect(server.to('POST /quotes')).toHaveLength(2);
      // The balance has a price of its own, and it is told that it is not enough for that.
      fireEvent.click(screen.getByLabelText(/Tongbao balance/));
      await screen.findByText('¥3.00 short');
      expect(server.to('POST /quotes')).toHaveLength(3);
    });

    it('stays as it is when there is no answer for another', async () => {
      const { server } = choosing(10_000);
      await screen.findByRole('button', { name: 'Pay ¥31.00' });
      server.answers['POST /quotes'] = problem(503, 'busy');
      fireEvent.click(screen.getByLabelText(/Bank card/));
      await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>(/Tongbao balance/).checked).toBe(true));
      await screen.findByRole('button', { name: 'Pay ¥31.00' });
      expect(screen.getByTestId<HTMLButtonElement>('pay').disabled).toBe(false);
    });

    it('that has changed is shown anew with the same choice', async () => {
      const { server } = choosing(10_000, () => problem(409, 'price-changed', { quote: priced('quo_later', byCard, 3_100, 10_000) }));
      await screen.findByRole('button', { name: 'Pay ¥31.00' });
      fireEvent.click(screen.getByLabelText(/Bank card/));
      fireEvent.click(await screen.findByRole('button', { name: 'Pay ¥26.00' }));
      await screen.findByText(/The price has changed: ¥26.00 before, ¥31.00 now/);
      expect(screen.getByLabelText<HTMLInputElement>(/Bank card/).checked).toBe(true);
      expect(server.to('POST /quotes')).toHaveLength(2);
    });
  });

  describe('that coupons may lower', () => {
    const soup = { couponId: 'cpn_soup', offerId: 'off_soup', name: 'Soup 8 off', until: '2099-12-01T00:00:00Z' };
    const tea = { couponId: 'cpn_tea', offerId: 'off_tea', name: 'Tea 5 off', until: '2099-12-02T00:00:00Z' };
    const off = (minor: number, offerId: string, name: string) => ({ offerId, name, discount: cny(minor), cashback: cny(0), sponsors: [] });
    const best = {
      ...quote(10_000),
      id: 'quo_best',
      payable: cny(2_300),
      discount: cny(800),
      applied: [off(800, 'off_soup', 'Soup 8 off')],
      notApplied: [{ offerId: 'off_tea', name: 'Tea 5 off', code: 'not-best', condition: '', seen: '' }],
      coupons: [
        { ...soup, chosen: true, applied: true },
        { ...tea, chosen: true, applied: false },
      ],
    };
    const withTea = {
      ...quote(10_000),
      id: 'quo_tea',
      payable: cny(2_600),
      discount: cny(500),
      applied: [off(500, 'off_tea', 'Tea 5 off')],
      coupons: [
        { ...soup, chosen: false, applied: false },
        { ...tea, chosen: true, applied: true },
      ],
    };
    const withNone = { ...quote(10_000), id: 'quo_none', coupons: [soup, tea].map((coupon) => ({ ...coupon, chosen: false, applied: false })) };
    const both = { ...best, id: 'quo_both' };
    const wants = (body: unknown) => (body as { coupons?: string[] }).coupons;

    function withCoupons(payment: () => unknown = () => ({ id: 'pay_1', state: 'paid' }), unasked: typeof best = best) {
      return confirming(10_000, payment, {
        'POST /quotes': ({ body }) => {
          const ids = wants(body);
          if (ids === undefined) return unasked;
          if (ids.length === 0) return withNone;
          return ids.length === 2 ? both : withTea;
        },
      });
    }

    it('has the best taken, and says why the other is not', async () => {
      withCoupons();
      const row = await screen.findByTestId('coupon-row');
      expect(row.textContent).toContain('1 taken, the best for you');
      expect(row.textContent).toContain('−¥8.00');
      fireEvent.click(row);
      expect((await screen.findByLabelText<HTMLInputElement>(/Soup 8 off/)).checked).toBe(true);
      const other = screen.getByLabelText<HTMLInputElement>(/Tea 5 off/);
      expect(other.checked).toBe(false);
      expect(other.closest('label')?.textContent).toContain('better');
      expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Best taken' }).disabled).toBe(true);
    });

    it('is asked for anew with those that are ticked, while the choice stays open', async () => {
      const { server } = withCoupons();
      fireEvent.click(await screen.findByTestId('coupon-row'));
      fireEvent.click(await screen.findByLabelText(/Soup 8 off/));
      await waitFor(() => expect(screen.getByTestId('coupon-row').textContent).toContain('None taken'));
      fireEvent.click(screen.getByLabelText(/Tea 5 off/));
      await waitFor(() => expect(screen.getByTestId('coupon-row').textContent).toContain('1 taken'));
      expect(server.to('POST /quotes').map(({ body }) => wants(body))).toEqual([undefined, [], ['cpn_tea']]);
      fireEvent.click(screen.getByRole('button', { name: 'Take the best' }));
      await waitFor(() => expect(screen.getByTestId('coupon-row').textContent).toContain('1 taken, the best for you'));
      expect(wants(server.to('POST /quotes').at(-1)?.body)).toBeUndefined();
    });

    it('takes the one that is ticked without those that beat it', async () => {
      const { server } = withCoupons();
      fireEvent.click(await screen.findByTestId('coupon-row'));
      fireEvent.click(await screen.findByLabelText(/Tea 5 off/));
      await waitFor(() => expect(screen.getByTestId('coupon-row').textContent).toContain('−¥5.00'));
      expect(server.to('POST /quotes').map(({ body }) => wants(body))).toEqual([undefined, ['cpn_soup', 'cpn_tea'], ['cpn_tea']]);
      expect(screen.getByLabelText<HTMLInputElement>(/Soup 8 off/).checked).toBe(false);
    });

    it('offers no tick to one that cannot be used here at all', async () => {
      withCoupons(undefined, { ...best, notApplied: [{ offerId: 'off_tea', name: 'Tea 5 off', code: 'below-threshold', condition: 'amount >= 20000', seen: '3100' }] });
      fireEvent.click(await screen.findByTestId('coupon-row'));
      const other = await screen.findByLabelText<HTMLInputElement>(/Tea 5 off/);
      expect(other.disabled).toBe(true);
      expect(other.closest('label')?.textContent).toContain('¥200.00');
    });

    it('keeps the choice when the price must be renewed, and pays what is chosen', async () => {
      let tries = 0;
      const { server } = withCoupons(() => (tries++ === 0 ? problem(409, 'quote-expired') : { id: 'pay_1', state: 'paid' }));
      fireEvent.click(await screen.findByTestId('coupon-row'));
      fireEvent.click(await screen.findByLabelText(/Soup 8 off/));
      fireEvent.click(await screen.findByRole('button', { name: 'Pay ¥31.00' }));
      await waitFor(() => expect(server.to('POST /quotes')).toHaveLength(3));
      expect(wants(server.to('POST /quotes').at(-1)?.body)).toEqual([]);
      fireEvent.click(await screen.findByRole('button', { name: 'Pay ¥31.00' }));
      await screen.findByText('paid before');
      expect(server.to('POST /payments').at(-1)?.body).toMatchObject({ quoteId: 'quo_none' });
    });

    it('stays as it is when there is no answer for others', async () => {
      const { server } = withCoupons();
      fireEvent.click(await screen.findByTestId('coupon-row'));
      server.answers['POST /quotes'] = problem(422, 'coupon-not-usable');
      fireEvent.click(await screen.findByLabelText(/Soup 8 off/));
      await screen.findByRole('alert');
      expect(screen.getByLabelText<HTMLInputElement>(/Soup 8 off/).checked).toBe(true);
      expect(screen.getByTestId('coupon-row').textContent).toContain('1 taken, the best for you');
    });

    it('is no matter to somebody without any', async () => {
      confirming(10_000, () => ({ id: 'pay_1', state: 'paid' }));
      await screen.findByTestId('pay');
      expect(screen.queryByTestId('coupon-row')).toBeNull();
    });
  });
});
