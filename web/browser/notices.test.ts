import { describe, expect } from 'vitest';
import type { Notice, Page as ListOf } from '../src/api/types';
import { eventually } from './caller';
import { aClaimedCoupon, aCouponOffer, aCustomer, aShop, type Customer, newPhone, operator } from './scene';
import { it } from './visit';

const told = (customer: Customer, kind: Notice['kind']) =>
  eventually(`the notice ${kind}`, async () => (await customer.api.get<ListOf<Notice>>('/notices')).items.find((notice) => notice.kind === kind), 30_000);

describe('the inbox', () => {
  it('is told of coupons that came by themselves, counts what is unread, and leads to them', async ({ visit }) => {
    const [shop, friend, customer, desk] = await Promise.all([aShop(), aCustomer({ name: '李小龙' }), aCustomer(), operator()]);
    const [gift, grant] = [`朋友的券${newPhone().slice(-5)}`, `通宝的券${newPhone().slice(-5)}`];
    const page = await visit('wallet', { as: customer });
    await page.goto('/wallet');
    await page.getByRole('link', { name: '消息', exact: true }).click();
    await page.getByText('还没有消息').waitFor();

    const coupon = await aClaimedCoupon(friend, await aCouponOffer(shop, gift));
    await friend.api.post(`/coupons/${coupon.id}/transfer`, { recipientId: customer.id });
    await told(customer, 'coupon_received');
    const offer = await aCouponOffer(shop, grant);
    await desk.post(`/offers/${offer.id}/coupon-grants`, { recipients: [customer.phone] });
    await told(customer, 'coupon_granted');

    // Home asks anew when it is shown again.
    await page.getByRole('button', { name: '返回' }).click();
    await page.getByRole('link', { name: '消息，2 条未读' }).click();
    const [newest, older] = [page.getByTestId('notice').nth(0), page.getByTestId('notice').nth(1)];
    await newest.getByText(grant).waitFor();
    await older.getByText(gift).waitFor();
    expect(await older.innerText()).not.toContain('李小龙');
    await older.click();
    await page.getByTestId('coupon-page').getByText(gift).waitFor();
    await page.getByText('朋友赠送').waitFor();
    await page.getByRole('button', { name: '返回' }).click();
    await expect.poll(() => older.getAttribute('data-read')).toBe('true');
    expect(await newest.getAttribute('data-read')).toBe('false');
    await page.getByRole('button', { name: '返回' }).click();
    await page.getByRole('link', { name: '消息，1 条未读' }).click();
    await page.getByRole('button', { name: '全部已读' }).click();
    await expect.poll(() => newest.getAttribute('data-read')).toBe('true');
    await page.getByRole('button', { name: '全部已读' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '返回' }).click();
    await page.getByRole('link', { name: '消息', exact: true }).waitFor();
    expect((await friend.api.get<ListOf<Notice>>('/notices')).items).toEqual([]);
  });
});
