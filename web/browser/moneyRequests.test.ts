import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import type { Bill, BillSplit, MoneyRequest, Page as ListOf } from '../src/api/types';
import { eventually } from './caller';
import { aCustomer, aPayment, aShop, cny, PIN } from './scene';
import { it } from './visit';

describe('money between people', () => {
  it('is asked for by phone, shown at home, and paid with the PIN once from two tabs', async ({ visit, books }) => {
    const [asker, payer] = await Promise.all([aCustomer({ name: '李小龙', balance: 0 }), aCustomer({ name: '王小明', freeUpTo: 0 })]);
    const mine = await visit('wallet', { as: asker });
    await mine.goto('/wallet/receive');
    await mine.getByRole('link', { name: '向朋友收款' }).click();
    await mine.getByLabel('向谁收款').fill(payer.phone);
    await mine.getByRole('button', { name: '下一步' }).click();
    expect(await mine.getByTestId('recipient').innerText()).not.toContain('王小明');
    await mine.getByLabel('收款金额').fill('32');
    await mine.getByLabel('说明').fill('火锅 🍲');
    await mine.getByRole('button', { name: '发起收款 ¥32.00' }).click();
    await shows(mine, 'open');

    const theirs = await visit('wallet', { as: payer });
    await theirs.goto('/wallet');
    await theirs.getByTestId('requests-for-me').getByText('李** 向你收款').click();
    await shows(theirs, 'open');
    await theirs.getByText('火锅 🍲').waitFor();
    const beside = await theirs.context().newPage();
    await beside.goto(theirs.url());
    await beside.getByRole('button', { name: '付给对方 ¥32.00' }).waitFor();

    await theirs.getByRole('button', { name: '付给对方 ¥32.00' }).click();
    await theirs.getByTestId('pin-pad').waitFor();
    await theirs.keyboard.type('111111');
    await theirs.getByText('还可以试 4 次').waitFor();
    expect(await books.count('send', payer.account)).toBe(0);
    await theirs.keyboard.type(PIN);
    await shows(theirs, 'paid');
    await shows(beside, 'paid');
    await shows(mine, 'paid');
    expect(await books.balance(asker.account)).toBe(3_200);
    expect(await books.balance(payer.account)).toBe(96_800);
    expect(await books.count('send', payer.account)).toBe(1);
    const [line] = await books.statement(asker.account);
    expect(await books.legs(line!.entryId)).toEqual([`${payer.account} → ${asker.account} 3200`]);
    await theirs.goto('/wallet');
    await theirs.getByTestId('bill').first().getByText('转给 李**').waitFor();
    expect(await theirs.getByTestId('requests-for-me').isVisible()).toBe(false);
  });

  it('that is refused moves nothing, and who asked sees it', async ({ visit, books }) => {
    const [asker, payer] = await Promise.all([aCustomer({ name: '李小龙', balance: 0 }), aCustomer()]);
    const request = await asker.api.post<MoneyRequest>('/money-requests', { payerId: payer.id, amount: cny(5_000) });
    const theirs = await visit('wallet', { as: payer, language: 'en' });
    await theirs.goto('/wallet/requests');
    await theirs.getByTestId('request').click();
    await theirs.getByRole('button', { name: 'Refuse' }).click();
    await theirs.getByRole('dialog').getByRole('button', { name: 'Refuse' }).click();
    await shows(theirs, 'refused');
    const mine = await visit('wallet', { as: asker, language: 'en' });
    await mine.goto('/wallet/requests?list=sent');
    await mine.getByTestId('request').getByText('Refused').waitFor();
    expect(await books.count('send', payer.account)).toBe(0);
    expect((await payer.api.refusal('POST', `/money-requests/${request.id}/payment`, { pin: PIN })).code).toBe('request-ended');
  });

  it('laid out for a bill is split in parts that sum to it, and each part comes in', async ({ visit, books }) => {
    const [shop, host, friend, other] = await Promise.all([aShop(), aCustomer({ name: '李小龙' }), aCustomer({ name: '王小明' }), aCustomer({ name: '赵小刚' })]);
    await aPayment(shop, host, 10_001);
    const mine = await visit('wallet', { as: host });
    await mine.goto('/wallet');
    await mine.getByTestId('bill').getByText('南门包子铺').click();
    await mine.getByRole('link', { name: 'AA 这笔账' }).click();
    for (const [at, one] of [friend, other].entries()) {
      await mine.getByLabel('添加朋友').fill(one.phone);
      await mine.getByRole('button', { name: '添加', exact: true }).click();
      await mine.getByTestId('share').nth(at).waitFor();
    }
    expect(await mine.getByTestId('my-share').innerText()).toContain('¥33.34');
    await mine.getByRole('button', { name: '发起 AA 收款 ¥66.67' }).click();
    await mine.getByTestId('bill-split').getByText('0 / 2 人已付').waitFor();
    const { items } = await host.api.get<ListOf<BillSplit>>('/bill-splits');
    expect(items.map(({ total }) => total.value)).toEqual([10_001]);
    expect(items[0]!.requests.map(({ amount }) => amount.value)).toEqual([3_334, 3_333]);

    await paysFirst(await visit('wallet', { as: friend }));
    await mine.getByTestId('bill-split').getByText('1 / 2 人已付').waitFor();
    await mine.getByRole('button', { name: '提醒对方' }).click();
    await mine.getByRole('button', { name: '今天已提醒' }).waitFor();
    const theirs = await visit('wallet', { as: other });
    await theirs.goto('/wallet');
    await theirs.getByTestId('requests-for-me').getByText('李** 提醒你付款').waitFor();

    await mine.getByRole('button', { name: '结束，撤回没付的' }).click();
    await mine.getByRole('dialog').getByRole('button', { name: '结束，撤回没付的' }).click();
    await mine.getByTestId('share').getByText('已撤回').waitFor();
    await theirs.goto('/wallet/requests');
    await theirs.getByTestId('request').getByText('已撤回').waitFor();
    expect(await books.balance(host.account)).toBe(100_000 - 10_001 + 3_334);
    expect(await books.balance(friend.account)).toBe(100_000 - 3_334);
    expect(await books.balance(other.account)).toBe(100_000);
  });

  it('is sent with a picture that both see and nobody else', async ({ visit, books }) => {
    const [sender, friend] = await Promise.all([aCustomer(), aCustomer({ name: '周小舟', balance: 0 })]);
    const page = await visit('wallet', { as: sender });
    await page.goto(`/wallet/send?to=${friend.id}`);
    const buffer = await page.screenshot();
    await page.getByLabel('转账金额').fill('9.90');
    const field = page.locator('input[type=file]');
    await field.setInputFiles({ name: 'note.png', mimeType: 'image/png', buffer: Buffer.from('no picture at all') });
    await page.getByRole('alert').getByText('这个文件打不开').waitFor();
    await field.setInputFiles({ name: 'screen.png', mimeType: 'image/png', buffer });
    await page.locator('[data-testid=picture-chosen][data-kept=true]').waitFor();
    await page.getByRole('button', { name: '转账 ¥9.90' }).click();
    await page.getByTestId('sent').waitFor();
    expect(await books.balance(friend.account)).toBe(990);
    let path = '';
    for (const [party, kind] of [[sender, 'send_out'], [friend, 'send_in']] as const) {
      const bill = await eventually(`the bill of the ${kind}`, async () => (await party.api.get<ListOf<Bill>>(`/bills?kind=${kind}`)).items[0]);
      path = `/sends/${bill.referenceId}/picture`;
      const theirs = await visit('wallet', { as: party });
      await theirs.goto(`/wallet/bills/${bill.id}`);
      const picture = theirs.getByTestId('send-picture');
      await picture.waitFor();
      await expect.poll(() => picture.evaluate((shown: HTMLImageElement) => shown.naturalWidth)).toBe(390);
    }
    const stranger = await aCustomer({ balance: 0 });
    expect((await stranger.api.refusal('GET', path)).status).toBe(404);
  });

  it('is sent as much as the scanned code asks for', async ({ visit, books }) => {
    const [friend, me] = await Promise.all([aCustomer(), aCustomer({ name: '收款人', balance: 0 })]);
    const mine = await visit('wallet', { as: me });
    await mine.goto('/wallet/receive');
    await mine.getByRole('button', { name: '设置金额' }).click();
    await mine.getByLabel('收款金额').fill('18.80');
    await mine.getByLabel('说明').fill('奶茶 & 吸管');
    await mine.getByRole('button', { name: '确定' }).click();
    await mine.getByRole('img', { name: '我的收款码' }).waitFor();
    const code = await mine.locator('.code-card').screenshot();
    const page = await visit('wallet', { as: friend });
    await page.goto('/wallet/scan');
    await page.locator('input[type=file]').setInputFiles({ name: 'friend.png', mimeType: 'image/png', buffer: code });
    await page.getByTestId('recipient').waitFor();
    expect(await page.getByLabel('留言').inputValue()).toBe('奶茶 & 吸管');
    await page.getByRole('button', { name: '转账 ¥18.80' }).click();
    await page.getByTestId('sent').waitFor();
    expect(await books.balance(me.account)).toBe(1_880);
  });
});

async function shows(page: Page, state: string): Promise<void> {
  await page.locator(`[data-testid=money-request][data-state=${state}]`).waitFor();
}

/** Pays the request on top of home; small enough to go without the PIN. */
async function paysFirst(page: Page): Promise<void> {
  await page.goto('/wallet');
  await page.getByTestId('requests-for-me').getByTestId('request').first().click();
  await page.getByRole('button', { name: /^付给对方/ }).click();
  await shows(page, 'paid');
}
