import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import type { Page as ListOf, Payment, Send } from '../src/api/types';
import { aCustomer, anOrder, aPayment, aShop, type Customer, PIN, type Shop } from './scene';
import { it, type Visit } from './visit';

/** Whatever people and networks do, one intent is one entry in the books. */
describe('once only', () => {
  it('a double click on pay, top-up and send is one of each', async ({ visit, books }) => {
    const [{ shop, customer, page }, friend] = await Promise.all([beforePaying(visit, 3_000), aCustomer({ name: '周朋友', balance: 0 })]);
    await page.getByTestId('pay').dblclick();
    await page.getByText(`已付给 ${shop.name}`).waitFor();
    expect(await books.count('payment', customer.account)).toBe(1);

    await page.goto('/wallet/top-up');
    await page.getByLabel('充值金额').fill('50');
    await page.getByRole('button', { name: /^充值 ¥50/ }).dblclick();
    await expect.poll(() => page.getByTestId('card-money-result').getAttribute('data-state')).toBe('settled');
    expect(await books.count('top_up', customer.account)).toBe(2);
    expect(await books.balance(customer.account)).toBe(102_000);

    await page.goto('/wallet/send');
    await page.getByLabel('对方手机号').fill(friend.phone);
    await page.getByRole('button', { name: '下一步' }).dblclick();
    await page.getByLabel('转账金额').fill('20');
    await page.getByRole('button', { name: /^转账/ }).dblclick();
    await page.getByTestId('sent').waitFor();
    expect(await books.count('send', customer.account)).toBe(1);
    expect(await books.balance(friend.account)).toBe(2_000);
    expect(await books.balance(customer.account)).toBe(100_000);
  });

  it('a second click that comes after the answer, while the next screen is on its way, is not a second one', async ({ visit, books }) => {
    const [shop, customer] = await Promise.all([aShop(), aCustomer()]);
    const payment = await aPayment(shop, customer, 10_000);
    const [wallet, till] = await Promise.all([visit('wallet', { as: customer }), visit('merchant', { as: shop })]);

    await wallet.goto('/wallet/top-up');
    await wallet.getByLabel('充值金额').fill('50');
    let nextScreen: () => void = () => {};
    const held = new Promise<void>((resolve) => (nextScreen = resolve));
    await wallet.route('**/assets/CardMoneyResult*', async (route) => {
      await held;
      await route.continue();
    });
    const submit = wallet.locator('form button[type=submit]');
    const answered = wallet.waitForResponse('**/top-ups');
    await submit.click();
    await (await answered).finished();
    await submit.click({ force: true, timeout: 500 }).catch(() => undefined);
    nextScreen();
    await expect.poll(() => wallet.getByTestId('card-money-result').getAttribute('data-state')).toBe('settled');
    expect(await books.count('top_up', customer.account)).toBe(2);

    await till.goto(`/merchant/payments/${payment.id}`);
    await till.getByRole('button', { name: '退款', exact: true }).click();
    await till.getByRole('dialog').getByText('退一部分').click();
    await till.getByLabel('退款金额').fill('30');
    const refunded = till.waitForResponse('**/refunds');
    await till.getByRole('button', { name: '确认退款 ¥30.00' }).click();
    await (await refunded).finished();
    await till.evaluate(() => document.querySelector<HTMLButtonElement>('.ant-drawer button[type=submit]')?.click());
    await till.getByRole('button', { name: /确认退款/ }).waitFor({ state: 'hidden' });
    expect(await books.count('refund', customer.account)).toBe(1);
    expect(await books.balance(shop.account)).toBe(7_000);
  });

  it('a lost answer: the page says nobody knows yet, and the next press finds the same payment', async ({ visit, books }) => {
    const { shop, customer, page } = await beforePaying(visit, 3_000);
    const answers = await loseAnswers(page, '**/payments');
    await page.getByTestId('pay').click();
    await page.getByRole('alert').getByText('没有收到答复。再试一次不会重复扣款').waitFor();
    const [made] = await paymentsOf(shop);
    expect(await books.balance(customer.account)).toBe(97_000);

    await answers.comeThroughAgain();
    await page.getByTestId('pay').click();
    await page.getByText(`已付给 ${shop.name}`).waitFor();
    expect(page.url()).toContain(made!.id);
    expect(answers.keys.size).toBe(1);
    expect(await books.count('payment', customer.account)).toBe(1);
  });

  it('a reload in the middle of paying: the price and the open question are still there', async ({ visit, books }) => {
    const { shop, customer, page } = await beforePaying(visit, 3_000);
    const answers = await loseAnswers(page, '**/payments');
    await page.getByTestId('pay').click();
    await expect.poll(() => answers.lost()).toBeGreaterThan(0);
    await page.reload();
    await page.getByText('上次付款没有收到答复').waitFor();
    await answers.comeThroughAgain();
    await page.getByTestId('pay').click();
    await page.getByText(`已付给 ${shop.name}`).waitFor();
    expect(await books.count('payment', customer.account)).toBe(1);
    expect(await books.balance(customer.account)).toBe(97_000);

    // Back to the price of what is paid already: told so.
    await page.goto(`/wallet/pay/confirm?order=${(await paymentsOf(shop))[0]!.orderId}`);
    await page.getByRole('alert').getByText('这个订单已经付过了').waitFor();
  });

  it('two tabs with one price: one payment, and both show that one', async ({ visit, books }) => {
    const { shop, customer, page } = await beforePaying(visit, 30_000);
    const [twin] = await Promise.all([page.context().waitForEvent('page'), page.evaluate(() => void window.open(location.href))]);
    for (const tab of [page, twin]) {
      await tab.getByRole('button', { name: '付款 ¥300.00' }).click();
      await tab.getByTestId('pin-pad').waitFor();
    }
    for (const tab of [page, twin]) await tab.keyboard.type(PIN);
    for (const tab of [page, twin]) await tab.getByText(`已付给 ${shop.name}`).waitFor();
    expect(twin.url()).toBe(page.url());
    expect(await books.count('payment', customer.account)).toBe(1);
    expect(await books.balance(customer.account)).toBe(70_000);
  });

  it('two phones with a price each for one order: the second is told it is paid', async ({ visit, books }) => {
    const { shop, customer, page } = await beforePaying(visit, 3_000);
    const other = await visit('wallet', { as: customer });
    await other.goto(page.url().slice(new URL(page.url()).origin.length));
    await other.getByTestId('pay').waitFor();
    await page.getByTestId('pay').click();
    await page.getByText(`已付给 ${shop.name}`).waitFor();
    await other.getByTestId('pay').click();
    await other.getByRole('alert').getByText('这个订单已经付过了').waitFor();
    expect(await books.count('payment', customer.account)).toBe(1);
  });

  it('without a network: a banner, a clear refusal, and afterwards one payment', async ({ visit, books }) => {
    const { shop, customer, page } = await beforePaying(visit, 3_000);
    await page.context().setOffline(true);
    await page.getByRole('status').getByText('网络断开了。已打开的内容还能看').waitFor();
    await page.getByTestId('pay').click();
    await page.getByRole('alert').getByText('网络断开了，请检查网络').waitFor();
    expect(await books.count('payment', customer.account)).toBe(0);
    await page.context().setOffline(false);
    await page.getByText('网络断开了。已打开的内容还能看').waitFor({ state: 'hidden' });
    await page.getByTestId('pay').click();
    await page.getByText(`已付给 ${shop.name}`).waitFor();
    expect(await books.count('payment', customer.account)).toBe(1);
  });

  it('a slow network: the button says it is busy and takes no second press', async ({ visit, books }) => {
    const { shop, customer, page } = await beforePaying(visit, 3_000);
    let letGo: () => void = () => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    let sent = 0;
    await page.route('**/payments', async (route) => {
      if (route.request().method() !== 'POST') return route.fallback();
      sent++;
      await held;
      await route.continue();
    });
    const pay = page.getByTestId('pay');
    await pay.click();
    await expect.poll(() => pay.getAttribute('aria-busy')).toBe('true');
    expect(await pay.isDisabled()).toBe(true);
    await pay.click({ force: true, timeout: 1_000 }).catch(() => undefined);
    letGo();
    await page.getByText(`已付给 ${shop.name}`).waitFor();
    expect(sent).toBe(1);
    expect(await books.count('payment', customer.account)).toBe(1);
  });

  it('a lost answer to a refund, a send and a withdrawal: pressed again, done once', async ({ visit, books }) => {
    const [{ shop, customer, page }, friend] = await Promise.all([beforePaying(visit, 3_000), aCustomer({ name: '周朋友', balance: 0 })]);
    await page.getByTestId('pay').click();
    await page.getByText(`已付给 ${shop.name}`).waitFor();

    await page.goto('/wallet/send');
    await page.getByLabel('对方手机号').fill(friend.phone);
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByLabel('转账金额').fill('20');
    const sends = await loseAnswers(page, '**/sends');
    await page.getByRole('button', { name: /^转账/ }).click();
    await page.getByRole('alert').getByText('没有收到答复').waitFor();
    await sends.comeThroughAgain();
    await page.getByRole('button', { name: /^转账/ }).click();
    await page.getByTestId('sent').waitFor();
    expect(await books.count('send', customer.account)).toBe(1);

    await page.goto('/wallet/withdraw');
    await page.getByLabel('提现金额').fill('10');
    const withdrawals = await loseAnswers(page, '**/withdrawals');
    await page.getByRole('button', { name: /^提现 ¥10/ }).click();
    await page.getByTestId('pin-pad').waitFor();
    await page.keyboard.type(PIN);
    await page.getByRole('alert').getByText('没有收到答复').waitFor();
    await withdrawals.comeThroughAgain();
    await page.keyboard.type(PIN);
    await expect.poll(() => page.getByTestId('card-money-result').getAttribute('data-state')).toBe('settled');
    expect(await books.count('withdrawal', customer.account)).toBe(1);
    expect(await books.balance(customer.account)).toBe(94_000);

    const till = await visit('merchant', { as: shop });
    await till.goto(`/merchant/payments/${(await paymentsOf(shop))[0]!.id}`);
    await till.getByRole('button', { name: '退款', exact: true }).click();
    const refunds = await loseAnswers(till, '**/refunds');
    await till.getByRole('button', { name: '确认退款 ¥30.00' }).click();
    await till.getByRole('alert').getByText('没有收到答复').waitFor();
    await refunds.comeThroughAgain();
    await till.getByRole('button', { name: '确认退款 ¥30.00' }).click();
    await till.getByRole('button', { name: /确认退款/ }).waitFor({ state: 'hidden' });
    expect(await books.count('refund', customer.account)).toBe(1);
    expect(await books.balance(customer.account)).toBe(97_000);
    const sent = await customer.api.get<ListOf<Send>>('/bills?kind=send_out');
    expect(sent.items).toHaveLength(1);
  });
});

async function beforePaying(visit: Visit, minor: number): Promise<{ shop: Shop; customer: Customer; page: Page }> {
  const [shop, customer] = await Promise.all([aShop(), aCustomer()]);
  const order = await anOrder(shop, minor);
  const page = await visit('wallet', { as: customer });
  await page.goto(`/wallet/pay/confirm?order=${order.id}`);
  await page.getByTestId('pay').waitFor();
  return { shop, customer, page };
}

/** Requests reach the server and are carried out; their answers get lost on the way back. */
async function loseAnswers(page: Page, where: string) {
  const keys = new Set<string | undefined>();
  let lost = 0;
  const handler: Parameters<Page['route']>[1] = async (route) => {
    const request = route.request();
    if (request.method() !== 'POST') return route.fallback();
    keys.add(request.headers()['idempotency-key']);
    await route.fetch();
    lost++;
    await route.abort('connectionreset');
  };
  await page.route(where, handler);
  return { keys, lost: () => lost, comeThroughAgain: () => page.unroute(where, handler) };
}

async function paymentsOf(shop: Shop): Promise<(Payment & { orderId: string })[]> {
  return (await shop.api.get<ListOf<Payment & { orderId: string }>>('/payments')).items;
}
