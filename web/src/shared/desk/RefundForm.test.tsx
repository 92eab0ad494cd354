// @vitest-environment jsdom
import { QueryClient } from '@tanstack/react-query';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Payment } from '../../api/types';
import { en } from '../../merchant/en';
import { zh } from '../../merchant/zh';
import { createClient } from '../client';
import { startI18n } from '../i18n/start';
import { likeABrowser, playServer, problem, show } from '../testing';
import { DeskProvider } from './DeskProvider';
import { RefundForm } from './RefundForm';

const cny = (value: number) => ({ value, currency: 'CNY' });
const payment = { id: 'pay_1', gross: cny(500), refunded: cny(0) } as Payment;
const plan = { gross: cny(500), cashToCustomer: cny(500), cashbackTakenBack: cny(0), sponsors: [], full: true };

beforeEach(() => {
  likeABrowser();
  localStorage.setItem('tongbao.language', 'en');
  startI18n(zh, en);
});

function form() {
  let refunded = false;
  const server = playServer({
    'POST /payments/pay_1/refunds/preview': () => (refunded ? problem(422, 'refund-above-left') : plan),
    'POST /payments/pay_1/refunds': () => ((refunded = true), { id: 'ref_1', ...plan }),
  });
  show(
    <DeskProvider>
      <RefundForm client={createClient('merchant')} payment={payment} onDone={() => undefined} />
    </DeskProvider>,
    { queries: new QueryClient() },
  );
  return server;
}

describe('a refund', () => {
  it('in full is previewed before, and not asked for again after', async () => {
    const server = form();
    await screen.findByText('Taken from your balance');
    const refund = screen.getByText('Refund ¥5.00');
    fireEvent.click(refund);
    fireEvent.click(refund);
    await waitFor(() => expect(server.to('POST /payments/pay_1/refunds')).toHaveLength(1));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(server.to('POST /payments/pay_1/refunds/preview')).toHaveLength(1);
    expect(server.to('POST /payments/pay_1/refunds')).toHaveLength(1);
  });

  it('in part says no amount before one was typed', async () => {
    form();
    await screen.findByText('Taken from your balance');
    fireEvent.click(screen.getByText('A part'));
    for (const wrong of ['', '0', '700']) {
      fireEvent.change(screen.getByLabelText(/Amount to refund/), { target: { value: wrong } });
      expect(screen.getByText('Shown here once the amount is right.')).toBeTruthy();
      expect(screen.queryByText('Refund ¥5.00')).toBeNull();
    }
  });
});
