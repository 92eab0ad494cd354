import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import type { Coupon, Offer, Page as ListOf } from '../src/api/types';
import { Caller, eventually } from './caller';
import { aClaimedCoupon, aCouponOffer, aCustomer, anOrder, aPlan, aShop, type Customer, newPhone, operator } from './scene';
import { it } from './visit';

const HOUR_MS = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();

/** A name that no other test's offer has. */
const named = (name: string) => `${name}${newPhone().slice(-5)}`;

const claimable = (page: Page, name: string) => page.getByTestId('claimable').filter({ hasText: name });
const couponNamed = (page: Page, name: string) => page.getByTestId('coupon').filter({ hasText: name });
const coupons = async (customer: Customer, state: string) => (await customer.api.get<ListOf<Coupon>>(`/coupons?state=${state}`)).items;

/** What the books hold of an offer's coupons: in stock, used, one with who has it. */
const stockOf = ({ campaignId }: Offer) => `campaign/${campaignId}/coupons`;
const couponOf = ({ campaignId }: Offer, coupon: Coupon, { id }: Customer) => `campaign/${campaignId}/coupon/${coupon.id}/${id}`;
const usedOf = ({ campaignId }: Offer) => `campaign/${campaignId}/coupons-used`;

describe('a coupon', () => {
  it('is claimed once by two clicks, found among one’s own, taken off at the till, and used then', async ({ visit, books }) => {
    const [shop, customer] = await Promise.all([aShop(), aCustomer()]);
    const name = named('火锅券');
    const offer = await aCouponOffer(shop, name, { stock: 5, perCustomer: 2, validity: { kind: 'for_days', days: 2 } }, { endsAt: inHours(96) });
    const page = await visit('wallet', { as: customer });
    await page.goto('/wallet/offers');
    await page.getByRole('link', { name: '领券中心' }).click();
    const ticket = claimable(page, name);
    await ticket.getByText('剩 100%').waitFor();
    await ticket.getByRole('button', { name: `立即领取：${name}` }).dblclick();
    await ticket.getByText('已领取').waitFor();
    await ticket.getByText('剩 80%').waitFor();
    const [mine, ...more] = await coupons(customer, 'open');
    expect(more).toEqual([]);
    expect(await books.balance(stockOf(offer))).toBe(4);
    expect(await books.balance(couponOf(offer, mine!, customer))).toBe(1);

    await page.getByRole('link', { name: '我的券' }).click();
    await couponNamed(page, name).getByText('还剩 1 天').waitFor();
    await couponNamed(page, name).click();
    await page.getByTestId('coupon-page').getByText('还剩 1 天').waitFor();
    await page.getByText('满100减20').first().waitFor();
    await page.goto('/wallet');
    await page.getByTestId('coupons-ending').getByText(name).waitFor();

    await page.goto(`/wallet/pay/confirm?order=${(await anOrder(shop, 10_400)).id}`);
    const row = page.getByTestId('coupon-row');
    await row.getByText('已选最优 1 张').waitFor();
    await row.getByText('\u2212¥20.00').waitFor();
    await page.getByRole('button', { name: '付款 ¥84.00' }).dblclick();
    await page.getByText(`已付给 ${shop.name}`).waitFor();
    expect(await books.balance(customer.account)).toBe(100_000 - 8_400);
    expect(await books.balance(usedOf(offer))).toBe(1);
    expect(await books.balance(couponOf(offer, mine!, customer))).toBe(0);

    await eventually('the coupon to be among the used', async () => (await coupons(customer, 'used')).some(({ id }) => id === mine!.id));
    await page.goto('/wallet/coupons?list=used');
    await couponNamed(page, name).click();
    await page.getByRole('link', { name: '查看这笔付款' }).click();
    await page.getByTestId('paid').getByText(shop.name).waitFor();
  });

  it('is chosen by hand at the till, or none, and each choice has its price', async ({ visit, books }) => {
    const [shop, customer] = await Promise.all([aShop(), aCustomer()]);
    const [great, small, far] = [named('大券'), named('小券'), named('高门槛')];
    const steps = (thresholdMinor: number, offMinor: number) => ({ benefit: { kind: 'spend_and_save', steps: [{ thresholdMinor, offMinor }] } });
    const [offer, other, third] = await Promise.all([aCouponOffer(shop, great), aCouponOffer(shop, small, {}, steps(5_000, 500)), aCouponOffer(shop, far, {}, steps(90_000, 30_000))]);
    await Promise.all([offer, other, third].map((one) => aClaimedCoupon(customer, one)));
    const page = await visit('wallet', { as: customer });
    await page.goto(`/wallet/pay/confirm?order=${(await anOrder(shop, 10_400)).id}`);
    await page.getByRole('button', { name: '付款 ¥84.00' }).waitFor();
    await page.getByTestId('coupon-row').click();
    const sheet = page.getByRole('dialog', { name: '选择优惠券' });
    await sheet.getByTestId('quote-coupon').filter({ hasText: small }).getByText('已选更划算的优惠').waitFor();
    await sheet.getByTestId('quote-coupon').filter({ hasText: far }).getByText('满 ¥900.00 可用，这单 ¥104.00').waitFor();
    expect(await sheet.getByLabel(far).isDisabled()).toBe(true);

    await sheet.getByLabel(small).click();
    await sheet.getByRole('status').getByText('¥99.00').waitFor();
    expect(await sheet.getByLabel(great).isChecked()).toBe(false);
    await sheet.getByRole('button', { name: '这单不用券' }).click();
    await sheet.getByRole('status').getByText('¥104.00').waitFor();
    await sheet.getByRole('button', { name: '选最优' }).click();
    await sheet.getByRole('status').getByText('¥84.00').waitFor();
    expect(await sheet.getByLabel(great).isChecked()).toBe(true);
    await sheet.getByRole('button', { name: '这单不用券' }).click();
    await sheet.getByRole('status').getByText('¥104.00').waitFor();
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await page.getByTestId('coupon-row').getByText('不用券').waitFor();

    // The choice outlives a reload, and is what is paid.
    await page.reload();
    await page.getByTestId('coupon-row').getByText('不用券').waitFor();
    await page.getByRole('button', { name: '付款 ¥104.00' }).click();
    await page.getByText(`已付给 ${shop.name}`).waitFor();
    expect(await books.balance(customer.account)).toBe(100_000 - 10_400);
    expect((await coupons(customer, 'open')).map(({ state }) => state)).toEqual(['usable', 'usable', 'usable']);
    expect(await books.balance(usedOf(offer))).toBe(0);
  });

  it('that another has got first is gone, and the screen says so', async ({ visit, books }) => {
    const [shop, first, second] = await Promise.all([aShop(), aCustomer(), aCustomer()]);
    const name = named('仅一张');
    const offer = await aCouponOffer(shop, name, { stock: 1 });
    const page = await visit('wallet', { as: second, language: 'en' });
    await page.goto('/wallet/coupons/claim');
    await claimable(page, name).getByRole('button').waitFor();
    await aClaimedCoupon(first, offer);
    await claimable(page, name).getByRole('button').click();
    await claimable(page, name).getByText('Too late, all coupons are gone').waitFor();
    await claimable(page, name).getByText('All gone').waitFor();
    expect(await claimable(page, name).getByRole('button').isVisible()).toBe(false);
    expect(await coupons(second, 'open')).toEqual([]);
    expect(await books.balance(stockOf(offer))).toBe(0);
  });

  it('that is not to be had yet says when, and opens by itself', async ({ visit }) => {
    const [shop, customer] = await Promise.all([aShop(), aCustomer()]);
    const [soon, later] = [named('即将开抢'), named('改天开抢')];
    const openAt = Date.now() + 12_000;
    await aCouponOffer(shop, soon, { claimFrom: new Date(openAt).toISOString() });
    await aCouponOffer(shop, later, { claimFrom: inHours(23.9), claimUntil: inHours(72) }, { endsAt: inHours(96) });
    const page = await visit('wallet', { as: customer });
    await page.goto('/wallet/coupons/claim');
    await claimable(page, soon).getByText(/00:00:\d\d 后开抢/).waitFor();
    await claimable(page, later).getByText(/23:\d\d:\d\d 后开抢/).waitFor();
    expect((await customer.api.refusal('POST', '/coupon-claims', { offerId: (await openOffer(soon)).id })).code).toBe('claim-not-open');
    await claimable(page, soon).getByRole('button').click();
    await claimable(page, soon).getByText('已领取').waitFor();
    expect(Date.now()).toBeGreaterThan(openAt);
    expect(await claimable(page, later).getByRole('button').isVisible()).toBe(false);
  });

  it('is got by a code, however it is typed; one that is none is said to be none', async ({ visit }) => {
    const [shop, customer, desk] = await Promise.all([aShop(), aCustomer(), operator()]);
    const name = named('好茶券');
    const offer = await aCouponOffer(shop, name, { listed: false });
    const code = named('TEA2026');
    await desk.post(`/offers/${offer.id}/coupon-codes`, { code });
    const page = await visit('wallet', { as: customer });
    await page.goto('/wallet/coupons/claim');
    await page.getByLabel('兑换码').fill('NOSUCHCODE9');
    await page.getByRole('button', { name: '兑换' }).click();
    await page.getByRole('alert').getByText('没有这个兑换码').waitFor();
    await page.getByLabel('兑换码').fill(` ${code.toLowerCase().slice(0, 4)}-${code.toLowerCase().slice(4)} `);
    await page.getByRole('button', { name: '兑换' }).dblclick();
    await page.getByTestId('coupon-page').getByText(name).waitFor();
    await page.getByText('兑换码兑换').waitFor();
    expect(await coupons(customer, 'open')).toHaveLength(1);
  });

  it('is given to a friend, whose it is then', async ({ visit }) => {
    const [shop, giver, friend] = await Promise.all([aShop(), aCustomer(), aCustomer({ name: '李小龙' })]);
    const name = named('转赠券');
    const coupon = await aClaimedCoupon(giver, await aCouponOffer(shop, name));
    const page = await visit('wallet', { as: giver });
    await page.goto(`/wallet/coupons/${coupon.id}`);
    await page.getByRole('link', { name: '送给朋友' }).click();
    await page.getByLabel('送给谁').fill(friend.phone);
    await page.getByRole('button', { name: '下一步' }).click();
    expect(await page.getByTestId('recipient').innerText()).not.toContain('李小龙');
    await page.getByRole('button', { name: '送给 李**' }).dblclick();
    await page.getByTestId('given').getByText('已送给 李**').waitFor();
    expect((await coupons(friend, 'open')).map((one) => [one.offer.name, one.how])).toEqual([[name, 'received']]);

    await eventually('the coupon to be among the ended', async () => (await coupons(giver, 'ended')).some(({ id }) => id === coupon.id));
    await page.getByRole('link', { name: '我的券' }).click();
    await page.getByRole('radio', { name: '已失效' }).click();
    await couponNamed(page, name).getByText('已送出').waitFor();
    await couponNamed(page, name).click();
    await page.getByTestId('coupon-page').waitFor();
    expect(await page.getByRole('link', { name: '送给朋友' }).isVisible()).toBe(false);
  });

  it('of a campaign with a page leads to its rules, before it is claimed and after', async ({ visit }) => {
    const [shop, customer] = await Promise.all([aShop(`规则面馆${newPhone().slice(-5)}`), aCustomer()]);
    const { id } = await aPlan(shop, { stock: 5 });
    await (await operator()).post(`/campaigns/${id}/review`, { version: 1 });
    await (await Caller.as('console', '李强')).post(`/campaigns/${id}/approval`, { version: 1 });
    const page = await visit('wallet', { as: customer });
    await page.goto('/wallet/coupons/claim');
    const ticket = claimable(page, shop.name);
    await ticket.getByRole('link', { name: '活动规则' }).click();
    await page.getByText('2. 先到先得。').waitFor();
    await page.goBack();
    await ticket.getByRole('button', { name: /领取/ }).click();
    await expect.poll(async () => (await coupons(customer, 'open')).length).toBe(1);
    const [coupon] = await coupons(customer, 'open');
    await page.goto(`/wallet/coupons/${coupon!.id}`);
    await page.getByRole('link', { name: '查看' }).click();
    await page.getByText('2. 先到先得。').waitFor();
  });
});

async function openOffer(name: string): Promise<Offer> {
  const desk = await operator();
  return eventually('the offer', async () => (await desk.get<ListOf<Offer>>('/offers?limit=100')).items.find((offer) => offer.name === name));
}
