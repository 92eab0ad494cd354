// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { startI18n } from '../../shared/i18n/start';
import { likeABrowser, playServer, problem, show } from '../../shared/testing';
import { DeskProvider } from '../../shared/desk/DeskProvider';
import { QueryClient } from '@tanstack/react-query';
import type { Me, Merchant } from '../../api/types';
import { en } from '../en';
import { zh } from '../zh';
import { MerchantContext } from '../merchants/MerchantContext';
import { Cashier } from './Cashier';
import { Till } from './Till';

const cny = (value: number) => ({ value, currency: 'CNY' });
const me = { id: 'per_1', roles: ['MERCHANT_OWNER'] } as unknown as Me;
const shop = (status: string) => ({ id: 'mer_1', name: 'Noodles', currency: 'CNY', status, reason: status === 'suspended' ? 'Licence ran out' : null }) as Merchant;

beforeEach(() => {
  likeABrowser();
  localStorage.setItem('tongbao.language', 'en');
  startI18n(zh, en);
});

function till(status = 'active', more: Parameters<typeof playServer>[0] = {}) {
  const server = playServer({
    'GET /merchant-summary': { day: '2026-11-22', taken: cny(0), orders: 0, refunds: cny(0), refundCount: 0, discount: cny(0), newCustomers: 0, returningCustomers: 0 },
    'POST /orders': { id: 'ord_1', state: 'open', amount: cny(500) },
    ...more,
  });
  show(
    <DeskProvider>
      <MerchantContext value={{ me, merchant: shop(status) }}>
        <Till>
          <Cashier />
        </Till>
      </MerchantContext>
    </DeskProvider>,
    { queries: new QueryClient() },
  );
  return server;
}

const items = () => fireEvent.click(screen.getByText('Items'));
function type(label: string, value: string) {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
  fireEvent.blur(screen.getByLabelText(label));
}

describe('the till', () => {
  it('makes one order of a double click', async () => {
    const server = till();
    fireEvent.click(screen.getByRole('button', { name: '5' }));
    const show = screen.getByRole('button', { name: 'Show the QR code' });
    fireEvent.click(show);
    fireEvent.click(show);
    await waitFor(() => expect(server.to('POST /orders').length).toBeGreaterThan(0));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.to('POST /orders')).toHaveLength(1);
  });

  it('keeps what was typed, and says at the field what would be right', async () => {
    const server = till();
    items();
    type('Item 1', 'Tea');
    type('Unit price 1', '-4');
    type('Quantity 1', '1.5');
    expect((screen.getByLabelText('Quantity 1') as HTMLInputElement).value).toBe('1.5');
    expect(screen.getByText(/The amount can't be negative/)).toBeTruthy();
    expect(screen.getByText(/A whole number from 1/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Show the QR code' }));
    type('Unit price 1', '12.505');
    expect(screen.getByText(/Too many decimals/)).toBeTruthy();
    for (const wrong of ['-2', '0', '99999999', '2x']) {
      type('Quantity 1', wrong);
      expect((screen.getByLabelText('Quantity 1') as HTMLInputElement).value).toBe(wrong);
      expect(screen.getByText(/A whole number from 1/)).toBeTruthy();
    }
    expect(server.to('POST /orders')).toHaveLength(0);
    type('Unit price 1', '4');
    type('Quantity 1', '2');
    fireEvent.click(screen.getByRole('button', { name: 'Show the QR code' }));
    await waitFor(() => expect(server.to('POST /orders').map((one) => one.body)).toEqual([{ lines: [{ name: 'Tea', unitPrice: cny(400), quantity: 2 }] }]));
  });

  it('marks a refused note at the note', async () => {
    till('active', { 'POST /orders': problem(422, 'invalid-field', { errors: [{ field: 'note', code: 'plain-text', message: 'no' }] }) });
    items();
    type('Item 1', 'Tea');
    type('Unit price 1', '4');
    fireEvent.change(screen.getByLabelText(/^Note/), { target: { value: 'x\u0001' } });
    fireEvent.click(screen.getByRole('button', { name: 'Show the QR code' }));
    const fault = await screen.findByText(/characters that can't be used/);
    expect(screen.getByLabelText(/^Note/).getAttribute('aria-describedby')).toBe(fault.closest('[id]')?.id);
    expect(screen.getByLabelText(/^Note/).getAttribute('aria-invalid')).toBe('true');
    fireEvent.change(screen.getByLabelText(/^Note/), { target: { value: 'x' } });
    expect(screen.queryByText(/characters that can't be used/)).toBeNull();
  });

  it('of a suspended shop says so, and offers no way to take money', async () => {
    till('suspended');
    expect(screen.getByText('Payments to your shop are suspended')).toBeTruthy();
    expect(screen.getByText(/Licence ran out/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Show the QR code' })).toBeNull();
  });
});
