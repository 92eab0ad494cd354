import { describe, expect } from 'vitest';
import { aClaimedCoupon, aCouponOffer, aCustomer, aShop } from './scene';
import { it } from './visit';

describe('large print', () => {
  it('is 130 %, keeps what one uses most, fits the phone, and stays on the device', async ({ visit }) => {
    const customer = await aCustomer();
    await aClaimedCoupon(customer, await aCouponOffer(await aShop(), '大字也放得下'));
    const page = await visit('wallet', { as: customer });
    await page.goto('/wallet/me');
    const asLargeAs = () => page.locator('h1').evaluate((heading) => heading.getBoundingClientRect().height);
    const before = await asLargeAs();
    await page.getByRole('switch', { name: /大字版/ }).click();
    expect((await asLargeAs()) / before).toBeCloseTo(1.3, 1);

    for (const path of ['/wallet', '/wallet/bills', '/wallet/spending', '/wallet/me', '/wallet/pay', '/wallet/send', '/wallet/top-up', '/wallet/coupons', '/wallet/coupons/claim', '/wallet/notices']) {
      await page.goto(path);
      await page.locator('main').waitFor();
      await expect.poll(() => page.locator('.skeleton').count()).toBe(0);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(wider, `${path} is wider than the phone`).toBeLessThanOrEqual(0);
    }
    await page.goto('/wallet');
    const tabs = page.getByRole('navigation', { name: '主导航' });
    await tabs.waitFor();
    await expect(tabs.getByRole('link').count()).resolves.toBe(4);
    await expect(tabs.getByRole('link', { name: '优惠' }).count()).resolves.toBe(0);
    await page.getByRole('link', { name: '付款码' }).waitFor();

    await page.goto('/wallet/me');
    await page.getByRole('switch', { name: /大字版/ }).click();
    expect(await asLargeAs()).toBeCloseTo(before, 0);
  });
});
