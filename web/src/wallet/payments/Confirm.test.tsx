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
    pinNeeded: false,
    applied: [],
    notApplied: [],
    lines: [],
    expiresAt: new Date(Date.now() + 300_000).toISOString(),
  }) as unknown as Quote;

beforeEach(() => {
  likeABrowser();
  localStorage.setItem('tongbao.language', 'en');
  startI18n(zh, en);
  queryClient.clear();
});

function confirming(available: number, answer: () => unknown) {
  const server = playServer({
    'GET /me': { id: 'cus_1', name: 'Lin', roles: ['CUSTOMER'], pinSet: true, smallPaymentLimit: cny(100_000) },
    'GET /cards': { items: [], next: null },
    'GET /categories': { items: [] },
    'POST /quotes': quote(available),
    'POST /payments': answer,
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
});
