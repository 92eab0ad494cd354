// @vitest-environment jsdom
import { QueryClient } from '@tanstack/react-query';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { DeskProvider } from '../shared/desk/DeskProvider';
import { startI18n } from '../shared/i18n/start';
import { likeABrowser, playServer, problem, show } from '../shared/testing';
import { en } from './en';
import { MerchantApp } from './MerchantApp';
import { zh } from './zh';

const cny = (value: number) => ({ value, currency: 'CNY' });
const payment = { id: 'pay_1', at: '2026-11-22T10:00:00Z', gross: cny(500), paid: cny(500), discount: cny(0), refunded: cny(0), cashback: cny(0), state: 'paid', merchant: { id: 'mer_1', name: 'Noodles' }, lines: [], applied: [], customerMasked: null, orderNumber: null, entryId: 1 };

beforeEach(() => {
  likeABrowser();
  vi.useRealTimers();
  localStorage.setItem('tongbao.language', 'en');
  startI18n(zh, en);
});

function app(at: string, firstStatus: string, more: object = {}) {
  let status = firstStatus;
  const server = playServer({
    'GET /me': { id: 'per_1', roles: ['MERCHANT_OWNER'], merchant: { id: 'mer_1', name: 'Noodles', status } },
    'GET /merchants/mine': () => ({ id: 'mer_1', name: 'Noodles', category: 'food', city: 'X', currency: 'CNY', qr: '', status, reason: 'Licence ran out' }),
    'GET /merchant-summary': { day: '2026-11-22', taken: cny(500), orders: 1, refunds: cny(100), refundCount: 1, discount: cny(0), newCustomers: 1, returningCustomers: 0 },
    'GET /payments': { items: [payment] },
    'GET /payments/pay_1': payment,
    'GET /payments/pay_1/refunds': { items: [] },
    'POST /orders': problem(422, 'merchant-not-active'),
    ...more,
  });
  show(
    <DeskProvider>
      <MerchantApp />
    </DeskProvider>,
    { queries: new QueryClient(), at },
  );
  return { server, becomes: (next: string) => void (status = next) };
}

describe('a suspended shop', () => {
  it('still gives refunds', async () => {
    app('/payments/pay_1', 'suspended');
    expect(((await screen.findByText('Refund')).closest('button') as HTMLButtonElement).disabled).toBe(false);
  });

  it('is told at the till', async () => {
    app('/', 'suspended');
    await screen.findByText('Payments to your shop are suspended');
    expect(screen.getByText('Today')).toBeTruthy();
  });

  it('hears of it at a till that stood open', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const { becomes } = app('/', 'active');
    await screen.findByText('Show the QR code');
    becomes('suspended');
    await vi.advanceTimersByTimeAsync(6_000);
    await screen.findByText('Payments to your shop are suspended');
    becomes('active');
    await vi.advanceTimersByTimeAsync(6_000);
    await screen.findByText('Show the QR code');
  });

  it('hears of it at once when an order is refused', async () => {
    const { becomes } = app('/', 'active');
    await screen.findByText('Show the QR code');
    becomes('suspended');
    fireEvent.click(screen.getByText('5'));
    fireEvent.click(screen.getByText('Show the QR code'));
    await screen.findByText('Payments to your shop are suspended', undefined, { timeout: 3_000 });
  });
});

describe('today', () => {
  it('opens the list behind a figure, and no list where there is none', async () => {
    app('/today', 'active');
    await waitFor(() => expect(screen.getByText('New customers')).toBeTruthy());
    expect(screen.getByText('Refunds').closest('a')?.getAttribute('href')).toBe('/payments?state=given_back');
    expect(screen.getByText('Orders').closest('a')?.getAttribute('href')).toMatch(/^\/payments\?day=/);
    expect(screen.getByText('New customers').closest('a')).toBeNull();
  });
});

describe('a joint campaign that waits for the shop’s answer', () => {
  it('is told of on every page, one that was answered is not', async () => {
    const one = { open: true, answer: 'waiting' };
    app('/payments', 'active', { 'GET /joint-campaigns': { items: [one, { ...one, answer: 'accepted' }, { ...one, open: false }], next: null } });
    const tab = await screen.findByText('1 to answer');
    expect(tab.closest('a')!.getAttribute('href')).toBe('/shop');
  });
});
