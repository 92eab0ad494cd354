import { inject } from 'vitest';
import type { DemoPerson, Page } from '../src/api/types';

export type App = 'wallet' | 'merchant' | 'console';

export const base = (): string => inject('base');

export interface Refused {
  status: number;
  code?: string;
  errors?: { field: string; code: string }[];
}

/** The API as a program uses it: a session of its own, beside the browser, to set the scene and to ask what is true. */
export class Caller {
  private readonly cookies = new Map<string, string>();

  private constructor(readonly app: App) {}

  static anyone(app: App): Caller {
    return new Caller(app);
  }

  /** As the demo's person with this name, at the app where they are known. */
  static async as(app: App, name: string): Promise<Caller> {
    const caller = new Caller(app);
    const people = await caller.get<Page<DemoPerson>>('/demo/people');
    const person = people.items.find((one) => one.app === app && one.name === name);
    if (!person) throw new Error(`No ${name} at ${app} among ${people.items.map((one) => `${one.name}@${one.app}`).join(', ')}`);
    await caller.post('/demo/sessions', { app, id: person.id });
    return caller;
  }

  /** By phone and the code in the mailbox: somebody new is signed up. */
  static async byPhone(app: 'wallet' | 'merchant', phone: string): Promise<Caller> {
    const caller = new Caller(app);
    await caller.post('/codes', { phone, app });
    const code = await eventually(`a code for ${phone}`, async () => {
      const letters = await caller.get<Page<{ text: string }>>(`/demo/mailbox?limit=1&to=${phone}`);
      return /\b\d{6}\b/.exec(letters.items[0]?.text ?? '')?.[0];
    });
    await caller.post('/sessions', { app, phone, code });
    return caller;
  }

  get<T>(path: string): Promise<T> {
    return this.answer<T>('GET', path);
  }

  post<T>(path: string, body: unknown = {}, key: string = crypto.randomUUID()): Promise<T> {
    return this.answer<T>('POST', path, body, key);
  }

  /** A list for a spreadsheet, as it is. */
  upload<T>(path: string, list: string, key: string = crypto.randomUUID()): Promise<T> {
    return this.answer<T>('POST', path, new Blob([list]), key);
  }

  put<T>(path: string, body: unknown): Promise<T> {
    return this.answer<T>('PUT', path, body);
  }

  /** What a request is refused with; fails if it is let through. */
  async refusal(method: string, path: string, body?: unknown): Promise<Refused> {
    const response = await this.send(method, path, body, crypto.randomUUID());
    const text = await response.text();
    if (response.ok) throw new Error(`${method} ${path} was let through: ${text}`);
    return { ...(JSON.parse(text) as object), status: response.status };
  }

  /** The session as cookies, so that a browser can go on with it. */
  session(): { name: string; value: string; url: string }[] {
    return [...this.cookies].map(([name, value]) => ({ name, value, url: base() }));
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
    if (body !== undefined) headers['Content-Type'] = body instanceof Blob ? 'text/csv' : 'application/json';
    if (key && method === 'POST') headers['Idempotency-Key'] = key;
    const response = await fetch(base() + path, { method, headers, body: body === undefined ? null : body instanceof Blob ? body : JSON.stringify(body) });
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

/** Asks until there is an answer. */
export async function eventually<T>(what: string, ask: () => Promise<T | undefined | false>, withinMs = 15_000): Promise<T> {
  const giveUp = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > giveUp) throw new Error(`Waited ${withinMs / 1000} s in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
}
