import { describe, expect } from 'vitest';
import type { Offer } from '../src/api/types';
import { aCustomer, aPayment, aShop, newPhone, operator } from './scene';
import { it } from './visit';

describe('a shop’s own offer', () => {
  it('is opened by its owner, paid with, stopped by the house with a reason, and cost the shop what it gave', async ({ visit, books }) => {
    const shop = await aShop(`自家面馆${newPhone().slice(-4)}`);
    const [customer, staff] = await Promise.all([aCustomer({ name: '江小白' }), operator()]);
    const owner = await visit('merchant', { as: shop.api });
    await owner.goto('/merchant/shop');
    await owner.getByRole('link', { name: /我的优惠/ }).click();
    await owner.getByText('还没有优惠').waitFor();
    await owner.getByRole('button', { name: '新建优惠' }).first().click();
    await owner.getByLabel('满', { exact: true }).fill('30');
    await owner.getByLabel('减', { exact: true }).fill('40');
    await owner.getByLabel('名称').fill('满30减8');
    await owner.getByLabel('总预算').fill('9000');
    await owner.getByRole('button', { name: '马上生效' }).click();
    // What takes off more than its threshold is no step.
    await owner.getByText(/减/).first().waitFor();
    await owner.getByLabel('减', { exact: true }).fill('8');
    await owner.getByRole('button', { name: '马上生效' }).click();
    await owner.getByText('超出平台允许的额度').first().waitFor();
    await owner.getByLabel('总预算').fill('100');
    await owner.getByRole('region', { name: '顾客看到的' }).getByText('最多一共花 ¥100.00，约够 12 次').waitFor();
    await owner.getByRole('button', { name: '马上生效' }).click();
    await owner.getByRole('heading', { name: '满30减8' }).waitFor();
    await owner.getByText('进行中').waitFor();
    const id = owner.url().split('/').at(-1)!;

    const payment = await aPayment(shop, customer, 5_000);
    expect(payment.discount.value).toBe(800);
    // The till says that somebody has paid, wherever one is.
    await owner.locator('.paid-next').click();
    await owner.goto(`/merchant/offers/${id}`);
    await owner.getByText('已花 ¥8.00，预算 ¥100.00').waitFor();
    await owner.getByText('1 位顾客').waitFor();
    expect(await books.balance(`merchant/${shop.id}/CNY`)).toBe(5_000);

    await owner.getByRole('button', { name: '改预算和日期' }).click();
    const change = owner.getByRole('dialog');
    await change.getByLabel('总预算').fill('5');
    await change.getByRole('button', { name: /保\s?存/ }).click();
    // Not even enough for one more.
    await change.locator('.ant-form-item-explain-error').waitFor();
    await change.getByLabel('总预算').fill('200');
    await change.getByRole('button', { name: /保\s?存/ }).click();
    await owner.getByText('已花 ¥8.00，预算 ¥200.00').waitFor();

    const house = await visit('console', { as: staff });
    await house.goto('/console/offers?own=true');
    await house.goto(`/console/offers/${id}`);
    await house.getByText('商家自建').first().waitFor();
    await house.getByRole('button', { name: /暂\s?停/ }).click();
    const asking = house.getByRole('dialog');
    await asking.getByRole('button', { name: /暂\s?停/ }).click();
    await asking.getByLabel('原因（商家会看到）').fill('标题不实');
    await asking.getByRole('button', { name: /暂\s?停/ }).click();
    await owner.getByText('平台暂停了这个优惠：标题不实').waitFor();
    expect(await owner.getByRole('button', { name: /恢\s?复/ }).isDisabled()).toBe(true);
    const stopped = await staff.get<Offer>(`/offers/${id}`);
    expect(stopped.state).toBe('paused');

    // Another like it begins with what was asked.
    await owner.getByRole('button', { name: '照这个再做一个' }).click();
    await expect.poll(() => owner.getByLabel('名称').inputValue()).toBe('满30减8');
    expect(await owner.getByLabel('总预算').inputValue()).toBe('100.00');
  });

  it('is not open to a shop that may give nothing, in English as well', async ({ visit }) => {
    const shop = await aShop(`不许面馆${newPhone().slice(-4)}`);
    const staff = await operator();
    const page = await visit('console', { as: staff });
    await page.goto(`/console/merchants?open=${shop.id}`);
    const limits = page.getByRole('region', { name: '自建优惠' });
    await limits.getByText('与所有商家相同。').waitFor();
    await limits.getByRole('button', { name: /调\s?整/ }).click();
    const form = page.getByRole('dialog').last();
    await form.getByLabel('单个优惠的预算上限').fill('0');
    await form.getByLabel('原因').fill('投诉处理中');
    await form.getByRole('button', { name: /调\s?整/ }).click();
    await limits.getByText('不允许自建优惠。').waitFor();
    await limits.getByText(/投诉处理中/).waitFor();

    const owner = await visit('merchant', { as: shop.api, language: 'en' });
    await owner.goto('/merchant/offers');
    await owner.getByText(/has not opened offers of your own/).waitFor();
    expect(await owner.getByRole('button', { name: 'New offer' }).count()).toBe(0);
  });
});
