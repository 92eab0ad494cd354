import { describe, expect } from 'vitest';
import { aCustomer, newPhone, ONE_PIXEL, operator } from './scene';
import { it } from './visit';
import { codeFromMailbox, typeCode } from './wallet';
import type { Page } from 'playwright-core';

describe('a new merchant', () => {
  it('applies, is approved in the console, takes the first order by keypad and by the card on the counter', async ({ visit, books }) => {
    const name = `锦里豆花${newPhone().slice(-4)}`;
    const [customer, desk] = await Promise.all([aCustomer(), operator()]);
    const till = await visit('merchant');
    await apply(till, name);
    await till.getByText('还差证件').waitFor();
    await bring(till, '营业执照');
    await bring(till, '法人身份证');
    await till.getByText('资料已提交，等待审核').waitFor();

    const page = await visit('console', { as: desk });
    await page.goto('/console');
    await page.getByRole('link', { name: /待审核商家/ }).click();
    await page.getByRole('button', { name }).click();
    const drawer = page.getByRole('dialog').filter({ hasText: name }).first();
    await drawer.getByText('91510104MA6C1A2B3X').waitFor();
    await drawer.getByText('还不能通过：营业执照、法人身份证').waitFor();
    await drawer.getByRole('button', { name: '查看 营业执照' }).click();
    await drawer.getByRole('img', { name: '营业执照' }).waitFor();
    await drawer.getByRole('button', { name: '退回 营业执照' }).click();
    const back = page.getByRole('dialog').filter({ hasText: '退回营业执照' }).last();
    await back.getByLabel('原因').fill('照片反光');
    await back.getByRole('button', { name: /退\s?回/ }).click();
    await till.getByText('没有通过：照片反光').waitFor();
    await bring(till, '营业执照');
    await page.reload();
    await drawer.getByRole('button', { name: '通过证件 营业执照' }).click();
    await drawer.getByRole('button', { name: '通过证件 法人身份证' }).click();
    await drawer.getByText('还不能通过').waitFor({ state: 'hidden' });
    await drawer.getByRole('button', { name: /^通\s?过$/ }).click();
    await page.getByText(`通过后，${name} 立即可以收款。`).waitFor();
    await page.getByRole('dialog').filter({ hasText: '立即可以收款' }).last().getByRole('button', { name: /通\s?过/ }).click();
    await drawer.getByText('收款中').waitFor();

    // The till opens by itself. A sum by the keys of a keyboard, as on a calculator; Enter shows the code.
    await till.getByRole('group', { name: '数字键盘' }).waitFor();
    await till.keyboard.type('12.5+6');
    await till.getByLabel('收款金额').getByText('¥18.50').first().waitFor();
    await till.keyboard.press('Enter');
    const qr = till.getByRole('img', { name: /订单 .* 的付款二维码/ });
    await qr.waitFor();
    await till.getByText('等待顾客付款').waitFor();

    const wallet = await visit('wallet', { as: customer });
    await wallet.goto('/wallet/scan');
    await typeCode(wallet, (await qr.getAttribute('data-text'))!);
    await wallet.getByText(name).first().waitFor();
    await wallet.getByRole('button', { name: '付款 ¥18.50' }).click();
    await wallet.getByText(`已付给 ${name}`).waitFor();
    const paid = till.getByRole('dialog', { name: '已收款' });
    await paid.waitFor();
    await paid.getByRole('button', { name: '下一单' }).click();
    await till.getByText('今日 ¥18.50 · 1 笔').waitFor();

    // The card on the counter names the shop only: the customer says how much.
    await till.getByRole('link', { name: '店铺' }).click();
    const merchantId = (await till.getByRole('button', { name: /mer_/ }).getAttribute('aria-label'))!.split(' ').at(-1)!;
    const account = `merchant/${merchantId}/CNY`;
    expect(await books.balance(account)).toBe(1_850);
    await till.getByRole('link', { name: /收款码/ }).click();
    const card = await till.locator('.counter-card').screenshot();
    await wallet.goto('/wallet/scan');
    await wallet.locator('input[type=file]').setInputFiles({ name: 'card.png', mimeType: 'image/png', buffer: card });
    await wallet.locator('.payee').getByText(name).waitFor();
    for (const [typed, words] of [
      ['0', '金额要大于零'],
      ['-3', '金额不能是负数'],
      ['1.234', '小数位太多了'],
      ['12块', '金额只能是数字'],
    ] as const) {
      await wallet.getByLabel('付款金额').fill(typed);
      await wallet.getByRole('button', { name: '看优惠价' }).click();
      await wallet.getByRole('alert').getByText(words).waitFor();
    }
    await wallet.getByLabel('付款金额').fill('6.66');
    await wallet.getByRole('button', { name: '看优惠价' }).click();
    await wallet.getByRole('button', { name: '付款 ¥6.66' }).click();
    await wallet.getByText(`已付给 ${name}`).waitFor();
    await paid.getByText('¥6.66').first().waitFor();
    expect(await books.balance(account)).toBe(2_516);
    expect(await books.balance(customer.account)).toBe(100_000 - 2_516);
    expect(await books.count('payment', account)).toBe(2);
  });

  it('whose application is refused reads why', async ({ visit }) => {
    const name = `查无此店${newPhone().slice(-4)}`;
    const till = await visit('merchant');
    await apply(till, name);
    await till.getByText('还差证件').waitFor();
    const page = await visit('console', { as: await operator() });
    await page.goto(`/console/merchants?q=${encodeURIComponent(name)}`);
    await page.getByRole('button', { name }).click();
    await page.getByRole('button', { name: /拒\s?绝/ }).click();
    const asked = page.getByRole('dialog').filter({ hasText: `拒绝 ${name}` }).last();
    await asked.getByRole('button', { name: /拒\s?绝/ }).click();
    await asked.getByText('这一项要填').waitFor();
    await asked.getByLabel('原因').fill('执照照片看不清');
    await asked.getByRole('button', { name: /拒\s?绝/ }).click();
    await till.getByText('审核没有通过').waitFor();
    await till.getByText('执照照片看不清').waitFor();
  });
});

async function bring(till: Page, name: string): Promise<void> {
  const taken = till.waitForResponse((response) => response.url().endsWith('/merchants/mine/documents') && response.request().method() === 'POST');
  await till.getByLabel(name, { exact: false }).first().setInputFiles({ name: 'card.png', mimeType: 'image/png', buffer: Buffer.from(ONE_PIXEL, 'base64') });
  expect((await taken).status()).toBe(201);
}

async function apply(till: Page, name: string): Promise<void> {
  const phone = newPhone();
  await till.goto('/merchant');
  await till.getByLabel('手机号').fill(phone);
  await till.getByRole('button', { name: '获取验证码' }).click();
  await till.getByLabel('验证码').fill(await codeFromMailbox(till, phone));
  await till.getByRole('button', { name: /登\s?录/ }).click();
  await till.getByLabel('店铺名称').waitFor();
  await till.getByRole('button', { name: '提交审核' }).click();
  await till.getByText('这一项要填').first().waitFor();
  await till.getByLabel('店铺名称').fill(name);
  await till.getByLabel('行业').fill('餐');
  await till.locator('.ant-select-item-option').first().click();
  await till.getByLabel('城市').fill('成都');
  await till.getByLabel('营业执照号').fill('91510104MA6C1A2B3X');
  await till.getByLabel('联系人').fill('豆花西施');
  await till.getByRole('button', { name: '提交审核' }).click();
}
