import { describe, expect } from 'vitest';
import type { Campaign } from '../src/api/types';
import { Caller } from './caller';
import { chooseShop, next } from './campaignForm';
import { aCampaign, aCustomer, anOrder, aPayment, aShop, newPhone, operator } from './scene';
import { it } from './visit';

describe('a campaign', () => {
  it('is written from a template, approved by a colleague, used, changed with a second approval, and paused', async ({ visit, books }) => {
    const [shop, customer, first, second] = await Promise.all([aShop(`西门面馆${newPhone().slice(-4)}`), aCustomer({ name: '江小白' }), operator(), Caller.as('console', '李强')]);
    const past = await aPayment(shop, customer, 12_300);
    const [writer, reviewer] = await Promise.all([visit('console', { as: first }), visit('console', { as: second })]);

    await writer.goto('/console/campaigns');
    await writer.getByRole('button', { name: '策划活动' }).click();
    await writer.getByRole('button', { name: /^满减/ }).click();
    const name = `面馆满减${newPhone().slice(-4)}`;
    await writer.getByLabel('活动名称').fill(name);
    // What the real payment would have cost, and why the template gives so much.
    const preview = writer.getByRole('complementary', { name: '试一单' });
    await preview.getByLabel('付款编号').fill(past.id);
    await preview.getByRole('button', { name: '取来试算' }).click();
    await preview.getByText('当时原价 ¥123.00').waitFor();
    await preview.getByText('¥103.00').waitFor();
    await next(writer);
    await chooseShop(writer, shop);
    await next(writer);
    // Without a budget there is no way on.
    await next(writer);
    await writer.getByLabel('总预算').fill('1000');
    await next(writer);
    await writer.getByLabel('二维码').check();
    await writer.getByLabel('钱包首页').check();
    await expect.poll(() => writer.getByLabel('中文规则').inputValue()).toContain('满50减8，满100减20');
    expect(await writer.getByLabel('英文规则').inputValue()).toContain('While the budget lasts');
    await writer.getByLabel('中文规则').fill(`${await writer.getByLabel('中文规则').inputValue()}\n9. 店员不参加。`);
    await writer.getByLabel('说明').fill('开春拉新');
    await next(writer);
    await writer.getByRole('region', { name: '活动规则' }).getByText('9. 店员不参加。').waitFor();
    await writer.getByRole('button', { name: '保存并送审' }).click();
    await writer.getByText('这一版是你写的，要由另一位同事批准。').waitFor();
    const id = new URL(writer.url()).pathname.split('/').at(-1)!;
    expect(await books.balance(`campaign/${id}/budget/tongbao`)).toBe(0);
    expect(await writer.getByRole('button', { name: '批准上线' }).count()).toBe(0);

    await reviewer.goto('/console/campaigns?state=in_review');
    await reviewer.getByRole('link', { name, exact: true }).click();
    await reviewer.getByRole('region', { name: '与其他优惠的关系' }).waitFor();
    await reviewer.getByRole('button', { name: '批准上线' }).dblclick();
    await reviewer.getByText('进行中').first().waitFor();
    await expect.poll(() => books.balance(`campaign/${id}/budget/tongbao`)).toBe(100_000);

    // A customer finds it on the home screen, reads its rules, and pays less.
    const wallet = await visit('wallet', { as: customer });
    await expect
      .poll(async () => {
        await wallet.goto('/wallet/');
        await wallet.getByRole('heading', { name: '最近账单' }).or(wallet.getByText('账单').first()).first().waitFor();
        return wallet.getByRole('link', { name: new RegExp(name) }).count();
      }, { timeout: 20_000 })
      .toBeGreaterThan(0);
    await wallet.getByRole('link', { name: new RegExp(name) }).first().click();
    await wallet.getByText('9. 店员不参加。').waitFor();
    await wallet.goto(`/wallet/pay/confirm?order=${(await anOrder(shop, 10_400)).id}`);
    await wallet.getByRole('button', { name: '付款 ¥84.00' }).click();
    await wallet.getByText(`已付给 ${shop.name}`).waitFor();

    // A change is a version with a difference; until it is approved the old one holds.
    await writer.reload();
    await writer.getByRole('button', { name: '修改活动' }).click();
    await writer.getByLabel('第 2 档：减').fill('30');
    await next(writer);
    await next(writer);
    await writer.getByLabel('总预算').fill('1500');
    await next(writer);
    await writer.getByRole('button', { name: '按内容重写' }).click();
    await writer.getByLabel('说明').fill('力度加大');
    await next(writer);
    await writer.getByRole('button', { name: '保存并送审' }).click();
    await writer.getByText('修改待批准').first().waitFor();
    expect(await books.balance(`campaign/${id}/budget/tongbao`)).toBe(98_000);
    await reviewer.reload();
    const difference = reviewer.getByRole('region', { name: '改了什么' });
    await difference.getByRole('row').filter({ hasText: '总预算' }).getByText('¥1,500.00').waitFor();
    await difference.getByRole('row').filter({ hasText: '优惠内容' }).getByText('满50减8，满100减30').waitFor();
    await reviewer.getByRole('button', { name: '批准修改' }).click();
    await expect.poll(() => books.balance(`campaign/${id}/budget/tongbao`)).toBe(148_000);

    await writer.reload();
    await writer.getByRole('button', { name: '暂停', exact: true }).click();
    const dialog = writer.getByRole('dialog');
    await dialog.getByLabel('原因').fill('先看看');
    await dialog.getByRole('button', { name: '暂停活动' }).click();
    await writer.getByText('已暂停').first().waitFor();
    await writer.getByRole('region', { name: '经过' }).getByText('先看看').waitFor();
    expect((await first.get<Campaign>(`/campaigns/${id}`)).state).toBe('paused');
  });

  it('goes back with a reason, and says beside what it would give twice', async ({ visit }) => {
    const [shop, second] = await Promise.all([aShop(`东门茶馆${newPhone().slice(-4)}`), Caller.as('console', '李强')]);
    await aCampaign(shop, { name: '先来的满减' });
    const campaign = await aCampaign(shop, { open: false, name: '后来的满减' });
    const reviewer = await visit('console', { as: second });
    await reviewer.goto(`/console/campaigns/${campaign.id}`);
    const conflicts = reviewer.getByRole('region', { name: '与其他优惠的关系' });
    await conflicts.getByRole('link', { name: '先来的满减' }).waitFor();
    await conflicts.getByText('取更优的一个').waitFor();
    await conflicts.getByText('放在一起给 ¥20.00').waitFor();
    await reviewer.getByRole('button', { name: '退回' }).click();
    const dialog = reviewer.getByRole('dialog');
    await dialog.getByRole('button', { name: '退回' }).click();
    await dialog.getByText(/要填/).waitFor();
    await dialog.getByLabel('原因').fill('和先来的重了');
    await dialog.getByRole('button', { name: '退回' }).click();
    await reviewer.getByText(/退回了这一版：和先来的重了/).waitFor();
    const writer = await visit('console', { as: await operator() });
    await writer.goto(`/console/campaigns/${campaign.id}`);
    await writer.getByText('草稿').first().waitFor();
    await writer.getByText(/和先来的重了/).first().waitFor();
  });
});
