import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { inject } from 'vitest';

export type App = 'wallet' | 'merchant' | 'console';
export interface Money {
  value: number;
  currency: string;
}
interface Transfer {
  from: string;
  to: string;
  asset: string;
  amount: number;
}
export interface Entry {
  id: string;
  kind: string;
  transfers: Transfer[];
}

export const base = (): string => inject('base');

let browser: Browser | undefined;

export async function openBrowser(): Promise<void> {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
  });
}

export async function closeBrowser(): Promise<void> {
  await browser?.close();
}

const sizes = { wallet: { width: 390, height: 844 }, merchant: { width: 820, height: 1100 }, console: { width: 1440, height: 900 } };

/** A browser of one's own (cookies apart) at an app, in Chinese unless said otherwise. Console errors of the page fail the test by `complaints`. */
export async function visit(app: App, language: 'zh-CN' | 'en' = 'zh-CN'): Promise<{ context: BrowserContext; page: Page; complaints: string[] }> {
  if (!browser) throw new Error('openBrowser() first');
  const context = await browser.newContext({ baseURL: base(), locale: language, viewport: sizes[app], timezoneId: 'Asia/Shanghai' });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { context, page, complaints };
}

/** The API as a program uses it: a session of its own, beside the browser, to set the scene and to read the books. */
export class Caller {
  private cookies = new Map<string, string>();

  private constructor(private readonly app: App) {}

  /** As the demo's person with this name, at the app where they are known. */
  static async as(app: App, name: string): Promise<Caller> {
    const caller = new Caller(app);
    const people = await caller.get<{ items: { id: string; app: App; name: string }[] }>('/demo/people');
    const person = people.items.find((one) => one.app === app && one.name === name);
    if (!person) throw new Error(`No ${name} at ${app} among ${people.items.map((one) => `${one.name}@${one.app}`).join(', ')}`);
    await caller.post('/demo/sessions', { app, id: person.id });
    return caller;
  }

  static anyone(app: App): Caller {
    return new Caller(app);
  }

  get<T>(path: string): Promise<T> {
    return this.answer<T>('GET', path);
  }

  post<T>(path: string, body: unknown, key: string = crypto.randomUUID()): Promise<T> {
    return this.answer<T>('POST', path, body, key);
  }

  async status(method: string, path: string, body?: unknown, key: string = crypto.randomUUID()): Promise<number> {
    return (await this.send(method, path, body, key)).status;
  }

  private async answer<T>(method: string, path: string, body?: unknown, key?: string): Promise<T> {
    const response = await this.send(method, path, body, key);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }

  private async send(method: string, path: string, body?: unknown, key?: string): Promise<Response> {
    if (method !== 'GET' && !this.cookies.has('XSRF-TOKEN')) await this.send('GET', '/me');
    const headers: Record<string, string> = { Accept: 'application/json', 'Tongbao-App': this.app };
    if (this.cookies.size) headers.Cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const csrf = this.cookies.get('XSRF-TOKEN');
    if (csrf && method !== 'GET') headers['X-XSRF-TOKEN'] = csrf;
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    if (key && method === 'POST') headers['Idempotency-Key'] = key;
    const response = await fetch(base() + path, { method, headers, body: body === undefined ? null : JSON.stringify(body) });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const at = pair.indexOf('=');
      const value = pair.slice(at + 1);
      if (value) this.cookies.set(pair.slice(0, at), value);
      else this.cookies.delete(pair.slice(0, at));
    }
    return response;
  }
}

/** What the books hold, read as an operator. */
export class Books {
  private constructor(private readonly operator: Caller) {}

  static async open(operatorName: string): Promise<Books> {
    return new Books(await Caller.as('console', operatorName));
  }

  entry(id: string): Promise<Entry> {
    return this.operator.get<Entry>(`/books/entries/${id}`);
  }

  async balance(code: string): Promise<number> {
    const page = await this.operator.get<{ items: { code: string; posted: number }[] }>(`/books/accounts?q=${encodeURIComponent(code)}&limit=100`);
    return page.items.find((account) => account.code === code)?.posted ?? 0;
  }

  /** How many entries of a kind touch an account, among the latest. */
  async count(kind: string, account: string): Promise<number> {
    const page = await this.operator.get<{ items: Entry[] }>(`/books/entries?kind=${kind}&limit=100`);
    return page.items.filter((entry) => entry.transfers.some((transfer) => transfer.from === account || transfer.to === account)).length;
  }

  async sumsToZero(): Promise<boolean> {
    const trial = await this.operator.get<{ totals: { asset: string; posted: number }[] }>('/books/trial-balance');
    return trial.totals.every((total) => total.posted === 0);
  }
}
