import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { base, Books, Caller, closeBrowser, type Money, openBrowser, visit } from './visit';

interface Order {
  id: string;
  qr: string;
}
interface Payment {
  id: string;
  state: string;
  entryId: string;
  gross: Money;
  paid: Money;
  discount: Money;
}

const cny = (value: number): Money => ({ value, currency: 'CNY' });

/** Each flow is walked in Chromium; what happened is asked of the books, not only of the screen. */
describe('paying', () => {
  let books: Books;
  let cashier: Caller;

  beforeAll(async () => {
    await openBrowser();
    books = await Books.open('王敏');
    cashier = await Caller.as('merchant', '小赵');
  });
  afterAll(closeBrowser);

  it('shows the price of a scanned order, pays it once and keeps a receipt', async () => {
    const { context, page, complaints } = await visit('wallet');
    await page.goto('/wallet/sign-in');
    await page.getByRole('button', { name: /^林晓/ }).click();
    await page.getByText('最近账单').first().waitFor();
    const me = await Caller.as('wallet', '林晓').then((caller) => caller.get<{ id: string }>('/me'));
    const wallet = `wallet/${me.id}/CNY`;
    const before = { wallet: await books.balance(wallet), payments: await books.count('payment', wallet) };

    const order = await cashier.post<Order>('/orders', { amount: cny(10_400) });
    await page.goto('/wallet/scan');
    const type = page.getByRole('button', { name: '输入' });
    if (await type.isVisible().catch(() => false)) await type.click();
    await page.locator('textarea').fill(order.qr);
    await page.locator('textarea').press('Tab');
    await page.locator('form button[type=submit]').click();

    const pay = page.getByTestId('pay');
    await pay.waitFor();
    await page.getByText('街区满减').first().waitFor();
    // A double click is one payment.
    await pay.dblclick();
    await page.getByText('已付给', { exact: false }).first().waitFor();

    const paid = await cashier.get<{ state: string; paymentId: string }>(`/orders/${order.id}`);
    expect(paid.state).toBe('paid');
    const payment = await cashier.get<Payment>(`/payments/${paid.paymentId}`);
    expect(payment.discount.value).toBe(2_000);
    expect(await books.count('payment', wallet)).toBe(before.payments + 1);
    expect(await books.balance(wallet)).toBe(before.wallet - 8_400);
    const entry = await books.entry(payment.entryId);
    const sponsors = entry.transfers.filter((transfer) => transfer.from.startsWith('campaign/') && transfer.from.includes('/budget/'));
    expect(sponsors.map((transfer) => transfer.amount).sort((a, b) => b - a)).toEqual([1_400, 400, 200]);
    expect(await books.sumsToZero()).toBe(true);

    await page.goto('/wallet/bills');
    await page.getByText('巷口面馆').first().waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('charges a pay code at the till, where "paid" is pushed, and refunds a part', async () => {
    const wallet = await Caller.as('wallet', '林晓');
    const me = await wallet.get<{ id: string }>('/me');
    const account = `wallet/${me.id}/CNY`;
    const { context, page, complaints } = await visit('merchant');
    await page.goto('/merchant');
    await page.getByRole('button', { name: /小赵/ }).click();
    await page.getByRole('group', { name: '数字键盘' }).or(page.locator('.keypad')).first().waitFor();

    const before = await books.balance(account);
    const order = await cashier.post<Order>('/orders', { amount: cny(3_200) });
    const payCode = await wallet.post<{ code: string }>('/pay-codes', {});
    await cashier.post(`/orders/${order.id}/pay-code`, { payCode: payCode.code });
    await page.getByText('已收款').first().waitFor();
    expect(await books.balance(account)).toBe(before - 3_200);
    // One use: the same code at another order is refused.
    const second = await cashier.post<Order>('/orders', { amount: cny(100) });
    expect(await cashier.status('POST', `/orders/${second.id}/pay-code`, { payCode: payCode.code })).toBeGreaterThanOrEqual(400);

    const paid = await cashier.get<{ paymentId: string }>(`/orders/${order.id}`);
    const refund = await cashier.post<{ id: string }>(`/payments/${paid.paymentId}/refunds`, { amount: cny(1_200) });
    expect(refund.id).toBeTruthy();
    expect(await books.balance(account)).toBe(before - 2_000);
    // Above what is left: refused, and nothing moves.
    expect(await cashier.status('POST', `/payments/${paid.paymentId}/refunds`, { amount: cny(2_001) })).toBe(422);
    expect(await books.balance(account)).toBe(before - 2_000);
    expect(await books.sumsToZero()).toBe(true);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('answers a lost response by the same key with the same payment', async () => {
    const wallet = await Caller.as('wallet', '陈晨');
    const me = await wallet.get<{ id: string }>('/me');
    const account = `wallet/${me.id}/CNY`;
    const order = await cashier.post<Order>('/orders', { amount: cny(900) });
    const quote = await wallet.post<{ id: string }>('/quotes', { orderId: order.id });
    const before = await books.balance(account);
    const key = crypto.randomUUID();
    const first = await wallet.post<Payment>('/payments', { quoteId: quote.id }, key);
    const again = await wallet.post<Payment>('/payments', { quoteId: quote.id }, key);
    const otherTab = await wallet.post<Payment>('/payments', { quoteId: quote.id });
    expect(again.id).toBe(first.id);
    expect(otherTab.id).toBe(first.id);
    expect(await books.balance(account)).toBe(before - first.paid.value);
  });

  it('shows the operator an offer whose budget moves by what was given', async () => {
    const { context, page, complaints } = await visit('console', 'en');
    await page.goto('/console');
    await page.getByRole('button', { name: /王敏/ }).click();
    await page.waitForURL(/\/console\/?$/);
    await page.goto('/console/offers');
    await page.getByText('街区满减').first().waitFor();
    await page.goto('/console/books');
    await page.getByText('CNY').first().waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('answers pages without sign-in, and refuses the API', async () => {
    const anyone = Caller.anyone('wallet');
    for (const path of ['/', '/wallet', '/merchant', '/console', '/mailbox', '/v3/api-docs', '/actuator/health']) {
      expect((await fetch(base() + path)).status, path).toBe(200);
    }
    expect(await anyone.status('GET', '/balances')).toBe(401);
    expect(await anyone.status('GET', '/books/entries')).toBe(401);
    expect(await (await Caller.as('wallet', '何芳')).status('GET', '/books/entries')).toBe(403);
  });
});
