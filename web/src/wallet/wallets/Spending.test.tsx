// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { startI18n } from '../../shared/i18n/start';
import { likeABrowser, playServer, problem, show } from '../../shared/testing';
import { queryClient } from '../api';
import { en } from '../i18n/en';
import { zh } from '../i18n/zh';
import { monthAfter, monthIn } from './months';
import { Spending } from './Spending';
import { SpendingCategory } from './SpendingCategory';
import { byCurrency } from './spendingSums';

const cny = (value: number) => ({ value, currency: 'CNY' });
const MONTHS = ['2025-05', '2025-06', '2025-07', '2025-08', '2025-09', '2025-10'];

const of = (category: string, spent: number[], payments = 1) => ({
  currency: 'CNY',
  category,
  months: spent.map((value, at) => ({ month: MONTHS[at]!, spent: cny(value), payments: value === 0 ? 0 : payments })),
});

const CATEGORIES = {
  items: [
    { code: 'restaurant', nameZh: '餐饮', nameEn: 'Restaurants' },
    { code: 'books', nameZh: '图书文具', nameEn: 'Books' },
  ],
};

beforeEach(() => {
  likeABrowser();
  localStorage.setItem('tongbao.language', 'en');
  startI18n(zh, en);
  queryClient.clear();
});

function spending(answers: Parameters<typeof playServer>[0], at = '/spending?month=2025-10') {
  const server = playServer({ 'GET /merchant-categories': CATEGORIES, ...answers });
  return { server, shown: show(<Spending />, { queries: queryClient, at, path: '/spending', others: { '/bills': <p>bills</p>, '/spending/:category': <SpendingCategory /> } }) };
}

describe('spending of a month', () => {
  it('is summed, compared with the month before, and divided by category from zero', async () => {
    spending({ 'GET /spending': { items: [of('restaurant', [0, 0, 0, 100, 4_000, 6_000], 3), of('books', [0, 0, 0, 0, 2_500, -500])] } });
    const total = within(await screen.findByTestId('spending-total'));
    expect(total.getAllByText('¥55.00')).not.toHaveLength(0);
    total.getByText('¥10.00 less than in Sep');
    const food = screen.getByTestId('spending-restaurant');
    expect(food.textContent).toContain('Restaurants¥60.00');
    expect(food.textContent).toContain('3 payments · ¥20.00 more than in Sep');
    expect(food.querySelector<HTMLElement>('.spending-bar > span')?.style.width).toBe('100%');
    const books = screen.getByTestId('spending-books');
    expect(books.textContent).toContain('−¥5.00');
    expect(books.querySelector<HTMLElement>('.spending-bar > span')?.style.width).toBe('0%');
    const rows = within(screen.getByRole('table')).getAllByRole('row').slice(1).map((row) => row.textContent);
    expect(rows).toEqual(['May 2025¥0.00', 'June 2025¥0.00', 'July 2025¥0.00', 'August 2025¥1.00', 'September 2025¥65.00', 'October 2025¥55.00']);
  });

  it('goes to the month before and back, and never past this one', async () => {
    const { server, shown } = spending({ 'GET /spending': { items: [] } });
    await screen.findByText('Nothing was spent in shops in these six months.');
    fireEvent.click(screen.getByRole('button', { name: 'The month before' }));
    await waitFor(() => expect(shown.at()).toBe('/spending?month=2025-09'));
    await waitFor(() => expect(server.to('GET /spending').map((one) => one.query.get('month'))).toEqual(['2025-10', '2025-09']));
    await shown.go('/spending?month=9999-01');
    await waitFor(() => expect((screen.getByRole('button', { name: 'The month after' }) as HTMLButtonElement).disabled).toBe(true));
  });

  it('says what went wrong and asks again', async () => {
    const { server } = spending({ 'GET /spending': () => problem(400, 'invalid-field', { errors: [] }) });
    fireEvent.click(await screen.findByRole('button', { name: /again/i }));
    server.answers['GET /spending'] = { items: [of('books', [0, 0, 0, 0, 0, 100])] };
    fireEvent.click(await screen.findByRole('button', { name: /again/i }));
    await screen.findByTestId('spending-books');
  });
});

describe('the merchants of a category', () => {
  const bill = (id: string, corrected: boolean, category = 'restaurant') => ({
    id,
    kind: 'payment',
    at: '2025-10-10T04:00:00Z',
    counterparty: 'Wang Noodles',
    amount: cny(-1_000),
    state: 'paid',
    saved: null,
    referenceId: id,
    spentAt: { merchantId: 'mer_1', category, corrected },
  });

  it('are listed with their bills, and put under another category or back', async () => {
    let corrected = false;
    const { server, shown } = spending({
      'GET /spending': { items: [of('restaurant', [0, 0, 0, 0, 0, 2_000], 2)] },
      'GET /bills': () => ({ items: [bill('pay_1', corrected), bill('pay_2', corrected)], next: null }),
      'PUT /spending-categories/mer_1': () => ((corrected = true), null),
      'DELETE /spending-categories/mer_1': () => ((corrected = false), null),
    });
    fireEvent.click(await screen.findByTestId('spending-restaurant'));
    expect(await screen.findAllByTestId('bill')).toHaveLength(2);
    expect(shown.at()).toBe('/spending/restaurant?month=2025-10');
    expect(Object.fromEntries(server.to('GET /bills')[0]!.query)).toMatchObject({ category: 'restaurant', month: '2025-10' });
    const choice = screen.getByRole('combobox', { name: 'Category of Wang Noodles' });
    expect(within(choice).queryByText('The shop’s own category')).toBeNull();
    fireEvent.change(choice, { target: { value: 'books' } });
    await waitFor(() => expect(server.to('PUT /spending-categories/mer_1').map((one) => one.body)).toEqual([{ category: 'books' }]));
    await within(choice).findByText('The shop’s own category');
    fireEvent.change(choice, { target: { value: '' } });
    await waitFor(() => expect(server.to('DELETE /spending-categories/mer_1')).toHaveLength(1));
    await waitFor(() => expect(within(choice).queryByText('The shop’s own category')).toBeNull());
  });

  it('say why they could not be put under another', async () => {
    const { shown } = spending({
      'GET /spending': { items: [] },
      'GET /bills': { items: [bill('pay_1', false)], next: null },
      'PUT /spending-categories/mer_1': () => problem(404, 'not-found'),
    });
    await shown.go('/spending/restaurant?month=2025-10');
    fireEvent.change(await screen.findByRole('combobox'), { target: { value: 'books' } });
    await screen.findByRole('alert');
    expect((screen.getByRole('combobox') as HTMLSelectElement).value).toBe('restaurant');
  });
});

describe('months', () => {
  it('go over the new year', () => {
    expect(monthAfter('2025-01', -1)).toBe('2024-12');
    expect(monthAfter('2025-12', 1)).toBe('2026-01');
  });

  it('that are none, or have not come, are this one', () => {
    const now = new Date(2025, 9, 15);
    const asked = (month: string) => monthIn(new URLSearchParams({ month }), now);
    expect([asked('2025-09'), asked('2025-10'), asked('2025-11'), asked('2025-13'), asked('never'), asked('')]).toEqual(['2025-09', '2025-10', '2025-10', '2025-10', '2025-10', '2025-10']);
  });
});

it('keeps currencies apart', () => {
  const sums = byCurrency([of('books', [0, 0, 0, 0, 1, 2]), { ...of('gifts', [0, 0, 0, 0, 0, 0]), currency: 'GBP', months: MONTHS.map((month) => ({ month, spent: { value: 3, currency: 'GBP' }, payments: 1 })) }]);
  expect(sums.map(({ currency, months }) => [currency, months.at(-1)?.spent.value])).toEqual([
    ['CNY', 2],
    ['GBP', 3],
  ]);
});
