import axe from 'axe-core';
import type { Download, Page as Screen } from 'playwright-core';
import { describe, expect } from 'vitest';
import type { Bill, Page } from '../src/api/types';
import { eventually } from './caller';
import { aCustomer, anOffer, aPayment, aShop, cny, type Customer } from './scene';
import { it } from './visit';

const bills = async (customer: Customer) => (await customer.api.get<Page<Bill>>('/bills')).items;

async function clean(page: Screen) {
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wider, `${page.url()} is wider than the phone`).toBeLessThanOrEqual(0);
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] }));
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
}

async function downloaded(page: Screen, press: string): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download') as Promise<Download>, page.getByRole('button', { name: press }).click()]);
  // Read through the connection: the browser may keep its files elsewhere.
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return { name: download.suggestedFilename(), bytes: Buffer.concat(chunks) };
}

describe('the wallet’s papers', () => {
  it('a statement for a month and for days of one’s own, and a wrong period said at its field', async ({ visit }) => {
    const [noodles, customer] = await Promise.all([aShop('南门包子铺'), aCustomer()]);
    await aPayment(noodles, customer, 1_234);
    const page = await visit('wallet', { as: customer, size: { width: 390, height: 780 } });
    await page.goto('/wallet/bills');
    await page.getByRole('link', { name: '对账单' }).click();
    await page.getByRole('heading', { name: '对账单' }).waitFor();
    await clean(page);

    const csv = await downloaded(page, '下载 CSV');
    expect(csv.name).toMatch(/^tongbao-CNY-\d{4}-\d\d-01-\d{4}-\d\d-\d\d\.csv$/);
    const text = csv.bytes.toString('utf8');
    expect(text.startsWith('\uFEFF时间,账户,摘要')).toBe(true);
    expect(text).toContain('付款,南门包子铺,,12.34,987.66,CNY,pay_');
    const pdf = await downloaded(page, '下载 PDF');
    expect(pdf.name).toMatch(/\.pdf$/);
    expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');

    await page.getByLabel('期间').selectOption('自选日期');
    await page.getByLabel('从').fill('2020-01-01');
    await page.getByRole('button', { name: '下载 PDF' }).click();
    await page.getByText('一次最多一年').waitFor();
    await page.getByLabel('从').fill('');
    await page.getByText('请选择日期').waitFor();
    await page.getByLabel('从').fill(await page.getByLabel('到', { exact: true }).inputValue());
    expect((await downloaded(page, '下载 CSV')).bytes.toString('utf8')).toContain('987.66');
    await clean(page);
  });

  it('a receipt as a picture and as PDF, and a refund’s bill leads to its payment', async ({ visit }) => {
    const [noodles, customer] = await Promise.all([aShop('小南国'), aCustomer()]);
    await anOffer(noodles);
    const payment = await aPayment(noodles, customer, 10_400);
    await noodles.api.post(`/payments/${payment.id}/refunds`, { amount: cny(5_200) });
    await eventually('the bills to come', async () => (await bills(customer)).some((bill) => bill.kind === 'refund'));

    const page = await visit('wallet', { as: customer, size: { width: 390, height: 780 } });
    await page.goto('/wallet/bills');
    await page.getByTestId('bill').filter({ hasText: '+¥42.00' }).click();
    await page.getByTestId('refund').getByText('即时到账').waitFor();
    await page.getByRole('link', { name: '查看原付款' }).click();
    await page.waitForURL(`**/bills/${payment.id}`);
    const picture = await downloaded(page, '保存图片');
    expect(picture.name).toBe(`tongbao-${payment.id}.png`);
    expect(picture.bytes.subarray(1, 4).toString()).toBe('PNG');
    // Width and height stand in the picture's first chunk: twice a phone's width, and taller than wide.
    expect(picture.bytes.readUInt32BE(16)).toBe(780);
    expect(picture.bytes.readUInt32BE(20)).toBeGreaterThan(780);
    const pdf = await downloaded(page, '保存 PDF');
    expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    await clean(page);
    await page.getByTestId('refund').getByRole('link', { name: '退款' }).click();
    await page.getByRole('link', { name: '查看原付款' }).waitFor();
  });

  it('a budget is set, nearly used, warned of before it is passed, and taken back', async ({ visit }) => {
    const [noodles, customer] = await Promise.all([aShop('城隍庙小吃'), aCustomer()]);
    await aPayment(noodles, customer, 3_000);
    await eventually('the bill to come', async () => (await bills(customer)).some((bill) => bill.kind === 'payment'));
    const page = await visit('wallet', { as: customer, size: { width: 390, height: 780 } });
    await page.goto('/wallet/spending');
    await page.getByRole('link', { name: '设预算' }).click();
    await page.getByLabel('分类').selectOption('餐饮');
    await page.getByLabel('每月最多').fill('0');
    await page.getByRole('button', { name: '保存预算' }).click();
    await page.getByText('金额要大于零').waitFor();
    await page.getByLabel('每月最多').fill('36');
    await clean(page);
    await page.getByRole('button', { name: '保存预算' }).click();
    await page.getByTestId('budget-restaurant').getByText('还剩 ¥6.00，已用 83%').waitFor();
    await clean(page);

    const { id: orderId } = await noodles.api.post<{ id: string }>('/orders', { amount: cny(1_800) });
    await page.goto(`/wallet/pay/confirm?order=${orderId}`);
    await page.getByTestId('over-budget').getByText('超出预算 ¥12.00').waitFor();
    await clean(page);
    expect(await page.getByTestId('pay').isEnabled()).toBe(true);
    await aPayment(noodles, customer, 1_800);
    await eventually('the bill to come', async () => (await bills(customer)).filter((bill) => bill.kind === 'payment').length === 2);
    await page.goto('/wallet/spending');
    await page.getByTestId('budget-restaurant').getByText('已超出预算 ¥12.00').waitFor();
    await clean(page);
    await page.getByTestId('budget-restaurant').click();
    await page.getByRole('button', { name: '删除这个预算' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '删除这个预算' }).click();
    await page.getByRole('link', { name: '设预算' }).waitFor();
  });
});
