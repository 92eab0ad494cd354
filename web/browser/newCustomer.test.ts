import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { chromiumAt } from './chromium';
import { asVideo } from './qrVideo';
import { aCustomer, anOffer, anOrder, aShop, cardEndingIn, newPhone, PIN } from './scene';
import { it } from './visit';
import { codeFromMailbox, typeCode } from './wallet';

const cardThatAnswersLate = cardEndingIn('0010');

describe('a new customer', () => {
  it('signs up, links a card, tops up, pays by QR with an offer, and finds the bill', async ({ visit, books }) => {
    const shop = await aShop();
    const offer = await anOffer(shop);
    const order = await anOrder(shop, 10_400);
    const phone = newPhone();
    const page = await visit('wallet');

    await page.goto('/wallet');
    await page.getByLabel('手机号').fill('12');
    expect(await page.getByRole('button', { name: '获取验证码' }).isDisabled()).toBe(true);
    await page.getByLabel('手机号').fill(phone);
    await page.getByRole('button', { name: '获取验证码' }).click();
    await page.getByLabel('验证码').fill(await codeFromMailbox(page, phone));
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByLabel('你的名字').fill('罗小满');
    await page.getByRole('button', { name: '下一步' }).click();
    // The PIN twice; two that differ begin again.
    await page.getByRole('heading', { name: '输入新密码' }).waitFor();
    await page.keyboard.type(PIN);
    await page.getByRole('heading', { name: '再输一次' }).waitFor();
    await page.keyboard.type('135790');
    await page.getByText('两次不一样').waitFor();
    await page.keyboard.type(PIN);
    await page.getByRole('heading', { name: '再输一次' }).waitFor();
    await page.keyboard.type(PIN);
    await page.getByRole('region', { name: '余额' }).waitFor();

    // A top-up asks for a card first, and comes back to itself.
    await page.getByRole('link', { name: '充值' }).first().click();
    await page.getByRole('link', { name: '绑定银行卡' }).click();
    await page.getByLabel('卡号').pressSequentially(cardThatAnswersLate);
    await page.getByLabel('有效期').pressSequentially('1230');
    await page.getByRole('button', { name: '绑定银行卡' }).click();
    await page.getByLabel('充值金额').fill('200');
    await page.getByRole('button', { name: /^充值 ¥200/ }).click();
    const result = page.getByTestId('card-money-result');
    await expect.poll(() => result.getAttribute('data-state')).toBe('pending');
    const account = await accountOf(page);
    expect(await books.balance(account)).toBe(0);
    await expect.poll(() => result.getAttribute('data-state'), { timeout: 15_000 }).toBe('settled');
    expect(await books.balance(account)).toBe(20_000);
    expect(await books.count('top_up', account)).toBe(1);

    // The price with the offer stands there before anything is paid.
    await page.goto('/wallet');
    await page.getByRole('link', { name: '扫一扫' }).click();
    await typeCode(page, order.qr);
    const receipt = page.getByRole('region', { name: '价格明细' });
    await receipt.getByText('满百减廿').waitFor();
    expect(await receipt.innerText()).toMatch(/¥104\.00[\s\S]*−¥20\.00[\s\S]*¥84\.00/);
    expect(await books.balance(account)).toBe(20_000);

    // Wrong PIN by the pad on the screen, right PIN by the keys of a keyboard.
    await page.getByRole('button', { name: '付款 ¥84.00' }).click();
    const pad = page.getByTestId('pin-pad');
    for (const digit of '000000') await pad.getByRole('button', { name: digit, exact: true }).click();
    await page.getByText('还可以试 4 次').waitFor();
    expect(await books.balance(account)).toBe(20_000);
    await page.keyboard.type(PIN);
    await page.getByText(`已付给 ${shop.name}`).waitFor();
    await page.getByText('这次省了 ¥20.00').waitFor();

    const entry = await page.getByText(/第 \d+ 号分录/).innerText();
    expect(await books.legs(/\d+/.exec(entry)![0])).toEqual([
      `${account} → ${shop.account} 8400`,
      `campaign/${offer.campaignId}/budget/bank → ${shop.account} 1400`,
      `campaign/${offer.campaignId}/budget/merchant:${shop.id} → ${shop.account} 600`,
    ]);
    expect(await books.balance(account)).toBe(11_600);
    expect(await books.balance(shop.account)).toBe(10_400);
    expect(await books.count('payment', account)).toBe(1);

    await page.getByRole('link', { name: '看账单' }).click();
    const bill = page.getByTestId('bill').filter({ hasText: shop.name });
    await bill.getByText('−¥84.00').waitFor();
    await bill.getByText('省 ¥20.00').waitFor();
    await bill.click();
    await page.getByRole('heading', { name: '账单详情' }).waitFor();
    await receipt.getByText('满百减廿').waitFor();
    expect(await receipt.innerText()).toContain('¥84.00');
  });

  it('reads the code from a picture of the till, and says so when there is none in it', async ({ visit, books }) => {
    const [shop, customer] = await Promise.all([aShop(), aCustomer()]);
    const order = await anOrder(shop, 3_800);
    const till = await visit('merchant', { as: shop });
    await till.goto(`/merchant/orders/${order.id}`);
    const photo = await till.locator('.order-qr').screenshot();
    const blank = await till.locator('.page-head').screenshot();

    const page = await visit('wallet', { as: customer });
    await page.goto('/wallet/scan');
    const picture = page.locator('input[type=file]');
    await picture.setInputFiles({ name: 'blank.png', mimeType: 'image/png', buffer: blank });
    await page.getByText('这张图片里没有找到二维码').waitFor();
    await picture.setInputFiles({ name: 'till.png', mimeType: 'image/png', buffer: photo });
    await page.getByRole('button', { name: '付款 ¥38.00' }).click();
    await page.getByText(`已付给 ${shop.name}`).waitFor();
    await till.getByRole('dialog', { name: '已收款' }).waitFor();
    expect(await books.balance(customer.account)).toBe(96_200);
  });

  it('reads the code with the camera', async ({ visit, books }) => {
    const [shop, customer] = await Promise.all([aShop('镜头前的店'), aCustomer()]);
    const order = await anOrder(shop, 2_100);
    const video = join(tmpdir(), `tongbao-camera-${order.id}.y4m`);
    writeFileSync(video, asVideo(order.qr));
    const page = await visit('wallet', {
      as: customer,
      launch: chromiumAt(['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${video}`]),
    });
    await page.goto('/wallet');
    await page.getByRole('link', { name: '扫一扫' }).click();
    await page.getByRole('button', { name: '付款 ¥21.00' }).click();
    await page.getByText(`已付给 ${shop.name}`).waitFor();
    expect(await books.balance(customer.account)).toBe(97_900);
  });

  it('is told what is wrong with a code that is broken, foreign, or her own pay code', async ({ visit, books }) => {
    const [shop, customer] = await Promise.all([aShop(), aCustomer()]);
    const { qr } = await anOrder(shop, 3_800);
    const page = await visit('wallet', { as: customer });
    const answers: [string, RegExp][] = [
      [`${qr.slice(0, -1)}${qr.endsWith('0') ? '1' : '0'}`, /二维码不完整或已损坏/],
      ['https://qr.example.com/pay/123', /这不是通宝的收款码/],
      ['00020101021226290012com.example.0109foreign125204581253031565802CN5904Shop6007Chengdu6304', /不是通宝的收款码|不完整或已损坏/],
    ];
    for (const [code, answer] of answers) {
      await page.goto('/wallet/scan');
      await typeCode(page, code);
      await page.getByRole('alert').getByText(answer).waitFor();
      await page.getByRole('link', { name: '重新扫码' }).click();
    }
    await typeCode(page, '280000000000000000');
    await page.getByText('这是付款码，请出示给商家扫。').waitFor();
    expect(await books.count('payment', customer.account)).toBe(0);
  });
});

async function accountOf(page: Page): Promise<string> {
  const me = (await (await page.request.get('/me', { headers: { 'Tongbao-App': 'wallet' } })).json()) as { id: string };
  return `wallet/${me.id}/CNY`;
}
