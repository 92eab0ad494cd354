import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import type { Account, Card, Order } from '../src/api/types';
import type { Books } from './books';
import { aCustomer, anOrder, aShop, cardEndingIn, type Customer, type Shop } from './scene';
import { it, type Visit } from './visit';

/** A payment that takes from a card: each way it can end, on both screens and in the books. */
describe('paying by card', () => {
  it('is paid from the card alone, and the balance is not touched', async ({ visit, books }) => {
    const { shop, customer, order, wallet, till } = await beforePaying(visit, { minor: 3_200, balance: 100_000 });
    await wallet.getByLabel('银行卡', { exact: false }).first().check();
    await wallet.getByTestId('pay').click();
    await wallet.getByTestId('paid').getByText(`已付给 ${shop.name}`).waitFor();
    await wallet.getByText('··1881').waitFor();
    await till.getByRole('dialog', { name: '已收款' }).getByText('¥32.00').first().waitFor();

    expect(await books.balance(customer.account)).toBe(100_000);
    expect(await books.balance(shop.account)).toBe(3_200);
    const { paymentId } = await shop.api.get<Order>(`/orders/${order.id}`);
    const { entryId } = await customer.api.get<{ entryId: string }>(`/payments/${paymentId}`);
    expect(await books.legs(entryId)).toEqual([`bank/sandbox/CNY → ${shop.account} 3200`]);
    expect(await reserved(books, shop)).toBe(0);
  });

  it('a balance that is too small pays its part, and the card is proposed for the rest', async ({ visit, books }) => {
    const { shop, customer, wallet } = await beforePaying(visit, { minor: 3_200, balance: 1_200 });
    await wallet.getByTestId('funding').getByText('余额 ¥12.00，银行卡 ¥20.00').waitFor();
    expect(await wallet.getByRole('radio', { name: /^余额 \+ 银行卡/ }).isChecked()).toBe(true);
    await wallet.getByTestId('pay').click();
    await wallet.getByTestId('paid').waitFor();

    expect(await books.balance(customer.account)).toBe(0);
    expect(await books.balance(shop.account)).toBe(3_200);
    const [line] = await books.statement(shop.account);
    expect((await books.legs(line!.entryId)).sort()).toEqual([`bank/sandbox/CNY → ${shop.account} 2000`, `${customer.account} → ${shop.account} 1200`].sort());

    // Given back, each part goes to where it came from, and the wallet says so.
    await shop.api.post(`/payments/${wallet.url().split('/').pop()}/refunds`, { amount: { value: 3_200, currency: 'CNY' } });
    await expect.poll(() => books.balance(customer.account)).toBe(1_200);
    await wallet.goto('/wallet/bills');
    await wallet.getByTestId('bill').first().click();
    const refund = wallet.getByTestId('refund');
    await refund.getByText('··1881').waitFor();
    await refund.getByText('银行已退出').waitFor();
    expect((await refund.innerText()).replace(/\s+/g, ' ')).toContain('退到余额 即时到账 +¥12.00');
    expect(await books.balance('card_refunds/sandbox/CNY')).toBe(0);
  });

  it('declined: says why, moves nothing, and the same is paid another way', async ({ visit, books }) => {
    const { shop, customer, wallet, till } = await beforePaying(visit, { minor: 2_500, balance: 10_000, last4: '0002' });
    await wallet.getByLabel('银行卡', { exact: false }).first().check();
    await wallet.getByText('•••• 0002').click();
    await wallet.getByTestId('pay').click();
    await wallet.getByRole('alert').getByText('卡里余额不足').waitFor();
    expect(await books.balance(customer.account)).toBe(10_000);
    expect(await books.balance(shop.account)).toBe(0);
    expect(await reserved(books, shop)).toBe(0);

    await wallet.getByTestId('pay').click();
    await wallet.getByTestId('paid').waitFor();
    await till.getByRole('dialog', { name: '已收款' }).waitFor();
    expect(await books.balance(customer.account)).toBe(7_500);
    expect(await books.balance(shop.account)).toBe(2_500);
  });

  it('waits for a slow bank on both screens, then is paid once', async ({ visit, books }) => {
    const { shop, customer, wallet, till } = await beforePaying(visit, { minor: 4_400, balance: 0, last4: '0010' });
    await wallet.getByText('•••• 0010').click();
    await wallet.getByTestId('pay').click();
    await wallet.getByTestId('pending').getByText('结果会自动更新').waitFor();
    await till.getByTestId('waiting-for-bank').getByText('等待付款人的银行').waitFor();
    expect(await books.balance(shop.account)).toBe(0);
    expect(await reserved(books, shop)).toBe(4_400);

    await wallet.getByTestId('paid').getByText(`已付给 ${shop.name}`).waitFor();
    await till.getByRole('dialog', { name: '已收款' }).waitFor();
    expect(await books.balance(shop.account)).toBe(4_400);
    expect(await reserved(books, shop)).toBe(0);
    expect(await books.count('payment', shop.account)).toBe(1);
    expect(await books.balance(customer.account)).toBe(0);
  });

  it('declined by a slow bank: the till has its order back, and the wallet offers another way', async ({ visit, books }) => {
    const { shop, wallet, till } = await beforePaying(visit, { minor: 1_100, balance: 5_000, last4: '0051', language: 'en' });
    await wallet.getByLabel('Bank card', { exact: false }).first().check();
    await wallet.getByText('•••• 0051').click();
    await wallet.getByTestId('pay').click();
    await wallet.getByTestId('pending').waitFor();
    await till.getByTestId('waiting-for-bank').waitFor();
    await wallet.getByTestId('declined').getByText('account is closed').waitFor();
    await till.getByRole('alert').getByText('The bank declined this payment').waitFor();
    expect(await books.balance(shop.account)).toBe(0);

    await wallet.getByRole('link', { name: 'Pay another way' }).click();
    await wallet.getByTestId('pay').click();
    await wallet.getByTestId('paid').waitFor();
    expect(await books.balance(shop.account)).toBe(1_100);
  });
});

interface Setting {
  minor: number;
  balance: number;
  /** Another card beside the good one. */
  last4?: string;
  language?: 'zh-CN' | 'en';
}

async function beforePaying(visit: Visit, { minor, balance, last4, language = 'zh-CN' }: Setting): Promise<{ shop: Shop; customer: Customer; order: Order; wallet: Page; till: Page }> {
  const [shop, customer] = await Promise.all([aShop(), aCustomer({ balance })]);
  if (last4) await customer.api.post<Card>('/cards', { number: cardEndingIn(last4), holder: customer.name, expiry: '12/30' });
  const order = await anOrder(shop, minor);
  const [wallet, till] = await Promise.all([visit('wallet', { as: customer, language }), visit('merchant', { as: shop, language })]);
  await Promise.all([till.goto(`/merchant/orders/${order.id}`), wallet.goto(`/wallet/pay/confirm?order=${order.id}`)]);
  await Promise.all([till.getByRole('button', { name: language === 'en' ? 'Check the result' : '查询结果' }).waitFor(), wallet.getByTestId('pay').waitFor()]);
  return { shop, customer, order, wallet, till };
}

async function reserved(books: Books, shop: Shop): Promise<number> {
  return ((await books.account(shop.account)) as Account | undefined)?.reservedIn ?? 0;
}
