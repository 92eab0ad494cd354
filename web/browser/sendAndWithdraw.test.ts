import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import type { Card } from '../src/api/types';
import { aCustomer, cardEndingIn, PIN } from './scene';
import { it } from './visit';

describe('money between people and banks', () => {
  it('is sent by phone to a name shown in part, and both find it in their bills', async ({ visit, books }) => {
    const [sender, friend] = await Promise.all([aCustomer({ freeUpTo: 0 }), aCustomer({ name: '周小舟', balance: 0 })]);
    const page = await visit('wallet', { as: sender });
    await page.goto('/wallet');
    await page.getByRole('link', { name: '转账' }).click();
    await page.getByLabel('对方手机号').fill('13000000009');
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('alert').getByText('没有找到这个手机号的钱包').waitFor();
    await page.getByLabel('对方手机号').fill(`+86 ${friend.phone.slice(0, 3)} ${friend.phone.slice(3)}`);
    await page.getByRole('button', { name: '下一步' }).click();
    const recipient = await page.getByTestId('recipient').innerText();
    expect(recipient).toContain('*');
    expect(recipient).not.toContain('周小舟');
    expect(recipient).not.toContain(friend.phone);

    await page.getByLabel('转账金额').fill('1000.01');
    await page.getByRole('button', { name: /^转账/ }).click();
    await page.getByRole('alert').getByText('超过可用余额 ¥1,000.00').waitFor();
    await page.getByLabel('转账金额').fill('66.60');
    await page.getByLabel('留言').fill('面钱 🍜 谢谢');
    await page.getByRole('button', { name: /^转账/ }).click();
    await page.getByTestId('pin-pad').waitFor();
    await page.keyboard.type('111111');
    await page.getByText('还可以试 4 次').waitFor();
    expect(await books.count('send', sender.account)).toBe(0);
    await page.keyboard.type(PIN);
    await page.getByTestId('sent').waitFor();
    expect(await books.balance(sender.account)).toBe(93_340);
    expect(await books.balance(friend.account)).toBe(6_660);
    const [line] = await books.statement(friend.account);
    expect(await books.legs(line!.entryId)).toEqual([`${sender.account} → ${friend.account} 6660`]);

    const theirs = await visit('wallet', { as: friend });
    await theirs.goto('/wallet');
    await theirs.getByTestId('balance').getByText('¥66.60').first().waitFor();
    await theirs.getByTestId('bill').first().click();
    await theirs.getByText('面钱 🍜 谢谢').waitFor();
  });

  it('comes from a friend who scans one’s own code', async ({ visit, books }) => {
    const [friend, me] = await Promise.all([aCustomer(), aCustomer({ name: '收款人', balance: 0 })]);
    const mine = await visit('wallet', { as: me });
    await mine.goto('/wallet/receive');
    const code = await mine.locator('.code-card').screenshot();
    const page = await visit('wallet', { as: friend });
    await page.goto('/wallet/scan');
    await page.locator('input[type=file]').setInputFiles({ name: 'friend.png', mimeType: 'image/png', buffer: code });
    await page.getByTestId('recipient').waitFor();
    await page.getByLabel('转账金额').fill('5');
    await page.getByRole('button', { name: /^转账/ }).click();
    await page.getByTestId('sent').waitFor();
    expect(await books.balance(me.account)).toBe(500);
  });

  it('is withdrawn to a card with the PIN; a card that declines moves nothing', async ({ visit, books }) => {
    const customer = await aCustomer();
    await customer.api.post<Card>('/cards', { number: cardEndingIn('0002'), holder: customer.name, expiry: '12/30' });
    const page = await visit('wallet', { as: customer });
    await page.goto('/wallet');
    await page.getByRole('link', { name: '提现' }).click();
    await page.getByRole('radio').first().waitFor();
    await page.getByText('•••• 1881').click();
    await page.getByLabel('提现金额').fill('250');
    await page.getByRole('button', { name: /^提现 ¥250/ }).click();
    await page.getByTestId('pin-pad').waitFor();
    await page.keyboard.type(PIN);
    await settled(page, 'settled');
    expect(await books.balance(customer.account)).toBe(75_000);
    expect(await books.count('withdrawal', customer.account)).toBe(1);

    await page.goto('/wallet/top-up');
    await page.getByText('•••• 0002').click();
    await page.getByLabel('充值金额').fill('10');
    await page.getByRole('button', { name: /^充值 ¥10/ }).click();
    await settled(page, 'declined');
    await page.getByText('钱没有动').waitFor();
    await page.getByRole('link', { name: '再试一次' }).waitFor();
    expect(await books.balance(customer.account)).toBe(75_000);
    expect(await books.count('top_up', customer.account)).toBe(1);
  });
});

async function settled(page: Page, state: string): Promise<void> {
  await expect.poll(() => page.getByTestId('card-money-result').getAttribute('data-state')).toBe(state);
}
