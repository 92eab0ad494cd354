import { describe, expect } from 'vitest';
import { aCampaign, aCustomer, aPayment, aShop, newPhone, operator } from './scene';
import { it } from './visit';

describe('a back-test', () => {
  it('is started from a campaign, says what it would have cost, and compares two versions', async ({ visit }) => {
    const [shop, customer, staff] = await Promise.all([aShop(), aCustomer({ name: '江小白' }), operator()]);
    await aPayment(shop, customer, 10_400);
    await aPayment(shop, customer, 12_300);
    const campaign = await aCampaign(shop, { name: `面馆回测${newPhone().slice(-4)}` });
    const console = await visit('console', { as: staff });

    await console.goto(`/console/campaigns/${campaign.id}`);
    await console.getByRole('button', { name: '回测', exact: true }).click();
    const dialog = console.getByRole('dialog');
    await dialog.getByLabel('最近多少天').fill('1');
    await dialog.getByRole('button', { name: '开始回测' }).dblclick();
    await console.waitForURL(/\/console\/backtests\/bkt_/);
    await console.getByText('已完成').waitFor({ timeout: 30_000 });
    const report = console.getByRole('region', { name: campaign.newest.plan.name, exact: true });
    await report.getByRole('region', { name: '按商家' }).first().getByRole('link', { name: shop.name }).waitFor();
    await report.getByRole('img', { name: '每天花费与预算剩余' }).waitFor();
    await console.getByText('回测只看当时真实发生的付款').waitFor();
    const [file] = await Promise.all([console.waitForEvent('download'), report.getByRole('link', { name: '下载 CSV：按商家' }).click()]);
    expect(file.suggestedFilename()).toBe('back-test-merchants.csv');

    // Pressed twice, started once.
    await console.goto(`/console/backtests?campaign=${campaign.id}`);
    const started = console.getByRole('table').getByRole('link');
    await started.first().waitFor();
    expect(await started.count()).toBe(1);

    await console.goto(`/console/campaigns/${campaign.id}`);
    await console.getByRole('button', { name: '回测', exact: true }).click();
    await dialog.getByLabel('最近多少天').fill('1');
    await dialog.getByLabel('与另一稿比较').click();
    await console.getByTitle(/^第 1 版/).last().click();
    await dialog.getByRole('button', { name: '开始回测' }).click();
    await console.waitForURL(/\/console\/backtests\/bkt_/);
    await console.getByText('已完成').waitFor({ timeout: 30_000 });
    await expect.poll(() => console.getByRole('img', { name: '每天花费与预算剩余' }).count()).toBe(2);
  });
});
