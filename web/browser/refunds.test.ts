import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { aCustomer, anOffer, aPayment, aShop, cny, type Customer, operator, type Shop } from './scene';
import type { Books } from './books';
import { it } from './visit';

describe('a refund', () => {
  it('in parts, through the merchant: says first where each part goes, and the books hold just that', async ({ visit, books }) => {
    const [shop, customer] = await Promise.all([aShop(), aCustomer()]);
    const offer = await anOffer(shop);
    await aPayment(shop, customer, 10_400);
    const budget = (sponsor: string) => `campaign/${offer.campaignId}/budget/${sponsor}`;
    expect(await books.balance(customer.account)).toBe(91_600);

    const page = await visit('merchant', { as: shop });
    // Deaf to the push, so that it can't know what another desk does meanwhile.
    await page.route('**/merchant-events*', (route) => route.abort());
    await page.goto('/merchant');
    await page.getByRole('link', { name: '流水' }).click();
    await page.getByRole('heading', { name: '收款流水' }).waitFor();
    await page.getByRole('link', { name: /¥104\.00/ }).click();
    await openRefund(page);
    await page.getByLabel('退款金额').fill('52');
    await planSays(page, { fromMerchant: '−¥52.00', toCustomer: '¥42.00', bank: '¥7.00', shop: '¥3.00' }, shop);
    await page.getByRole('button', { name: '确认退款 ¥52.00' }).click();
    await page.getByRole('button', { name: /确认退款/ }).waitFor({ state: 'hidden' });
    expect(await lastRefund(books, customer)).toEqual([
      `${shop.account} → ${customer.account} 4200`,
      `${shop.account} → ${budget('bank')} 700`,
      `${shop.account} → ${budget(`merchant:${shop.id}`)} 300`,
    ]);

    await openRefund(page);
    await page.getByText('最多可退 ¥52.00').waitFor();
    await page.getByLabel('退款金额').fill('26.01');
    await planSays(page, { fromMerchant: '−¥26.01', toCustomer: '¥21.01', bank: '¥3.50', shop: '¥1.50' }, shop);
    await page.getByRole('button', { name: '确认退款 ¥26.01' }).click();
    await page.getByRole('button', { name: /确认退款/ }).waitFor({ state: 'hidden' });
    expect(await books.balance(customer.account)).toBe(91_600 + 4_200 + 2_101);
    expect(await books.balance(shop.account)).toBe(10_400 - 5_200 - 2_601);

    // Above what is left: said at the field, and the button stays shut.
    await openRefund(page);
    for (const [typed, words] of [
      ['26', '最多可退 ¥25.99'],
      ['-1', '金额不能是负数'],
      ['0', '金额要大于零'],
      ['1.005', '小数位太多了'],
      ['abc', '金额只能是数字'],
    ] as const) {
      await page.getByLabel('退款金额').fill(typed);
      await page.locator('.ant-form-item-has-error').filter({ has: page.getByLabel('退款金额') }).getByText(words).waitFor();
      expect(await page.getByRole('button', { name: /确认退款/ }).isDisabled()).toBe(true);
    }

    // Another desk gives back a part meanwhile: the server refuses, and its words stand at the field.
    await page.getByLabel('退款金额').fill('20');
    await planSays(page, { fromMerchant: '−¥20.00' }, shop);
    const payments = await shop.api.get<{ items: { id: string }[] }>('/payments?limit=1');
    await shop.api.post(`/payments/${payments.items[0]!.id}/refunds`, { amount: cny(1_000) });
    await page.getByRole('button', { name: '确认退款 ¥20.00' }).click();
    await page.locator('.ant-form-item-has-error').filter({ has: page.getByLabel('退款金额') }).getByText('超过可退金额').waitFor();
    expect(await books.count('refund', customer.account)).toBe(3);
  });

  it('in full, through the console: the customer, each sponsor and the day have theirs back, and the use counts again', async ({ visit, books }) => {
    const [shop, customer] = await Promise.all([aShop(), aCustomer()]);
    const offer = await anOffer(shop, { usesPerCustomer: 1, budget: { total: cny(1_000_000), perDay: cny(500_000) } });
    const payment = await aPayment(shop, customer, 10_400);
    const campaign = `campaign/${offer.campaignId}`;

    const page = await visit('console', { as: await operator() });
    await page.goto(`/console/payments?q=${payment.id}`);
    await page.getByRole('button', { name: /\d\d:\d\d/ }).click();
    const drawer = page.getByRole('dialog').first();
    await drawer.getByText('账本分录').waitFor();
    await drawer.getByRole('button', { name: '退款', exact: true }).click();
    await page.getByLabel('原因').fill('面里有沙 🍜');
    await planSays(page, { fromMerchant: '−¥104.00', toCustomer: '¥84.00', bank: '¥14.00', shop: '¥6.00' }, shop);
    await page.getByText('全额退款后，顾客的优惠次数也一并退还。').waitFor();
    // Twice at once is once.
    await page.getByRole('button', { name: '确认退款 ¥104.00' }).dblclick();
    await page.getByRole('button', { name: /确认退款/ }).waitFor({ state: 'hidden' });
    await drawer.getByText('面里有沙 🍜').waitFor();

    expect(await lastRefund(books, customer)).toEqual([
      `${shop.account} → ${customer.account} 8400`,
      `${shop.account} → ${campaign}/budget/bank 1400`,
      `${shop.account} → ${campaign}/budget/merchant:${shop.id} 600`,
    ]);
    expect(await books.count('refund', customer.account)).toBe(1);
    expect(await books.balance(customer.account)).toBe(100_000);
    expect(await books.balance(shop.account)).toBe(0);
    expect(await books.balance(`${campaign}/uses/${customer.id}`)).toBe(0);
    expect(await books.balance(`${campaign}/budget/bank`)).toBe(700_000);

    // The wallet shows the refund, and where it went.
    const wallet = await visit('wallet', { as: customer });
    await wallet.goto('/wallet/bills');
    await wallet.getByTestId('bill').filter({ hasText: `${shop.name} 退款` }).click();
    await wallet.getByText('退到余额').waitFor();
    await wallet.getByText('退回 城市银行').waitFor();
  });

  it('takes back cashback that was given, and shows it before', async ({ visit, books }) => {
    const [shop, customer] = await Promise.all([aShop(), aCustomer()]);
    const offer = await anOffer(shop, {
      name: '返一成',
      benefit: { kind: 'cashback', basisPoints: 1_000 },
      sponsors: [{ sponsorId: 'bank', name: '城市银行', percent: '100' }],
    });
    await aPayment(shop, customer, 5_000);
    expect(await books.balance(customer.account)).toBe(95_500);
    const page = await visit('merchant', { as: shop });
    await page.goto('/merchant/payments');
    await page.getByRole('link', { name: /¥50\.00/ }).click();
    await page.getByRole('button', { name: '退款', exact: true }).click();
    const plan = page.getByRole('region', { name: /去向/ }).or(page.locator('section[aria-live=polite]'));
    await plan.getByText('从退款里扣回的返现').waitFor();
    expect((await plan.innerText()).replace(/\s+/g, ' ')).toContain('退给顾客余额 ¥45.00 从退款里扣回的返现 ¥5.00');
    await page.getByRole('button', { name: '确认退款 ¥50.00' }).click();
    await page.getByRole('button', { name: /确认退款/ }).waitFor({ state: 'hidden' });
    expect(await books.balance(customer.account)).toBe(100_000);
    expect(await books.balance(`campaign/${offer.campaignId}/budget/bank`)).toBe(1_000_000);
    expect(await books.balance(shop.account)).toBe(0);
  });
});

async function openRefund(page: Page): Promise<void> {
  await page.getByRole('button', { name: '退款', exact: true }).click();
  await page.getByRole('dialog').getByText('退一部分').click();
}

async function planSays(page: Page, parts: { fromMerchant?: string; toCustomer?: string; bank?: string; shop?: string }, shop: Shop): Promise<void> {
  const words: Record<string, string> = { fromMerchant: '余额扣除', toCustomer: '退给顾客余额', bank: '退给出资方 城市银行', shop: `退给出资方 ${shop.name}` };
  const plan = page.locator('section[aria-live=polite]');
  for (const [part, amount] of Object.entries(parts)) {
    await plan.locator('.receipt-line').filter({ hasText: words[part]! }).getByText(amount, { exact: true }).waitFor();
  }
}

/** The money legs of the latest refund that this customer got. */
async function lastRefund(books: Books, customer: Customer): Promise<string[]> {
  const [latest] = (await books.statement(customer.account)).filter((line) => line.kind === 'refund');
  return books.legs(latest!.entryId);
}
