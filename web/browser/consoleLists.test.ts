import { text } from 'node:stream/consumers';
import { describe, expect } from 'vitest';
import { aCustomer, aPayment, aShop, cny, operator, PIN } from './scene';
import { it } from './visit';

describe('the console’s lists', () => {
  it('find a customer by the whole number, and by its end with the name, with neither in an address; the page tells what happened', async ({ visit }) => {
    const [shop, customer, friend, desk] = await Promise.all([aShop('时间线书店'), aCustomer({ name: '罗小满' }), aCustomer({ name: '顾南风', balance: 0 }), operator()]);
    const payment = await aPayment(shop, customer, 4_200);
    await shop.api.post(`/payments/${payment.id}/refunds`, { amount: cny(1_200) });
    await customer.api.post('/sends', { recipientId: friend.id, amount: cny(500), pin: PIN });
    await desk.put(`/customers/${friend.id}/freeze`, { freeze: 'in', reason: '浏览器测试' });
    const page = await visit('console', { as: desk });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));

    await page.goto('/console/customers');
    await page.getByRole('textbox', { name: '完整手机号或顾客编号' }).fill(customer.phone);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === `/console/customers/${customer.id}`);
    await page.getByRole('heading', { name: '罗**' }).waitFor();
    const story = page.getByRole('region', { name: '动态' });
    await story.getByText('退款 · 时间线书店').waitFor();
    await story.getByText('转账 · 顾**').waitFor();
    expect(await story.getByRole('listitem').first().innerText()).toContain('转账');
    await story.getByRole('link', { name: '付款 · 时间线书店' }).click();
    const drawer = page.getByRole('dialog');
    const passed = drawer.getByRole('region', { name: '经过' });
    await passed.getByText('部分退款').waitFor();
    expect((await passed.getByRole('listitem').allInnerTexts()).map((text) => text.split('\n')[0])).toEqual(['下单', '付款', '部分退款']);

    await page.goto('/console/customers');
    await page.getByRole('radio', { name: '尾号加姓名' }).click();
    await page.getByRole('textbox', { name: '手机尾号四位' }).fill(friend.phone.slice(-4));
    await page.getByRole('textbox', { name: '完整姓名' }).fill('顾南风');
    await page.getByRole('button', { name: '搜索', exact: true }).click();
    await page.waitForURL((url) => url.pathname.startsWith('/console/customers/cus_'));
    await page.getByText('浏览器测试').first().waitFor();

    expect(asked.filter((url) => url.includes(customer.phone) || url.includes(friend.phone.slice(-4)) || decodeURIComponent(url).includes('顾南风'))).toEqual([]);
  });

  it('are taken out as a file, as the filters leave them, and the audit log says so', async ({ visit }) => {
    const [shop, customer, desk] = await Promise.all([aShop('北巷面馆'), aCustomer(), operator()]);
    const payment = await aPayment(shop, customer, 4_200);
    await shop.api.post(`/payments/${payment.id}/refunds`, { amount: cny(1_200) });
    await shop.api.post(`/payments/${payment.id}/refunds`, { amount: cny(3_000) });
    const page = await visit('console', { as: desk });
    await page.goto(`/console/refunds?merchantId=${shop.id}`);
    await page.getByRole('row').filter({ hasText: '北巷面馆' }).nth(1).waitFor();
    await page.getByRole('radio', { name: '部分' }).click();
    await page.getByRole('row').filter({ hasText: '¥30.00' }).waitFor({ state: 'detached' });

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: /导出/ }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('refunds.csv');
    const lines = (await text(await file.createReadStream())).trim().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain(',12.00,');

    await page.goto('/console/audit-log?discloses=export');
    await page.getByRole('row').filter({ hasText: '导出退款' }).first().waitFor();
  });

  it('keep filters under a name: saved, put on again by keyboard, renamed, deleted', async ({ visit }) => {
    const page = await visit('console', { as: await operator() });
    const name = `大额 ${Date.now()}`;
    await page.goto('/console/refunds');
    await page.getByRole('radio', { name: '≥ 1,000' }).click();
    await page.getByRole('button', { name: '保存当前筛选' }).click();
    await page.getByRole('dialog').getByLabel('名称').fill(name);
    await page.keyboard.press('Enter');
    const chip = page.getByRole('group', { name: '我的视图' }).getByRole('button', { name, exact: true });
    await chip.waitFor();

    await page.goto('/console/refunds');
    await chip.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('atLeast') === '100000');
    await page.getByRole('radio', { name: '≥ 1,000', checked: true }).waitFor();

    await page.getByRole('button', { name: '改名' }).click();
    await page.getByRole('dialog').getByLabel('名称').fill(`${name} 改`);
    await page.keyboard.press('Enter');
    const renamed = page.getByRole('group', { name: '我的视图' }).getByRole('button', { name: `${name} 改`, exact: true });
    await renamed.waitFor();

    await page.getByRole('button', { name: '删除', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: '删除', exact: true }).click();
    await renamed.waitFor({ state: 'detached' });
  });

  it('are reached from anywhere by an id or the end of a number', async ({ visit }) => {
    const [shop, customer, desk] = await Promise.all([aShop(), aCustomer(), operator()]);
    const payment = await aPayment(shop, customer, 4_200);
    const page = await visit('console', { as: desk });
    await page.goto('/console/');
    await page.getByRole('heading', { name: '近 30 天' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill(String(payment.entryId));
    await page.getByRole('option', { name: `打开分录 ${payment.entryId}` }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === `/console/books/entries/${payment.entryId}`);

    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('5678');
    await page.getByRole('option', { name: '查找手机尾号 5678 的顾客' }).click();
    await page.waitForURL((url) => url.pathname === '/console/customers' && !url.href.includes('5678'));
    expect(await page.getByRole('textbox', { name: '手机尾号四位' }).inputValue()).toBe('5678');
  });
});
