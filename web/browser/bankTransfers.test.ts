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
    expect(await books.count('bank_transfer', customer.account)).toBe(1);
    await maker.goto('/console/bank-transfers?state=approved');
    await maker.getByRole('row').filter({ hasText: reference }).getByText('已入账').waitFor();
  });

  it('that goes out is kept from the proposal on: let go when rejected, gone when approved, refused above the balance', async ({ visit, books }) => {
    const [customer, first, second] = await Promise.all([aCustomer({ balance: 10_000 }), Caller.as('console', '李强'), Caller.as('console', '王敏')]);
    const reference = `R${Date.now()}`;
    const [maker, checker] = await Promise.all([visit('console', { as: first }), visit('console', { as: second })]);
    await maker.goto('/console/bank-transfers');
    await propose(maker, { phone: customer.phone, amount: '50', reference, out: true });
    expect(await books.account(customer.account)).toMatchObject({ posted: 10_000, available: 5_000 });
    await checker.goto('/console/bank-transfers?state=proposed');
    await decide(checker, reference, '拒绝');
    await checker.getByText('已拒绝').first().waitFor();
    expect(await books.account(customer.account)).toMatchObject({ posted: 10_000, available: 10_000 });

    await enter(maker, { phone: customer.phone, amount: '100.01', reference: `${reference}-above`, out: true });
    const form = maker.getByRole('dialog');
    await form.getByRole('alert').getByText('余额不足').first().waitFor();
    expect(await books.account(customer.account)).toMatchObject({ posted: 10_000, available: 10_000 });
    await form.getByLabel('金额').fill('40');
    await form.getByRole('button', { name: '提交复核' }).click();
    await form.waitFor({ state: 'hidden' });
    await checker.reload();
    await decide(checker, `${reference}-above`, '通过入账');
    await expect.poll(() => books.balance(customer.account)).toBe(6_000);
    expect(await books.account(customer.account)).toMatchObject({ posted: 6_000, available: 6_000 });
  });
});

interface Draft {
  phone: string;
  amount: string;
  reference: string;
  out?: boolean;
}

async function propose(page: Page, draft: Draft): Promise<void> {
  await enter(page, draft);
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByRole('row').filter({ hasText: draft.reference }).waitFor();
}

async function enter(page: Page, { phone, amount, reference, out = false }: Draft): Promise<void> {
  await page.getByRole('button', { name: '录入转账' }).first().click();
  const form = page.getByRole('dialog');
  if (out) await form.getByText('转出', { exact: true }).click();
  await form.getByLabel('顾客手机号').fill(phone);
  await form.getByLabel('金额').fill(amount);
  await form.getByLabel('银行流水号').fill(reference);
  await form.getByRole('button', { name: '提交复核' }).click();
}

async function decide(page: Page, reference: string, decision: string): Promise<void> {
  await page.getByRole('row').filter({ hasText: reference }).getByRole('button', { name: decision }).click();
  await page.getByRole('dialog').getByRole('button', { name: decision }).click();
}
