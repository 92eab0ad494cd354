import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, inject, it } from 'vitest';
import type { DemoPerson, Order, Page as ListOf, Quote } from '../src/api/types';
import { type App, base, Caller } from './caller';
import { cny, PIN } from './scene';

/** The README's pictures, of real screens with what the demo's street has done. Each is made in both languages; looked at by who commits them. */
const folder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1440, height: 900 };
const LANGUAGES = { zh: 'zh-CN', en: 'en' } as const;

let browser: Browser;
const open: BrowserContext[] = [];

beforeAll(async () => {
  browser = await chromium.connect(inject('browser'));
  mkdirSync(folder, { recursive: true });
});

afterAll(async () => {
  for (const context of open) await context.close();
});

for (const [short, language] of Object.entries(LANGUAGES)) {
  describe(`pictures in ${language}`, () => {
    it('of the wallet: home, the price before paying, where the money went', async () => {
      const parent = await byNote('wallet', 'Parent');
      const wallet = await visit(parent, PHONE, language);
      await wallet.goto('/wallet');
      await wallet.locator('.balance-amount').getByText(/\d/).first().waitFor();
      await wallet.locator('.ticket, .rows').first().waitFor();
      await taken(wallet, `home.${short}`);
      await wallet.goto('/wallet/spending');
      await wallet.locator('main, .screen').getByText('¥').first().waitFor();
      await taken(wallet, `spending.${short}`);

      const order = await anOrder();
      const payer = await visit(await Caller.as('wallet', '林晓'), PHONE, language);
      await payer.goto(`/wallet/pay/confirm?order=${order.id}`);
      await payer.getByTestId('pay').waitFor();
      await taken(payer, `price.${short}`);
    });

    it('of the till: paid', async () => {
      const till = await visit(await Caller.as('merchant', '小赵'), PHONE, language);
      await till.goto('/merchant/');
      await till.locator('.dot.live').waitFor();
      const order = await anOrder();
      const customer = await Caller.as('wallet', '林晓');
      const quote = await customer.post<Quote>('/quotes', { orderId: order.id });
      await customer.post('/payments', { quoteId: quote.id, pin: PIN });
      await till.locator('.paid').waitFor();
      await taken(till, `paid.${short}`);
    });

    it('of the console: the overview, the offers', async () => {
      const desk = await visit(await Caller.as('console', '王敏'), DESK, language);
      await desk.goto('/console/');
      await desk.locator('[_echarts_instance_] svg').first().waitFor();
      await taken(desk, `overview.${short}`);
      await desk.goto('/console/offers');
      await desk.getByText('街区满减').first().waitFor();
      await taken(desk, `offers.${short}`);
    });
  });
}

async function visit(who: Caller, viewport: { width: number; height: number }, language: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: base(), locale: language, viewport, deviceScaleFactor: 2, timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' });
  open.push(context);
  context.setDefaultTimeout(20_000);
  await context.addInitScript((chosen) => localStorage.setItem('tongbao.language', chosen), language);
  await context.addCookies(who.session());
  const page = await context.newPage();
  return page;
}

/** Once what moves has come to rest. WebP at twice the size: a README is read on good screens. */
async function taken(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(600);
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 82 });
  writeFileSync(`${folder}${name}.webp`, Buffer.from(data, 'base64'));
}

/** Somebody of the street, by the beginning of what is said of them. */
async function byNote(app: App, begins: string): Promise<Caller> {
  const people = await Caller.anyone(app).get<ListOf<DemoPerson>>('/demo/people');
  const person = people.items.find((one) => one.app === app && one.noteEn.startsWith(begins));
  if (!person) throw new Error(`Nobody of the street is a ${begins}: is TONGBAO_DEMO_STREET off?`);
  return Caller.as(app, person.name);
}

async function anOrder(): Promise<Order> {
  const till = await Caller.as('merchant', '小赵');
  return till.post<Order>('/orders', {
    lines: [
      { name: '牛肉面', unitPrice: cny(3_800), quantity: 2 },
      { name: '酸梅汤', unitPrice: cny(1_400), quantity: 2 },
    ],
  });
}
