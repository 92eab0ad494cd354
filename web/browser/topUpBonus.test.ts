import { describe, expect } from 'vitest';
import type { Offer, Order } from '../src/api/types';
import { aCustomer, aShop, cny, operator } from './scene';
import { it } from './visit';

/** Money on top of a top-up, from the form in which it is written to the receipt of what was bought with it. */
describe('a top-up bonus', () => {
  it('is written in the console, shown while the amount is typed, given, and spent before the balance', async ({ visit, books }) => {
    const [customer, shop] = await Promise.all([aCustomer({ balance: 0 }), aShop()]);
    const name = `充值送 ${Date.now()}`;
    const staff = await visit('console', { as: await operator() });
    await staff.goto('/console/offers/new');
    await staff.getByLabel('活动名称').fill(name);
    await staff.getByText('充值赠送', { exact: true }).click();
    // Thresholds that nobody else's top-up in the demo reaches.
    await staff.getByLabel('第 1 档：满').fill('4321');
    await staff.getByLabel('第 1 档：送').fill('100');
    await staff.getByLabel('总预算').fill('200');
    await staff.getByRole('button', { name: '上线活动' }).click();
    await staff.getByRole('heading', { name }).waitFor();
    const id = staff.url().split('/').pop()!;

    try {
      const wallet = await visit('wallet', { as: customer.api });
      await wallet.goto('/wallet/top-up');
      await wallet.getByLabel('充值金额').fill('4320');
      await wallet.getByTestId('top-up-missed').first().waitFor();
      await wallet.getByLabel('充值金额').fill('4321');
      await wallet.getByTestId('top-up-bonus').getByText(`${name}：再送 ¥100.00`).waitFor();
      await wallet.getByRole('button', { name: '充值 ¥4,321.00' }).dblclick();
      await wallet.getByText('充值成功').waitFor();
      await wallet.getByTestId('bonus').getByText('¥100.00').waitFor();
      expect(await books.balance(customer.account)).toBe(432_100);
      const bonus = customer.account.replace('wallet/', 'bonus/');
      expect(await books.balance(bonus)).toBe(10_000);

      await wallet.goto('/wallet/');
      await wallet.getByTestId('balance').getByText('4,421').first().waitFor();
      await wallet.getByTestId('bonus').getByText('其中赠金 ¥100.00').waitFor();
      await wallet.goto('/wallet/withdraw');
      await wallet.getByText('可用 ¥4,321.00').waitFor();

      const order = await shop.api.post<Order>('/orders', { amount: cny(12_000) });
      await wallet.goto(`/wallet/pay/confirm?order=${order.id}`);
      await wallet.getByTestId('funding').getByText('其中赠金 ¥100.00，先用').waitFor();
      await wallet.getByTestId('pay').click();
      await wallet.getByTestId('paid').waitFor();
      expect((await wallet.locator('.facts').innerText()).replace(/\s+/g, ' ')).toMatch(/赠金 ¥100\.00 .*余额 ¥20\.00/);
      expect(await books.balance(bonus)).toBe(0);
      expect(await books.balance(customer.account)).toBe(430_100);

      // Half of it given back: the halves of what each gave.
      await shop.api.post(`/payments/${wallet.url().split('/').pop()}/refunds`, { amount: cny(6_000) });
      expect(await books.balance(bonus)).toBe(5_000);
      expect(await books.balance(customer.account)).toBe(431_100);
      await staff.goto(`/console/offers/${id}`);
      await staff.getByRole('row').filter({ hasText: '¥100.00' }).first().waitFor();
      expect(await books.sumsToZero()).toBe(true);
    } finally {
      await (await operator()).post<Offer>(`/offers/${id}/end`);
    }
  });
});
