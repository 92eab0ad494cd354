import { describe, expect } from 'vitest';
import { eventually } from './caller';
import { aCustomer, cny, PIN } from './scene';
import { it } from './visit';

describe('a wallet that tops itself up', () => {
  it('is allowed with the PIN, does so after a send, says so on the bill, and is turned off', async ({ visit, books }) => {
    const [customer, friend] = await Promise.all([aCustomer({ balance: 10_000 }), aCustomer({ balance: 0 })]);
    const page = await visit('wallet', { as: customer });
    await page.goto('/wallet/me');
    await page.getByRole('link', { name: '自动充值' }).click();
    await page.getByLabel('余额低于').fill('80');
    await page.getByLabel('每次充').fill('50');
    await page.getByLabel('每天最多自动充').fill('40');
    await page.getByRole('button', { name: '开启' }).click();
    await page.getByText('不能低于每次充的金额').waitFor();
    await page.getByLabel('每天最多自动充').fill('50');
    await page.getByRole('button', { name: '开启' }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type(PIN);
    await page.getByRole('link', { name: /自动充值.*低于 ¥80\.00 时/ }).waitFor();

    await customer.api.post('/sends', { recipientId: friend.id, amount: cny(3_000), pin: PIN });
    await eventually('the top-up by itself', async () => (await books.balance(customer.account)) === 12_000);
    expect(await books.balance(friend.account)).toBe(3_000);
    await page.goto('/wallet/bills');
    await page.getByRole('link', { name: /充值.*¥50\.00/ }).click();
    await page.getByText('自动充值').waitFor();

    await page.goto('/wallet/me/limits');
    await page.getByRole('region', { name: '转账' }).getByText('今天还可 ¥49,970.00').waitFor();
    await page.goto('/wallet/me/auto-top-up');
    await page.getByText('今天已自动充 ¥50.00').waitFor();
    await page.getByRole('button', { name: '关闭自动充值' }).click();
    await page.getByRole('dialog').getByText('关闭自动充值').click();
    await page.getByRole('button', { name: '开启' }).waitFor();
    await page.goto('/wallet/me');
    await page.getByRole('link', { name: /自动充值.*未开启/ }).waitFor();
  });
});
