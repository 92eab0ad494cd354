import type { Page } from 'playwright-core';
import { beforeAll, describe, expect } from 'vitest';
import type { Order, PayCode } from '../src/api/types';
import { aCustomer, anOrder, aShop, PIN } from './scene';
import { it, type Visit } from './visit';

describe('a pay code at the till', () => {
  let agedCode: PayCode;

  beforeAll(async () => {
    // Lives a minute; the last test finds it expired.
    agedCode = await (await aCustomer({ balance: 0 })).api.post<PayCode>('/pay-codes');
  });

  it('is typed by the cashier, "paid" is pushed to every till, and the wallet moves on to its receipt', async ({ visit, books }) => {
    const [shop, customer] = await Promise.all([aShop(), aCustomer()]);
    const [wallet, till, otherTill] = await Promise.all([visit('wallet', { as: customer }), visit('merchant', { as: shop }), visit('merchant', { as: shop })]);
    await Promise.all([wallet.goto('/wallet'), till.goto('/merchant'), otherTill.goto('/merchant')]);
    await otherTill.getByText('实时').waitFor();

    await wallet.getByRole('link', { name: '付款码' }).click();
    await wallet.getByRole('img', { name: '付款条形码' }).waitFor();
    const digits = await codeOn(wallet);
    expect(digits).toMatch(/^\d{18}$/);
    expect(await wallet.getByRole('img', { name: '付款二维码' }).getAttribute('data-text')).toBe(digits);

    await keyAmount(till, '38');
    await charge(till, digits, '¥38.00');
    for (const screen of [till, otherTill]) {
      const paid = screen.getByRole('dialog', { name: '已收款' });
      await paid.waitFor();
      expect(await paid.innerText()).toContain('¥38.00');
    }
    await wallet.getByText(`已付给 ${shop.name}`).waitFor();

    expect(await books.balance(customer.account)).toBe(96_200);
    expect(await books.balance(shop.account)).toBe(3_800);
    expect(await books.count('payment', customer.account)).toBe(1);

    // One use: at the next order the same digits are refused in words, and nothing moves.
    await till.getByRole('dialog', { name: '已收款' }).getByRole('button', { name: '下一单' }).click();
    await keyAmount(till, '12');
    await charge(till, digits, '¥12.00');
    await till.getByRole('alert').getByText('付款码已经用过了').waitFor();
    await till.getByLabel('付款码（18 位数字）').fill('280000000000000001');
    await till.getByRole('button', { name: '收款 ¥12.00' }).click();
    await till.getByRole('alert').getByText('付款码无效').waitFor();
    await till.getByLabel('付款码（18 位数字）').fill('28000');
    await till.getByRole('button', { name: '收款 ¥12.00' }).click();
    await till.getByText('付款码是 18 位数字', { exact: true }).waitFor();
    expect(await books.balance(customer.account)).toBe(96_200);
  });

  it('above the small-payment limit asks for the PIN on the phone, and both sides see it done', async ({ visit, books }) => {
    const { shop, customer, wallet, till } = await atTheTill(visit, { freeUpTo: 5_000 });
    await keyAmount(till, '68.5');
    await charge(till, await codeOn(wallet), '¥68.50');
    await till.getByText('请顾客在手机上确认付款').waitFor();
    expect(await books.balance(customer.account)).toBe(100_000);

    await wallet.getByRole('button', { name: '付款 ¥68.50' }).click();
    await wallet.getByTestId('pin-pad').waitFor();
    await wallet.keyboard.type(PIN);
    await wallet.getByText(`已付给 ${shop.name}`).waitFor();
    await till.getByRole('dialog', { name: '已收款' }).waitFor();
    expect(await books.balance(customer.account)).toBe(93_150);
    expect(await books.count('payment', shop.account)).toBe(1);
  });

  it('can be called off by the cashier while the PIN is awaited: nothing moves, and the wallet says so', async ({ visit, books }) => {
    const { customer, wallet, till } = await atTheTill(visit, { freeUpTo: 0 });
    await keyAmount(till, '68');
    await charge(till, await codeOn(wallet), '¥68.00');
    await till.getByText('请顾客在手机上确认付款').waitFor();
    await wallet.getByRole('button', { name: '付款 ¥68.00' }).waitFor();

    await callOff(till);
    await till.getByRole('status').getByText('订单已撤销').waitFor();
    await wallet.getByText('商家收回了这笔订单，没有扣款。').waitFor();
    await wallet.getByRole('link', { name: '回首页' }).waitFor();
    expect(await books.balance(customer.account)).toBe(100_000);
    expect(await books.count('payment', customer.account)).toBe(0);
  });

  it('can be refused by the customer while the PIN is awaited: the till says so, and may scan again', async ({ visit, books }) => {
    const { shop, customer, wallet, till } = await atTheTill(visit, { freeUpTo: 0 });
    await keyAmount(till, '68');
    await charge(till, await codeOn(wallet), '¥68.00');
    await till.getByText('请顾客在手机上确认付款').waitFor();
    await wallet.getByRole('button', { name: '不付了' }).click();
    await till.getByRole('alert').getByText('顾客没有同意付款').waitFor();
    expect(await books.balance(customer.account)).toBe(100_000);

    // They talk, and it is paid after all, with another code.
    await wallet.getByRole('link', { name: '付款码' }).first().click();
    await till.getByLabel('付款码（18 位数字）').fill(await codeOn(wallet));
    await till.getByRole('button', { name: '收款 ¥68.00' }).click();
    await till.getByText('请顾客在手机上确认付款').waitFor();
    await wallet.getByRole('button', { name: '付款 ¥68.00' }).click();
    await wallet.getByTestId('pin-pad').waitFor();
    await wallet.keyboard.type(PIN);
    await wallet.getByText(`已付给 ${shop.name}`).waitFor();
    await till.getByRole('dialog', { name: '已收款' }).waitFor();
    expect(await books.balance(customer.account)).toBe(93_200);
  });

  it('leaves a clear way after a lost response: 查询 finds the payment that was made', async ({ visit, books }) => {
    const { shop, customer, wallet, till } = await atTheTill(visit, { deaf: true });
    await keyAmount(till, '45');
    const network = await chargeWithoutAnswer(till, await codeOn(wallet), '¥45.00');
    await till.getByText('结果不明').waitFor();
    await network.mended();
    // The till, which asks after its order all the while, may have found it before the cashier presses.
    await Promise.race([till.getByRole('alert').getByRole('button', { name: '查询结果' }).click(), till.getByRole('dialog', { name: '已收款' }).waitFor()]);
    await till.getByRole('dialog', { name: '已收款' }).waitFor();
    expect(await books.balance(customer.account)).toBe(95_500);
    expect(await books.count('payment', shop.account)).toBe(1);
  });

  it('leaves a clear way after a lost response: 撤销 gives the money back, exactly once', async ({ visit, books }) => {
    const { shop, customer, wallet, till } = await atTheTill(visit, { deaf: true });
    await keyAmount(till, '45');
    const network = await chargeWithoutAnswer(till, await codeOn(wallet), '¥45.00');
    await till.getByText('结果不明').waitFor();
    expect(await books.balance(customer.account)).toBe(95_500);
    await network.mended({ orderUnseen: true });
    await callOff(till);
    await till.getByRole('status').getByText('已退款').waitFor();
    expect(await books.balance(customer.account)).toBe(100_000);
    expect(await books.balance(shop.account)).toBe(0);

    // Again, from another till: the same answer, and no second refund.
    const orderId = till.url().split('/').at(-1)!;
    expect((await shop.api.post<Order>(`/orders/${orderId}/cancellation`)).state).toBe('refunded');
    expect(await books.count('refund', customer.account)).toBe(1);
    expect(await books.balance(customer.account)).toBe(100_000);
    await wallet.goto('/wallet/bills');
    await wallet.getByTestId('bill').filter({ hasText: `${shop.name} 退款` }).getByText('+¥45.00').waitFor();
  });

  it('that has expired is refused in words', async ({ visit, books }) => {
    const shop = await aShop();
    const order = await anOrder(shop, 1_000);
    const till = await visit('merchant', { as: shop });
    await till.goto(`/merchant/orders/${order.id}`);
    await till.locator('.ant-segmented').getByText('扫顾客码').click();
    await till.getByLabel('付款码（18 位数字）').fill(agedCode.code);
    await till.waitForFunction((moment) => Date.now() > moment, Date.parse(agedCode.expiresAt), { timeout: 65_000, polling: 200 });
    await till.getByRole('button', { name: '收款 ¥10.00' }).click();
    await till.getByRole('alert').getByText('付款码已过期，请让顾客刷新').waitFor();
    expect(await books.balance(shop.account)).toBe(0);
  }, 90_000);
});

async function atTheTill(visit: Visit, { deaf = false, ...of }: { deaf?: boolean; freeUpTo?: number } = {}) {
  const [shop, customer] = await Promise.all([aShop(), aCustomer(of)]);
  const [wallet, till] = await Promise.all([visit('wallet', { as: customer }), visit('merchant', { as: shop })]);
  // Without the push, only the till's own requests tell it what happened.
  if (deaf) await till.route('**/merchant-events*', (route) => route.abort());
  await Promise.all([wallet.goto('/wallet/pay'), till.goto('/merchant')]);
  return { shop, customer, wallet, till };
}

/** Reads the digits off the screen, as the customer would read them out. */
async function codeOn(wallet: Page): Promise<string> {
  await wallet.getByRole('button', { name: '查看数字' }).click();
  return (await wallet.locator('.code-digits').innerText()).replace(/\D/g, '');
}

async function keyAmount(till: Page, amount: string): Promise<void> {
  const keypad = till.getByRole('group', { name: '数字键盘' });
  for (const key of amount) await keypad.getByRole('button', { name: key, exact: true }).click();
}

async function charge(till: Page, digits: string, amount: string): Promise<void> {
  await till.getByRole('button', { name: '扫顾客码' }).click();
  await till.getByLabel('付款码（18 位数字）').pressSequentially(digits);
  await till.getByRole('button', { name: `收款 ${amount}` }).click();
}

/** The charge reaches the server each time it is sent, but no answer about the order comes back until `mended`. */
async function chargeWithoutAnswer(till: Page, digits: string, amount: string): Promise<{ mended: (more?: { orderUnseen?: boolean }) => Promise<void> }> {
  await till.getByRole('button', { name: '扫顾客码' }).click();
  await till.getByLabel('付款码（18 位数字）').pressSequentially(digits);
  await till.route('**/orders/*/pay-code', async (route) => {
    await route.fetch();
    await route.abort('connectionreset');
  });
  const order = /\/orders\/ord_[^/]+$/;
  await till.route(order, (route) => (route.request().resourceType() === 'document' ? route.fallback() : route.abort()));
  await till.getByRole('button', { name: `收款 ${amount}` }).click();
  return {
    mended: async ({ orderUnseen = false } = {}) => {
      await till.unroute('**/orders/*/pay-code');
      if (!orderUnseen) await till.unroute(order);
    },
  };
}

/** With two quick clicks, as impatient people do. */
async function callOff(till: Page): Promise<void> {
  await till.getByRole('button', { name: '撤销订单' }).click();
  await till.getByRole('dialog').getByRole('button', { name: '撤销订单' }).dblclick();
}
