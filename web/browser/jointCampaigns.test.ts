import { describe, expect } from 'vitest';
import type { Brand, Campaign, Page } from '../src/api/types';
import { Caller } from './caller';
import { aCustomer, aJointCampaign, aPayment, aPlan, aShop, newPhone, operator, whoAccepts } from './scene';
import { it } from './visit';

describe('a joint campaign', () => {
  it('opens once brand and shop have accepted it, and each sees what it has cost', async ({ visit }) => {
    const shop = await aShop(`联合面馆${newPhone().slice(-4)}`);
    const [customer, administrator, first, second] = await Promise.all([aCustomer({ name: '江小白' }), Caller.as('console', '周航'), operator(), Caller.as('console', '李强')]);
    const name = `山泉茶饮${newPhone().slice(-4)}`;

    const admin = await visit('console', { as: administrator });
    await admin.goto('/console/brands');
    await admin.getByRole('button', { name: '添加品牌' }).first().click();
    const naming = admin.getByRole('dialog');
    await naming.getByLabel('名称').fill(name);
    await naming.getByRole('button', { name: /保\s?存/ }).click();
    await admin.getByRole('cell', { name, exact: true }).waitFor();
    await admin.goto('/console/staff');
    await admin.getByRole('button', { name: '邀请员工' }).click();
    const form = admin.getByRole('dialog');
    await form.getByLabel('姓名').fill('茶小妹');
    await form.getByLabel('邮箱').fill(`brand${Date.now()}@example.com`);
    await form.getByRole('radio', { name: /^品牌方/ }).check();
    await form.getByLabel('品牌', { exact: true }).fill(name);
    await admin.locator('.ant-select-dropdown').getByText(name, { exact: true }).last().click();
    await form.getByRole('button', { name: '生成邀请' }).click();
    await form.getByText('把链接交给 茶小妹').waitFor();
    const partner = await whoAccepts(await form.locator('.mono').innerText());

    const brand = (await first.get<Page<Brand>>('/brands?limit=100')).items.find((one) => one.name === name)!;
    const campaign = await aJointCampaign(shop, brand);
    const reviewer = await visit('console', { as: second });
    await reviewer.goto(`/console/campaigns/${campaign.id}`);
    const asked = reviewer.getByRole('region', { name: '出资方确认' });
    await expect.poll(() => asked.getByText('等待确认').count()).toBe(2);
    await reviewer.getByRole('button', { name: '批准上线' }).click();
    await reviewer.getByText('还没有全部接受这一版').waitFor();

    // The brand's people have one page, whatever they ask for.
    const ours = await visit('console', { as: partner });
    await ours.goto('/console/books');
    await ours.getByRole('heading', { name: '联合活动' }).waitFor();
    expect(await ours.getByRole('navigation').getByRole('link').allInnerTexts()).toEqual(['联合活动']);
    await ours.getByRole('link', { name: '三方满减' }).click();
    await ours.getByText('最多承担 ¥5,000.00').waitFor();
    await ours.getByRole('button', { name: /拒\s?绝/ }).click();
    const refusal = ours.getByRole('dialog');
    await refusal.getByLabel('原因').fill('份额太高');
    await refusal.getByRole('button', { name: /拒\s?绝/ }).click();
    await ours.getByText('你拒绝了这一版').waitFor();
    await asked.getByText(/份额太高/).waitFor();
    await ours.getByRole('button', { name: '接受 50% 的份额' }).click();
    await ours.getByRole('dialog').getByRole('button', { name: '接受 50% 的份额' }).click();
    await ours.getByText('你接受了这一版').waitFor();

    const till = await visit('merchant', { as: shop.api });
    await till.goto('/merchant/shop');
    await till.getByRole('link', { name: /联合活动/ }).click();
    await till.getByText('等你确认').waitFor();
    await till.getByRole('link', { name: '三方满减' }).click();
    await till.getByRole('button', { name: '接受 30% 的份额' }).click();
    await till.getByRole('dialog').getByRole('button', { name: '接受 30% 的份额' }).click();
    await till.getByText('你接受了这一版').waitFor();

    await expect.poll(() => asked.getByText('已接受').count()).toBe(2);
    await reviewer.getByRole('button', { name: '批准上线' }).click();
    await reviewer.getByText('进行中').first().waitFor();
    await aPayment(shop, customer, 10_400);
    await ours.reload();
    const spend = ours.getByRole('region', { name: '你承担的费用' });
    await spend.getByText('¥10.00').waitFor();
    await spend.getByText('¥4,990.00').waitFor();
    await till.reload();
    await till.getByRole('region', { name: '你承担的费用' }).getByText('¥6.00').waitFor();
  });

  it('with coupons opens in the form as it was written', async ({ visit }) => {
    const shop = await aShop(`领券面馆${newPhone().slice(-4)}`);
    const writer = await operator();
    const campaign = await aPlan(shop, { stock: 300, perCustomer: 2, transferable: true, validity: { kind: 'for_days', days: 7 } });
    const page = await visit('console', { as: writer });
    await page.goto(`/console/campaigns/${campaign.id}/edit`);
    for (let step = 0; step < 2; step++) await page.getByRole('button', { name: '下一步' }).click();
    expect(await page.getByLabel('发行张数').inputValue()).toBe('300');
    await page.getByLabel('发行张数').fill('500');
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('button', { name: '按内容重写' }).click();
    await expect.poll(() => page.getByLabel('中文规则').inputValue()).toContain('共 500 张，每人限领 2 张，在领券中心领取，领到后 7 天内可用，可以转赠给朋友');
    await page.getByLabel('说明').fill('多发一些');
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('button', { name: '存为草稿' }).click();
    await page.waitForURL(`**/console/campaigns/${campaign.id}`);
    const { coupon } = (await writer.get<Campaign>(`/campaigns/${campaign.id}`)).newest.plan.offers[0];
    expect(coupon).toMatchObject({ stock: 500, perCustomer: 2, transferable: true, listed: true, validity: { kind: 'for_days', days: 7 } });
  });
});
