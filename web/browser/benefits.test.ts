import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import type { BenefitCode, Notice, Page as ListOf, StockAlarm, SuppliedBenefit } from '../src/api/types';
import { eventually } from './caller';
import { aBenefit, aCustomer, newPhone, operator } from './scene';
import { it } from './visit';

/** A name, or a code, that no other test has. */
const named = (name: string) => `${name}${newPhone().slice(-6)}`;

const claimable = (page: Page, name: string) => page.getByTestId('claimable-benefit').filter({ hasText: name });
const stockOf = ({ id }: SuppliedBenefit) => `benefit/${id}/stock`;

describe('a benefit', () => {
  it('is set up and its codes uploaded by staff, claimed by a customer, and its code seen and copied', async ({ visit, books }) => {
    const customer = await aCustomer();
    const [supplier, name] = [named('银河视频'), named('视频会员月卡')];
    const [ending, endless] = [named('VIP-8F3K-'), named('VIP-9D2T-')];
    const desk = await visit('console', { as: await operator() });
    await desk.goto('/console/suppliers');
    await desk.getByRole('button', { name: '添加供应商' }).first().click();
    await desk.getByLabel('名称').fill(supplier);
    await desk.getByRole('button', { name: /保\s?存/ }).click();
    await desk.getByRole('heading', { name: supplier }).waitFor();

    await desk.getByRole('link', { name: '权益', exact: true }).click();
    await desk.getByRole('button', { name: '新建权益' }).first().click();
    const form = desk.getByRole('dialog', { name: '新建权益' });
    await form.getByLabel('供应商').fill(supplier);
    await form.getByLabel('供应商').press('Enter');
    await form.getByLabel('名称').fill(name);
    await form.getByLabel('怎么兑换').fill('在银河视频 App 的兑换中心输入');
    await form.getByLabel('面值').fill('25');
    await form.getByLabel('采购单价').fill('12');
    await form.getByLabel('库存提醒线').fill('1');
    await form.getByRole('button', { name: /保\s?存/ }).dblclick();
    await desk.getByRole('heading', { name }).waitFor();

    await desk.getByRole('button', { name: '上传权益码' }).click();
    const upload = desk.getByRole('dialog', { name: '上传权益码' });
    await upload.getByLabel('选择文件').setInputFiles({ name: 'codes.csv', mimeType: 'text/csv', buffer: Buffer.from(`code,expires\n${ending},2099-12-31\nsome day,soon\n${endless}\n${endless}\n`) });
    await upload.getByRole('button', { name: /上\s?传/ }).click();
    const broken = desk.getByRole('dialog', { name: '没收的行' });
    await broken.getByText('入库 2 个，2 行没收。').waitFor();
    await broken.getByText('第 3 行：含空格或码里不会有的字符').waitFor();
    await broken.getByText('第 5 行：这份名单里重复').waitFor();
    await broken.getByRole('button', { name: /close|关闭/i }).click();
    const benefit = await eventually('the benefit', async () => (await (await operator()).get<ListOf<SuppliedBenefit>>('/benefits')).items.find(({ terms }) => terms.name === name));
    expect(await books.balance(stockOf(benefit))).toBe(2);
    await desk.getByRole('table', { name: '权益码' }).getByText(`••••${ending.slice(-4)}`).waitFor();
    expect(await desk.content()).not.toContain(ending);

    const page = await visit('wallet', { as: customer });
    await page.goto('/wallet/coupons/claim');
    await claimable(page, name).getByText('剩 2 份').waitFor();
    await claimable(page, name).getByRole('button', { name: `立即领取：${name}` }).dblclick();
    await claimable(page, name).getByText('已领取').waitFor();
    await claimable(page, name).getByRole('link', { name: `查看：${name}` }).click();
    await page.getByTestId('benefit-page').getByText(name).waitFor();
    await page.getByText('在银河视频 App 的兑换中心输入').waitFor();
    expect(await page.getByTestId('benefit-code').innerText()).not.toContain('VIP');
    await page.getByRole('button', { name: '查看兑换码' }).click();
    await page.getByTestId('benefit-code').getByText(ending).waitFor();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: '复制兑换码' }).click();
    await page.getByText('已复制').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(ending);
    expect(await books.balance(stockOf(benefit))).toBe(1);
    expect(await books.balance(`supplier/${benefit.supplierId}/payable/CNY`)).toBe(1_200);

    await page.goto('/wallet/benefits');
    await page.getByTestId('benefit').filter({ hasText: name }).waitFor();
    const { id } = (await customer.api.get<ListOf<BenefitCode>>('/benefit-codes')).items[0]!;
    expect((await (await aCustomer()).api.refusal('GET', `/benefit-codes/${id}/code`)).code).toBe('not-found');

    await desk.goto('/console/stock-alarms');
    await desk.getByRole('row').filter({ hasText: name }).getByText('不多了').waitFor();
    await desk.goto(`/console/suppliers/${benefit.supplierId}`);
    await desk.getByText('与账本一致').first().waitFor();
    await desk.getByRole('row').filter({ hasText: name }).getByText('¥12.00').first().waitFor();
  });

  it('is given to a list, and its customer hears of it and finds the code', async ({ visit }) => {
    const customer = await aCustomer();
    const [name, code] = [named('咖啡券'), named('CAFE-')];
    const benefit = await aBenefit(name, [code], { listed: false });
    const desk = await visit('console', { as: await operator(), language: 'en' });
    await desk.goto(`/console/benefits/${benefit.id}`);
    await desk.getByRole('button', { name: 'Give to a list' }).click();
    await desk.getByLabel(/Phone numbers/).fill(`${customer.phone}\nnot a number`);
    await desk.getByRole('button', { name: 'Grant to 2' }).click();
    await desk.getByRole('button', { name: '1 row' }).click();
    await desk.getByText('Row 2: Neither a phone number nor a customer id').waitFor();
    await eventually('the notice', async () => (await customer.api.get<ListOf<Notice>>('/notices')).items[0]);
    const page = await visit('wallet', { as: customer, language: 'en' });
    await page.goto('/wallet/notices');
    await page.getByTestId('notice').getByText(`A benefit for you: ${name}`).click();
    await page.getByRole('button', { name: 'Show the code' }).click();
    await page.getByTestId('benefit-code').getByText(code).waitFor();
    const alarms = await (await operator()).get<ListOf<StockAlarm>>('/stock-alarms?limit=100');
    expect(alarms.items.find(({ benefitId }) => benefitId === benefit.id)?.turn).toBe('gone');
  });
});
