import { describe, expect } from 'vitest';
import { aShop } from './scene';
import { it } from './visit';

describe('a shift', () => {
  it('is counted in and out, explains what is missing, is taken over, and the day is signed', async ({ visit, books }) => {
    const shop = await aShop('交班面馆');
    const page = await visit('merchant', { as: shop });
    await page.goto('/merchant/');
    await page.getByRole('link', { name: '开班' }).click();
    await page.getByLabel('钱箱里现有的现金').fill('200');
    await page.getByRole('button', { name: '开班' }).dblclick();
    await page.getByText('我的班次').waitFor();

    await page.goto('/merchant/');
    await page.getByRole('link', { name: /班次/ }).waitFor();
    await page.getByRole('button', { name: '全屏收银' }).click();
    await page.getByRole('navigation').waitFor({ state: 'hidden' });
    for (const key of ['3', '2']) await page.getByRole('button', { name: key, exact: true }).click();
    await page.getByRole('button', { name: '出示收款码' }).click();
    await page.getByText('现金/刷卡').click();
    await page.getByRole('button', { name: '已收现金 ¥32.00' }).click();
    await page.getByRole('region', { name: '现金与外部刷卡' }).waitFor();
    await page.goto('/merchant/day-close');
    await page.getByRole('navigation').waitFor();
    await page.getByRole('button', { name: '签字日结' }).click();
    await page.getByText('还有班次没有交班').waitFor();

    await page.goto('/merchant/shift');
    await page.getByLabel('清点的现金').fill('231');
    await page.getByRole('button', { name: '核对' }).click();
    await page.getByText('短款').waitFor();
    await page.getByText('¥232.00').waitFor();
    await page.getByLabel('留给下一班').fill('240');
    await page.getByRole('button', { name: '交班' }).click();
    await page.getByText('最多 ¥231.00').waitFor();
    await page.getByText('有差额，请写明原因').waitFor();
    await page.getByLabel('留给下一班').fill('150');
    await page.getByLabel('差额原因').fill('找零多给了一元');
    await page.getByRole('button', { name: '交班' }).click();
    await page.getByText('已交班', { exact: true }).waitFor();
    await page.getByText('81.00').first().waitFor();

    // The next one finds the drawer, and what was left in it.
    await page.getByText('（留下 ¥150.00）').waitFor();
    expect(await page.getByLabel('钱箱里现有的现金').inputValue()).toBe('150.00');
    await page.getByRole('button', { name: /找零|王|−¥1.00/ }).first().click();
    await page.getByRole('dialog').getByText('找零多给了一元').waitFor();

    await page.goto('/merchant/day-close');
    await page.getByText('钱箱应多出').waitFor();
    await page.getByRole('button', { name: '签字日结' }).dblclick();
    await page.getByText('已签字').waitFor();
    expect(await books.balance(`tendered/${shop.id}`)).toBe(1);
  });
});
