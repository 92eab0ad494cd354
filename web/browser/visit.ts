import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type LaunchOptions, type Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { Books } from './books';
import { type App, base, type Caller } from './caller';

const sizes = {
  wallet: { width: 390, height: 844 },
  merchant: { width: 820, height: 1100 },
  console: { width: 1440, height: 900 },
};

export interface VisitOptions {
  language?: 'zh-CN' | 'en';
  /** Goes on with somebody's session; without it nobody is signed in. */
  as?: { api: Caller } | Caller;
  size?: { width: number; height: number };
  /** A Chromium of one's own, for what can only be said at its start. */
  launch?: LaunchOptions;
}

export type Visit = (app: App, options?: VisitOptions) => Promise<Page>;

let shared: Promise<Browser> | undefined;

/**
 * `it` with what a flow needs: `visit` opens an app in a browser context of its own (cookies apart) and, after the test, asks
 * that no page threw an error or broke its security policy; `books` asks the ledger what happened.
 */
export const it = test.extend<{ visit: Visit; books: Books }>({
  visit: async ({ task }, use) => {
    const open: { context: BrowserContext; own?: Browser }[] = [];
    const complaints: string[] = [];
    await use(async (app, { language = 'zh-CN', as, size = sizes[app], launch } = {}) => {
      const own = launch && (await chromium.launch(launch));
      const browser = own ?? (await (shared ??= chromium.connect(inject('browser'))));
      // Without motion: a click on a button that is still on its way to its place is a click beside it.
      const context = await browser.newContext({ baseURL: base(), locale: language, viewport: size, timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' });
      context.setDefaultTimeout(20_000);
      open.push({ context, ...(own ? { own } : {}) });
      context.on('weberror', (error) => complaints.push(String(error.error())));
      context.on('console', (message) => {
        // What the server refuses the browser notes as an error too; that is for the flow to judge.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(message.text());
      });
      if (as) await context.addCookies(('api' in as ? as.api : as).session());
      return context.newPage();
    });
    for (const { context, own } of open) {
      if (task.result?.state === 'fail') for (const page of context.pages()) await keepPicture(page, task.name);
      await context.close();
      await own?.close();
    }
    expect(complaints, 'errors on the pages').toEqual([]);
  },
  books: async ({}, use) => {
    const books = await Books.open();
    await use(books);
    expect(await books.sumsToZero(), 'every asset sums to zero').toBe(true);
  },
});

/** A picture of what was on the screen when a test failed says more than its stack. */
async function keepPicture(page: Page, test: string): Promise<void> {
  const folder = join(tmpdir(), 'tongbao-browser-failures');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${test.replace(/[^\p{L}\p{N}]+/gu, '-')}-${Date.now()}.png`);
  await page.screenshot({ path: file }).then(
    () => console.error(`The screen at the failure: ${file} (${page.url()})`),
    (error: unknown) => console.error(`No picture of ${page.url()}: ${String(error)}`),
  );
}
