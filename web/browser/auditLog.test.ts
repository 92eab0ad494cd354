import { describe, expect } from 'vitest';
import { Caller } from './caller';
import { aCustomer, operator } from './scene';
import { it } from './visit';

describe('the audit log', () => {
  it('tells an administrator who looked at a customer, leads there, and is taken out as a file', async ({ visit }) => {
    const [customer, desk] = await Promise.all([aCustomer({ balance: 0 }), operator()]);
    await desk.get(`/customers/${customer.id}`);
    const page = await visit('console', { as: await Caller.as('console', '周航') });
    await page.goto('/console/audit-log');
    await page.getByRole('radio', { name: '查看个人信息' }).click();
    await page.goto(`/console/audit-log?discloses=reveal&thing=${customer.id}`);
    const row = page.getByRole('row').filter({ hasText: '查看顾客资料' }).first();
    await row.getByText('完成').waitFor();

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: /导出/ }).click();
    expect((await download).suggestedFilename()).toBe('audit-log.csv');

    await row.getByRole('link', { name: /打开/ }).click();
    await page.waitForURL((url) => url.pathname === `/console/customers/${customer.id}`);
  });

  it('shows an operator only their own', async ({ visit }) => {
    const page = await visit('console', { as: await operator() });
    await page.goto('/console/audit-log');
    await page.getByText('全部员工的记录由管理员查看').waitFor();
    await page.getByRole('combobox', { name: '操作' }).waitFor();
    expect(await page.getByRole('combobox', { name: '员工' }).count()).toBe(0);
  });
});
