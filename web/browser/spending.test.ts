import axe from 'axe-core';
import { describe, expect } from 'vitest';
import { eventually } from './caller';
import type { Bill, Page } from '../src/api/types';
import { aCustomer, aPayment, aShop, cny } from './scene';
import { it } from './visit';

/** From the bills to where the money went, to one shop's bills, and the shop put where the person thinks of it. */
describe('spending', () => {
  it('is shown by category, net of refunds, and a corrected category is kept for the shop', async ({ visit }) => {
    const [noodles, books, customer] = await Promise.all([aShop('南门包子铺'), aShop('街角书店'), aCustomer()]);
    const refunded = await aPayment(noodles, customer, 3_000);
    await aPayment(books, customer, 4_500);
    await noodles.api.post(`/payments/${refunded.id}/refunds`, { amount: cny(1_000) });
    await eventually('the bills to come', async () => (await customer.api.get<Page<Bill>>('/bills')).items.length === 4);

    const page = await visit('wallet', { as: customer, size: { width: 300, height: 700 } });
    const clean = async () => {
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(wider, `${page.url()} is wider than the phone`).toBeLessThanOrEqual(0);
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] }));
      expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
    };
    await page.goto('/wallet/bills');
    await page.getByRole('link', { name: /的消费分析$/ }).first().click();
    await page.getByTestId('spending-total').getByText('¥65.00', { exact: true }).first().waitFor();
    await page.getByTestId('spending-restaurant').getByText('2 笔').waitFor();
    await clean();

    await page.getByTestId('spending-restaurant').click();
    await page.getByTestId('merchant').nth(1).waitFor();
    expect(await page.getByTestId('bill').count()).toBe(3);
    await clean();
    await page.getByLabel('街角书店 的分类').selectOption('books');
    await page.getByText('街角书店').first().waitFor({ state: 'detached' });
    expect(await page.getByTestId('bill').count()).toBe(2);

    await page.getByRole('button', { name: '返回' }).click();
    await page.getByTestId('spending-books').getByText('¥45.00', { exact: true }).waitFor();
    await page.getByTestId('spending-restaurant').getByText('¥20.00', { exact: true }).waitFor();

    // Paid there once more, it comes under the chosen category; large print on a narrow phone still fits.
    await aPayment(books, customer, 500);
    await eventually('the bill to come', async () => (await customer.api.get<Page<Bill>>('/bills?category=books')).items.length === 2);
    await page.goto('/wallet/me');
    await page.getByRole('switch', { name: /大字版/ }).click();
    await page.goto('/wallet/spending');
    await page.getByTestId('spending-books').getByText('¥50.00', { exact: true }).waitFor();
    await clean();

    await page.getByTestId('spending-books').click();
    await page.getByTestId('bill').first().click();
    await page.waitForURL(/\/wallet\/bills\//);
    await page.getByLabel('街角书店 的分类').selectOption('按商家自己的分类');
    await page.getByLabel('街角书店 的分类').locator('option', { hasText: '按商家自己的分类' }).waitFor({ state: 'detached' });
    await page.goto('/wallet/spending');
    await page.getByTestId('spending-restaurant').getByText('¥70.00', { exact: true }).waitFor();
  });
});
