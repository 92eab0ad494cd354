// @vitest-environment jsdom
import { QueryClient } from '@tanstack/react-query';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { DeskProvider } from '../../shared/desk/DeskProvider';
import { startI18n } from '../../shared/i18n/start';
import { likeABrowser, playServer, problem, show } from '../../shared/testing';
import { en } from '../en';
import { zh } from '../zh';
import { OfferForm } from './OfferForm';

// The largest screen there is: where other work keeps the machine busy, a minute is not enough for it.
vi.setConfig({ testTimeout: 180_000 });

beforeEach(() => {
  likeABrowser();
  localStorage.setItem('tongbao.language', 'en');
  startI18n(zh, en);
});

const type = (label: string | RegExp, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

const cny = (value: number) => ({ value, currency: 'CNY' });
const trial = { gross: cny(10_400), discount: cny(800), payable: cny(9_600), cashback: cny(0), bonus: cny(0), lines: [{ id: '0', discount: cny(800) }], sponsors: [{ name: 'Tongbao', bears: cny(800) }], notApplied: null };

function form(answers: Parameters<typeof playServer>[0] = {}) {
  const server = playServer({ 'GET /merchants': { items: [] }, 'GET /brands': { items: [] }, 'GET /offers': { items: [] }, 'POST /offer-trials': trial, ...answers });
  show(
    <DeskProvider>
      <OfferForm />
    </DeskProvider>,
    { queries: new QueryClient() },
  );
  return server;
}

it('a fault goes when it is corrected, also that of a list', async () => {
  form();
  type('Step 1: spend', '10');
  type('Step 1: save', '20');
  fireEvent.click(screen.getByText('Go live'));
  await screen.findByText('3 things to correct');
  await screen.findByText(/Each step must be higher/);
  type('Step 1: save', '5');
  await waitFor(() => expect(screen.queryByText(/Each step must be higher/)).toBeNull());
  await screen.findByText('2 things to correct');
  type('Name of the offer', 'Spring');
  await screen.findByText('1 thing to correct');
  type('Total budget', '100');
  await waitFor(() => expect(screen.queryByText(/to correct/)).toBeNull());
});

it('the basket beside it is priced by the server, and by nobody else', async () => {
  const server = form();
  const preview = within(screen.getByRole('complementary', { name: 'Try a basket' }));
  preview.getByText(/Fill in the benefit and the basket/);
  type('Step 1: spend', '50');
  type('Step 1: save', '8');
  type('Line 1: product', 'tea');
  await preview.findByText('¥96.00');
  await preview.findByText('Tongbao');
  expect(server.to('POST /offer-trials').at(-1)?.body).toMatchObject({
    offer: { benefit: { kind: 'spend_and_save', steps: [{ thresholdMinor: 5_000, offMinor: 800 }] }, sponsors: [{ sponsorId: 'tongbao', percent: 100 }] },
    lines: [{ product: 'tea', unitPrice: cny(10_400), quantity: 1 }],
  });
  expect(server.to('POST /offer-trials')).toHaveLength(1);
  expect(server.to('POST /offer-trials')[0]?.key).toBeNull();

  server.answers['POST /offer-trials'] = { ...trial, discount: cny(0), payable: cny(3_100), gross: cny(3_100), notApplied: { code: 'below-threshold', condition: 'gross of all goods >= 5000', seen: '3100' } };
  type('Line 1: price', '31');
  await preview.findByText(/From ¥50.00; this one is ¥31.00/);
  server.answers['POST /offer-trials'] = problem(422, 'invalid-field', { errors: [{ field: 'offer.condition', code: 'invalid', message: 'There is no calendar cn' }] });
  type('Line 1: price', '32');
  await preview.findByText('Not right: There is no calendar cn');
});

it('another kind has its own fields, and what the server finds wrong stands at them', async () => {
  const server = form({
    'POST /offers': problem(422, 'invalid-field', {
      errors: [
        { field: 'benefit.chances[1].offMinor', code: 'invalid', message: 'a whole number' },
        { field: 'condition.parts[0].minor', code: 'invalid', message: 'is too much' },
        { field: 'benefit', code: 'invalid', message: 'is too generous' },
      ],
    }),
  });
  fireEvent.click(screen.getByText('Random amount off'));
  await screen.findByLabelText('Amount 1: save');
  expect(screen.queryByLabelText('Step 1: spend')).toBeNull();
  type('Name of the offer', 'Luck');
  type('Amount 1: save', '1');
  type('Amount 1: weight', '99');
  type('Amount 2: save', '88');
  type('Amount 2: weight', '1');
  await waitFor(() => expect(screen.getByLabelText('Odds of amount 1').textContent).toBe('99%'));
  type('Minimum order', '20');
  type('Total budget', '100');
  type('Size of the control group', '100');
  fireEvent.click(screen.getByText('Go live'));
  await screen.findByText(/above 0 and below 100/);
  type('Size of the control group', '10');
  await waitFor(() => expect(screen.queryByText(/above 0 and below 100/)).toBeNull());
  fireEvent.click(screen.getByText('Together with others'));
  fireEvent.click(screen.getByText('Go live'));
  await screen.findByText('Not right: a whole number');
  await screen.findByText('Not right: is too much');
  await screen.findByText('benefit: Not right: is too generous');
  expect(server.to('POST /offers')[0]?.body).toMatchObject({
    benefit: { kind: 'random_off', chances: [{ offMinor: 100, weight: 99 }, { offMinor: 8_800, weight: 1 }] },
    condition: { kind: 'all', parts: [{ kind: 'amount_at_least', minor: 2_000 }] },
    combinable: true,
    holdoutPercent: '10',
    budget: { total: cny(10_000), edge: 'all_or_nothing' },
  });
});

it('every kind has words for all its fields', async () => {
  form();
  for (const kind of ['Save on every', 'Amount off', 'Percent off', 'Fixed price', 'Flash price', 'Buy and get', 'Bundle', 'Cashback']) {
    fireEvent.click(screen.getByText(kind));
    await waitFor(() => expect(screen.queryByText('Steps')).toBeNull());
    expect(document.body.textContent).not.toMatch(/offerForm\.|offerTerms\.|offers\./);
  }
});

it('what the server finds wrong with a part of a condition stands at it until it is corrected', async () => {
  const server = form({ 'POST /offers': problem(400, 'invalid-field', { errors: [{ field: 'condition.parts[0]', code: 'invalid', message: 'no viable alternative' }] }) });
  type('Name of the offer', 'Spring');
  type('Step 1: spend', '50');
  type('Step 1: save', '8');
  type('Total budget', '100');
  type('Expression (CEL)', 'gross >');
  fireEvent.click(screen.getByText('Go live'));
  await screen.findByText('Not right: no viable alternative');
  await screen.findByText('1 thing to correct');
  expect(screen.queryByText('Not right')).toBeNull();
  type('Expression (CEL)', 'gross > 1');
  await waitFor(() => expect(screen.queryByText('Not right: no viable alternative')).toBeNull());
  expect(server.to('POST /offers')[0]?.body).toMatchObject({ condition: { kind: 'all', parts: [{ kind: 'cel', expression: 'gross >' }] } });
});

it('an offer for a card is tried by such a card, or as is chosen', async () => {
  const server = form({ 'GET /card-banks': { items: [{ code: 'city', name: 'City Bank' }] } });
  type('Step 1: spend', '50');
  type('Step 1: save', '8');
  fireEvent.click(screen.getByLabelText('A bank card'));
  await screen.findByLabelText('Try: paid with');
  await waitFor(() => expect(server.to('POST /offer-trials').at(-1)?.body).toMatchObject({ source: { kind: 'card' }, offer: { condition: { parts: [{ kind: 'paid_with', kinds: ['card'] }] } } }));
  fireEvent.click(screen.getByLabelText('New customers'));
  await screen.findByLabelText('New customers: days since joining, at most');
  type('New customers: days since joining, at most', '7');
  await waitFor(() => expect(server.to('POST /offer-trials').at(-1)?.body).toMatchObject({ joinedDaysAgo: 0 }));
  type('Try: days since the customer joined', '8');
  await waitFor(() => expect(server.to('POST /offer-trials').at(-1)?.body).toMatchObject({ joinedDaysAgo: 8 }));
});
