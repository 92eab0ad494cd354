// @vitest-environment jsdom
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { beforeEach, describe, expect, it } from 'vitest';
import { startI18n } from '../../shared/i18n/start';
import { likeABrowser, playServer, problem } from '../../shared/testing';
import { queryClient } from '../api';
import { en } from '../i18n/en';
import { zh } from '../i18n/zh';
import { typePin } from '../testing';
import { TopUp, Withdraw } from './CardMoney';
import { TopUpResult } from './CardMoneyResult';

const cny = (value: number) => ({ value, currency: 'CNY' });

beforeEach(() => {
  likeABrowser();
  localStorage.setItem('tongbao.language', 'en');
  startI18n(zh, en);
  queryClient.clear();
});

function wallet(at: string, answers: Parameters<typeof playServer>[0]) {
  const server = playServer({
    'GET /me': { id: 'cus_1', name: 'Lin', roles: ['CUSTOMER'], pinSet: true, smallPaymentLimit: cny(0) },
    'GET /balances': { items: [{ currency: 'CNY', available: cny(100_000), bonus: cny(50_000), reserved: cny(0) }] },
    'POST /top-up-quotes': { amount: cny(1_234), bonus: cny(0), offers: [], notApplied: [] },
    'GET /cards': { items: [{ id: 'crd_1', bankName: 'Bank', brand: 'visa', last4: '4242', default: true }] },
    ...answers,
  });
  window.history.replaceState(null, '', '/price?order=o1');
  const router = createBrowserRouter([
    { path: '/price', element: <p>price</p> },
    { path: '/top-up', element: <TopUp /> },
    { path: '/top-up/:id', element: <TopUpResult /> },
    { path: '/withdraw', element: <Withdraw /> },
    { path: '/withdraw/:id', element: <p>withdrawn</p> },
  ]);
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  void router.navigate(at);
  return server;
}

describe('topping up in the middle of paying', () => {
  it('has the amount filled in, and goes back to the price with a quote to be asked anew', async () => {
    sessionStorage.setItem('tongbao.quote.order=o1', JSON.stringify({ id: 'quo_1' }));
    const server = wallet('/top-up?amount=1234&next=%2Fprice%3Forder%3Do1', {
      'POST /top-ups': { id: 'top_1' },
      'GET /top-ups/top_1': { id: 'top_1', state: 'settled', amount: cny(1_234) },
    });
    expect(((await screen.findByLabelText('Amount to top up')) as HTMLInputElement).value).toBe('12.34');
    fireEvent.click(screen.getByRole('button', { name: 'Top up ¥12.34' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Go on' }));
    await screen.findByText('price');
    expect(location.search).toBe('?order=o1');
    expect((window.history.state as { idx: number }).idx).toBe(0);
    expect(server.to('POST /top-ups').map((one) => one.body?.amount)).toEqual([cny(1_234)]);
    expect(sessionStorage.getItem('tongbao.quote.order=o1')).toBeNull();
  });
});

describe('a bonus on top of a top-up', () => {
  const quoted = (minor: number, bonus: number) => ({
    amount: cny(minor),
    bonus: cny(bonus),
    offers: bonus > 0 ? [{ offerId: 'off_1', name: 'Autumn', bonus: cny(bonus), sponsors: [{ sponsorId: 'bank', name: 'City Bank', bonus: cny(bonus) }] }] : [],
    notApplied: bonus > 0 ? [] : [{ offerId: 'off_1', name: 'Autumn', code: 'budget-gone', condition: '', seen: '' }],
  });

  it('is shown for what is typed, sent along, and shown anew when it has changed', async () => {
    let tries = 0;
    const server = wallet('/top-up', {
      'POST /top-up-quotes': quoted(20_000, 2_000),
      'POST /top-ups': () => (++tries === 1 ? problem(409, 'price-changed', { topUpQuote: quoted(20_000, 0) }) : { id: 'top_1' }),
      'GET /top-ups/top_1': { id: 'top_1', state: 'settled', amount: cny(20_000), offers: [] },
    });
    fireEvent.change(await screen.findByLabelText('Amount to top up'), { target: { value: '200' } });
    await screen.findByText('Looking for a bonus…');
    await screen.findByText('Autumn: ¥20.00 on top');
    expect(server.to('POST /top-up-quotes')).toHaveLength(1);
    fireEvent.click(screen.getByRole('button', { name: 'Top up ¥200.00' }));
    await screen.findByText(/The bonus has changed: it is ¥0.00 now/);
    expect(screen.queryByTestId('top-up-bonus')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Top up ¥200.00' }));
    await screen.findByText('Topped up');
    expect(server.to('POST /top-ups').map((one) => one.body?.bonus)).toEqual([cny(2_000), cny(0)]);
    expect(new Set(server.to('POST /top-ups').map((one) => one.key)).size).toBe(2);
  });

  it('that can’t be looked up does not keep anybody from topping up', async () => {
    const server = wallet('/top-up', {
      'POST /top-up-quotes': problem(503, 'busy'),
      'POST /top-ups': { id: 'top_1' },
      'GET /top-ups/top_1': { id: 'top_1', state: 'settled', amount: cny(20_000), bonus: cny(2_000), offers: [] },
    });
    fireEvent.change(await screen.findByLabelText('Amount to top up'), { target: { value: '200' } });
    await screen.findByText(/could not be looked up/);
    fireEvent.click(screen.getByRole('button', { name: 'Top up ¥200.00' }));
    await screen.findByText('¥20.00 bonus on top');
    expect(server.to('POST /top-ups')[0]?.body?.bonus).toBeUndefined();
  });
});

describe('a withdrawal', () => {
  it('that was refused can be tried again without touching the amount', async () => {
    let tries = 0;
    wallet('/withdraw', { 'POST /withdrawals': () => (++tries === 1 ? problem(422, 'limit-exceeded') : { id: 'wdr_1' }) });
    fireEvent.change(await screen.findByLabelText('Amount to withdraw'), { target: { value: '10' } });
    for (const time of [1, 2]) {
      fireEvent.click(screen.getByRole('button', { name: 'Withdraw ¥10.00' }));
      await typePin();
      await waitFor(() => expect(tries).toBe(time));
      if (time === 1) await waitFor(() => expect(screen.queryByTestId('pin-pad')).toBeNull());
    }
    await screen.findByText('withdrawn');
  });
});
