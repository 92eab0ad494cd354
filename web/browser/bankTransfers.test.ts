import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import type { BankTransfer, Page as ListOf } from '../src/api/types';
import { Caller } from './caller';
import { aCustomer } from './scene';
import { it } from './visit';

describe('a bank transfer', () => {
  it('takes two people: who enters it can’t let it into the books, another can, once', async ({ visit, books }) => {
    const [customer, first, second] = await Promise.all([aCustomer({ balance: 0 }), Caller.as('console', '王敏'), Caller.as('console', '李强')]);
    const reference = `B${Date.now()}`;
    const [maker, checker] = await Promise.all([visit('console', { as: first }), visit('console', { as: second })]);
    await maker.goto('/console/bank-transfers');
    await propose(maker, { phone: customer.phone, amount: '1234.5', reference });
    const mine = maker.getByRole('row').filter({ hasText: reference });
    await mine.getByText('自己录入的要由别人复核').waitFor();
    expect(await mine.getByRole('button', { name: '通过入账' }).count()).toBe(0);
    const { id } = (await first.get<ListOf<BankTransfer>>('/bank-transfers?limit=50')).items.find((one) => one.reference === reference)!;
    expect(await first.refusal('POST', `/bank-transfers/${id}/approval`, { decision: 'approve' })).toMatchObject({ status: 403, code: 'four-eyes' });
    expect(await books.balance(customer.account)).toBe(0);

    await checker.goto('/console');
    await checker.getByRole('link', { name: /待复核银行转账/ }).click();
    const theirs = checker.getByRole('row').filter({ hasText: reference });
    expect(await theirs.innerText()).not.toContain(customer.phone);
    await theirs.getByRole('button', { name: '通过入账' }).click();
    await checker.getByRole('dialog').getByRole('button', { name: '通过入账' }).dblclick();
    await checker.getByText('已入账').first().waitFor();
    await expect.poll(() => books.balance(customer.account)).toBe(123_450);
    expect(await books.count('top_up', customer.account)).toBe(1);
    await maker.goto('/console/bank-transfers?state=approved');
    await maker.getByRole('row').filter({ hasText: reference }).getByText('已入账').waitFor();
  });

  it('that is rejected moves nothing, and one above the balance can’t go out', async ({ visit, books }) => {
    const [customer, first, second] = await Promise.all([aCustomer({ balance: 10_000 }), Caller.as('console', '李强'), Caller.as('console', '王敏')]);
    const reference = `R${Date.now()}`;
    const [maker, checker] = await Promise.all([visit('console', { as: first }), visit('console', { as: second })]);
    await maker.goto('/console/bank-transfers');
    await propose(maker, { phone: customer.phone, amount: '50', reference, out: true });
    await checker.goto('/console/bank-transfers?state=proposed');
    await checker.getByRole('row').filter({ hasText: reference }).getByRole('button', { name: '拒绝' }).click();
    await checker.getByRole('dialog').getByRole('button', { name: '拒绝' }).click();
    await checker.getByText('已拒绝').first().waitFor();
    expect(await books.balance(customer.account)).toBe(10_000);

    await propose(maker, { phone: customer.phone, amount: '100.01', reference: `${reference}+`, out: true });
    await checker.reload();
    await checker.getByRole('row').filter({ hasText: `${reference}+` }).getByRole('button', { name: '通过入账' }).click();
    await checker.getByRole('dialog').getByRole('button', { name: '通过入账' }).click();
    await checker.getByRole('alert').getByText('余额不足').waitFor();
    expect(await books.balance(customer.account)).toBe(10_000);
    expect(await books.count('withdrawal', customer.account)).toBe(0);
  });
});

async function propose(page: Page, { phone, amount, reference, out = false }: { phone: string; amount: string; reference: string; out?: boolean }): Promise<void> {
  await page.getByRole('button', { name: '录入转账' }).first().click();
  const form = page.getByRole('dialog');
  if (out) await form.getByText('转出', { exact: true }).click();
  await form.getByLabel('顾客手机号').fill(phone);
  await form.getByLabel('金额').fill(amount);
  await form.getByLabel('银行流水号').fill(reference);
  await form.getByRole('button', { name: '提交复核' }).click();
  await form.waitFor({ state: 'hidden' });
  await page.getByRole('row').filter({ hasText: reference }).waitFor();
}
