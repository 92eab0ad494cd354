import { describe, expect } from 'vitest';
import type { Audience, Offer } from '../src/api/types';
import { aCustomer, anOffer, aPayment, aShop, newPhone, operator } from './scene';
import { it } from './visit';

describe('an audience', () => {
  it('is uploaded with the rows that name nobody told, and its offer is its members’ alone; the results lead to their lists', async ({ visit }) => {
    const shop = await aShop(`会员面馆${newPhone().slice(-4)}`);
    const [member, outsider, staff] = await Promise.all([aCustomer({ name: '江小白' }), aCustomer({ name: '罗小满' }), operator()]);
    const name = `老顾客${newPhone().slice(-4)}`;
    const page = await visit('console', { as: staff });
    await page.goto('/console/audiences');
    await page.getByRole('button', { name: '新建人群' }).first().click();
    const naming = page.getByRole('dialog');
    await naming.getByLabel('名称').fill(name);
    await naming.getByRole('button', { name: '新建人群' }).click();
    await page.getByRole('heading', { name }).waitFor();
    const id = page.url().split('/').at(-1)!;
    await page.getByRole('button', { name: '加入名单' }).first().click();
    const upload = page.getByRole('dialog');
    await upload.getByLabel('手机号或顾客编号，每行一个').fill(`${member.phone}\nhello\n13800000009\n${member.phone}`);
    await upload.getByRole('button', { name: '加入 4 行' }).click();
    await page.getByText('加入了 1 位顾客。 3 行没有处理。').waitFor();
    await page.getByRole('button', { name: '3 行' }).click();
    const refused = page.getByRole('dialog');
    await expect.poll(() => refused.getByRole('row').count()).toBeGreaterThanOrEqual(4);
    await refused.getByRole('button', { name: /关\s?闭/ }).last().click();
    expect((await staff.get<Audience>(`/audiences/${id}`)).members).toBe(1);

    await page.goto('/console/offers/new');
    await page.getByRole('radio', { name: '名单里的顾客' }).check();
    await page.getByLabel('人群', { exact: true }).fill(name);
    await page.locator('.ant-select-dropdown').getByText(`${name} · 1 位顾客`).waitFor();

    const offer: Offer = await anOffer(shop, { name: '老顾客减8', condition: { kind: 'on_list', lists: [id] } });
    expect((await aPayment(shop, member, 10_400)).discount.value).toBeGreaterThan(0);
    expect((await aPayment(shop, outsider, 10_400)).discount.value).toBe(0);

    const ours = await visit('wallet', { as: member });
    await ours.goto('/wallet/offers');
    await ours.getByText('受邀顾客专享').first().waitFor();
    const theirs = await visit('wallet', { as: outsider });
    await theirs.goto('/wallet/offers');
    await theirs.getByRole('heading').first().waitFor();
    expect(await theirs.getByText('老顾客减8').count()).toBe(0);

    await page.goto(`/console/offers/${offer.id}`);
    await page.getByRole('link', { name }).waitFor();
    await page.getByRole('button', { name: /效\s?果/ }).click();
    await page.getByText('与账本一致').waitFor();
    await page.getByText('这个优惠没有留对照组').waitFor();
    await page.getByRole('region', { name: '交易最多的商家' }).getByRole('link').first().click();
    await page.getByRole('button', { name: /会员面馆.* ×/ }).waitFor();
    await expect.poll(() => page.getByRole('row').count()).toBe(2);
  });
});
