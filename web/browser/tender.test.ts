import { describe, expect } from 'vitest';
import { aShop } from './scene';
import { it } from './visit';

describe('a till', () => {
  it('takes cash for a quick item at a store, says the change, and notes what was handed back', async ({ visit, books }) => {
    const shop = await aShop('东门面馆');
    const page = await visit('merchant', { as: shop });
    await page.goto('/merchant/shop');
    await page.getByRole('button', { name: '添加商品' }).click();
    const item = page.getByRole('dialog');
    await item.getByLabel('商品', { exact: true }).fill('担担面');
    await item.getByLabel('单价').fill('16');
    await item.getByRole('button', { name: '添加商品' }).click();
    await page.getByRole('button', { name: '去掉担担面' }).waitFor();
    await item.waitFor({ state: 'hidden' });

    // After another dialog: each form's labels lead to its own fields.
    await page.getByRole('button', { name: '添加门店' }).click();
    const store = page.getByRole('dialog');
    await store.getByLabel('店名').fill('春熙路店');
    await store.getByLabel('地址').fill('春熙路 8 号');
    await store.getByRole('button', { name: '添加门店' }).click();
    await page.getByText('春熙路 8 号').waitFor();

    await page.goto('/merchant/');
    await page.getByText('点单', { exact: true }).click();
    const quick = page.getByRole('button', { name: /担担面/ });
    await quick.click();
    await quick.click();
    await page.getByLabel('收款金额').filter({ hasText: '32' }).waitFor();
    await page.getByRole('button', { name: '出示收款码' }).click();
    await page.getByText('现金/刷卡').click();
    await page.getByLabel(/实收/).fill('30');
    await page.getByText('至少 ¥32.00').waitFor();
    await page.getByLabel(/实收/).fill('50');
    await page.getByText('找零 ¥18.00').waitFor();
    await page.getByRole('button', { name: '已收现金 ¥32.00' }).dblclick();
    const how = page.getByRole('region', { name: '现金与外部刷卡' });
    await how.getByText('¥50.00').waitFor();
    await how.getByRole('button', { name: '记退款' }).click();
    const back = page.getByRole('dialog');
    await back.getByLabel(/退款金额/).fill('40');
    await back.getByRole('button', { name: '记退款' }).click();
    await back.getByText('最多可退 ¥32.00').waitFor();
    await back.getByLabel(/退款金额/).fill('16');
    await back.getByRole('button', { name: '记退款' }).click();
    await how.getByText('−¥16.00').waitFor();
    await page.goto('/merchant/day-close');
    await page.getByText('钱箱应多出').waitFor();
    await page.getByText('¥16.00').first().waitFor();
    expect(await books.balance(`tendered/${shop.id}`)).toBe(1);
    expect(await books.balance(shop.account)).toBe(0);
  });
});
