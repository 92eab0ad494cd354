// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { startI18n } from '../../shared/i18n/start';
import { likeABrowser, playServer, problem, show } from '../../shared/testing';
import { queryClient } from '../api';
import { en } from '../i18n/en';
import { zh } from '../i18n/zh';
import { typePin } from '../testing';
import { SendMoney } from './SendMoney';

const cny = (value: number) => ({ value, currency: 'CNY' });
const friend = { id: 'cus_2', nameMasked: '*友', phoneMasked: '138****0002' };

beforeEach(() => {
  likeABrowser();
  localStorage.setItem('tongbao.language', 'en');
  startI18n(zh, en);
  queryClient.clear();
});

function sending(answer: (tries: number) => unknown, withoutPin = 0) {
  let tries = 0;
  const server = playServer({
    'GET /me': { id: 'cus_1', name: 'Lin', roles: ['CUSTOMER'], pinSet: true, smallPaymentLimit: cny(withoutPin) },
    'GET /balances': { items: [{ currency: 'CNY', available: cny(100_000), bonus: cny(0), reserved: cny(0) }] },
    'GET /recipients/cus_2': friend,
    'POST /sends': () => answer(++tries),
  });
  show(<SendMoney />, { queries: queryClient, at: '/send?to=cus_2' });
  return server;
}

const sendButton = () => screen.findByRole('button', { name: /^Send ¥20/ });

async function send20() {
  fireEvent.change(await screen.findByLabelText('Amount to send'), { target: { value: '20' } });
  fireEvent.click(await sendButton());
  await typePin();
}

describe('sending money', () => {
  it('after a lost network asks for the PIN again and sends the same intent', async () => {
    const server = sending((tries) => (tries <= 1 ? problem(429, 'too-often') : { id: 'snd_1', amount: cny(2_000) }));
    await send20();
    await within(screen.getByRole('dialog')).findByRole('alert');
    // The pad says what happened and takes the PIN again.
    await typePin();
    await screen.findByTestId('sent');
    const keys = server.to('POST /sends').map((one) => one.key);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
  });

  it('after a refused note lets it be corrected and sent', async () => {
    const server = sending((tries) =>
      tries === 1 ? problem(422, 'invalid-field', { errors: [{ field: 'note', code: 'plain-text', message: 'no' }] }) : { id: 'snd_1', amount: cny(2_000) },
    );
    fireEvent.change(await screen.findByLabelText('Note (optional)'), { target: { value: 'bad\u0001' } });
    await send20();
    await screen.findByText(/characters that can't be used/);
    fireEvent.change(screen.getByLabelText('Note (optional)'), { target: { value: 'good' } });
    expect(screen.queryByText(/characters that can't be used/)).toBeNull();
    fireEvent.click(await sendButton());
    await typePin();
    await screen.findByTestId('sent');
    expect(server.to('POST /sends').map((one) => one.body?.note)).toEqual(['bad\u0001', 'good']);
  });

  it('that needs no PIN and got no answer is sent again by Send, with the same key and without a PIN pad', async () => {
    const server = sending((tries) => (tries === 1 ? problem(429, 'too-often') : { id: 'snd_1', amount: cny(2_000) }), 5_000);
    await waitFor(() => expect(queryClient.getQueryData(['/me'])).toBeTruthy());
    fireEvent.change(await screen.findByLabelText('Amount to send'), { target: { value: '20' } });
    fireEvent.click(await sendButton());
    await screen.findByRole('alert');
    expect(screen.queryByTestId('pin-pad')).toBeNull();
    fireEvent.click(await sendButton());
    await screen.findByTestId('sent');
    expect(new Set(server.to('POST /sends').map((one) => one.key)).size).toBe(1);
  });

  it('after a refusal of another kind opens the PIN pad again', async () => {
    sending((tries) => (tries === 1 ? problem(422, 'limit-exceeded') : { id: 'snd_1', amount: cny(2_000) }));
    await send20();
    await waitFor(() => expect(screen.queryByText(/Over the limit|limit/i)).toBeTruthy());
    await waitFor(() => expect(screen.queryByTestId('pin-pad')).toBeNull());
    fireEvent.click(await sendButton());
    await typePin();
    await screen.findByTestId('sent');
  });
});
