import { text } from 'node:stream/consumers';
import { describe, expect } from 'vitest';
import { aCustomer, aPayment, aShop, cardEndingIn, operator } from './scene';
import { it } from './visit';

describe('settlement', () => {
  it('is drawn up for the shop, paid to its bank, and adds up on both screens and in the books', async ({ visit, books }) => {
    const [shop, customer, desk] = await Promise.all([aShop(), aCustomer(), operator()]);
    const payment = await aPayment(shop, customer, 10_000);
    await aPayment(shop, customer, 132);
    await shop.api.post(`/payments/${payment.id}/refunds`, { amount: { value: 2_500, currency: 'CNY' } });

    const owner = await visit('merchant', { as: shop });
    await owner.goto('/merchant/shop');
    await owner.getByRole('link', { name: /结算与到账/ }).click();
    await owner.getByText('¥76.32').first().waitFor();
    await owner.getByText('还没有结算账户').waitFor();
    await owner.getByText('每笔 0.38%').waitFor();
    await owner.getByRole('button', { name: '设置结算账户' }).click();
    const dialog = owner.getByRole('dialog');
    await dialog.getByLabel('银行卡号').fill('1234');
    await dialog.getByLabel('户名').fill('成都南门餐饮店');
    await dialog.getByRole('button', { name: /保\s?存/ }).click();
    await dialog.getByRole('alert').first().waitFor();
    await dialog.getByLabel('银行卡号').fill(cardEndingIn('8888'));
    await dialog.getByRole('button', { name: /保\s?存/ }).click();
    await owner.getByText('··8888').waitFor();

    const page = await visit('console', { as: desk });
    await page.goto(`/console/merchants?open=${shop.id}`);
    const drawer = page.getByRole('dialog').filter({ hasText: shop.name }).first();
    await drawer.getByRole('button', { name: '立即结算' }).click();
    await page.getByText('已结算到此刻').waitFor();

    // 10000 + 132 − 2500 − fees (38 + 1) + given back (38 × 2500 / 10000 = 9)
    await owner.getByRole('link', { name: /2 笔收款 · 1 笔退款/ }).click();
    await owner.getByText('已到账').first().waitFor();
    await owner.getByText('¥76.02').first().waitFor();
    await owner.getByText('−¥0.39').waitFor();
    await owner.getByText('¥0.09').first().waitFor();
    const [file] = await Promise.all([owner.waitForEvent('download'), owner.getByRole('button', { name: '下载对账单' }).click()]);
    const rows = (await text(await file.createReadStream())).trim().split('\r\n').slice(1);
    expect(rows.filter((row) => /^\d/.test(row))).toHaveLength(3);
    expect(rows.at(-1)).toContain('76.02');
    const cents = (row: string) => Math.round(Number(row.split(',')[7]) * 100);
    expect(rows.slice(0, -1).reduce((sum, row) => sum + cents(row), 0)).toBe(cents(rows.at(-1)!));

    await drawer.getByRole('link', { name: '结算单与付款' }).click();
    await page.getByRole('cell', { name: '¥76.02' }).waitFor();
    await page.getByRole('radio', { name: '付款' }).click();
    await page.getByRole('cell', { name: /··8888/ }).waitFor();
    expect(await books.balance(shop.account)).toBe(0);
    expect(await books.balance(`payable/${shop.id}/CNY`)).toBe(0);
  });

  it('is held by staff with a reason that the shop reads, and paid out once it is lifted', async ({ visit, books }) => {
    const [shop, customer, desk] = await Promise.all([aShop('西门茶铺'), aCustomer(), operator()]);
    await shop.api.put('/settlement-account', { number: cardEndingIn('8888'), holder: '成都西门茶铺' });
    await aPayment(shop, customer, 10_000);
    const page = await visit('console', { as: desk });
    await page.goto(`/console/merchants?open=${shop.id}`);
    const drawer = page.getByRole('dialog').filter({ hasText: shop.name }).first();
    await drawer.getByRole('button', { name: '暂停付款' }).click();
    const asked = page.getByRole('dialog').filter({ hasText: '钱留着不付' });
    await asked.getByLabel('原因').fill('发票待核');
    await asked.getByRole('button', { name: '暂停付款' }).click();
    await drawer.getByText('付款已暂停').waitFor();
    await drawer.getByRole('button', { name: '立即结算' }).click();
    await page.getByText('已结算到此刻').waitFor();
    expect(await books.balance(`payable/${shop.id}/CNY`)).toBe(9_962);

    const owner = await visit('merchant', { as: shop });
    await owner.goto('/merchant/settlements');
    await owner.getByText('平台暂停了付款：发票待核').waitFor();
    await owner.getByText('¥99.62').first().waitFor();

    await drawer.getByRole('button', { name: '恢复付款' }).click();
    await drawer.getByRole('button', { name: '暂停付款' }).waitFor();
    await drawer.getByRole('button', { name: '立即结算' }).click();
    await owner.reload();
    await owner.getByText('已到账').first().waitFor();
    expect(await books.balance(`payable/${shop.id}/CNY`)).toBe(0);
  });
});
