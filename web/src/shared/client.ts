import type { AppName } from '../api/types';
import { Problem } from './problem';

const TIMEOUT_MS = 20_000;
/** A file of a long list is written, or read, as it comes. */
const FILE_TIMEOUT_MS = 600_000;

export interface RequestOptions {
  query?: Record<string, string | number | boolean | null | undefined>;
  /** For what moves value: the key of the intent, the same for every try of it (see intents.ts). */
  idempotencyKey?: string;
  signal?: AbortSignal;
  accept?: string;
}

export interface Client {
  readonly app: AppName | undefined;
  get<T>(path: string, options?: RequestOptions): Promise<T>;
  /** A file as the body is sent as it is, a list for a spreadsheet. */
  post<T>(path: string, body?: unknown, options?: RequestOptions): Promise<T>;
  put<T>(path: string, body?: unknown, options?: RequestOptions): Promise<T>;
  delete<T>(path: string, options?: RequestOptions): Promise<T>;
  /** A file as it is: a statement, a picture. */
  file(path: string, options?: RequestOptions): Promise<Blob>;
}

function csrfToken(): string | undefined {
  const cookie = document.cookie.split('; ').find((pair) => pair.startsWith('XSRF-TOKEN='));
  return cookie && decodeURIComponent(cookie.slice('XSRF-TOKEN='.length));
}

/** The API as one app sees it: its session cookie, its CSRF token, its problems as exceptions. */
export function createClient(app?: AppName): Client {
  async function once(method: string, path: string, body: unknown, options: RequestOptions, timeoutMs = TIMEOUT_MS): Promise<Response> {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(options.query ?? {})) {
      if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
    }
    const headers = new Headers({ Accept: options.accept ?? 'application/json, application/problem+json' });
    if (app) headers.set('Tongbao-App', app);
    if (body !== undefined) headers.set('Content-Type', body instanceof Blob ? 'text/csv' : 'application/json');
    if (options.idempotencyKey) headers.set('Idempotency-Key', options.idempotencyKey);
    if (method !== 'GET') {
      const token = csrfToken();
      if (token) headers.set('X-XSRF-TOKEN', token);
    }
    const timeout = AbortSignal.timeout(body instanceof Blob ? FILE_TIMEOUT_MS : timeoutMs);
    try {
      return await fetch(query.size ? `${path}?${query}` : path, {
        method,
        headers,
        credentials: 'same-origin',
        cache: 'no-store',
        signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
        ...(body === undefined ? {} : { body: body instanceof Blob ? body : JSON.stringify(body) }),
      });
    } catch (error) {
      if (options.signal?.aborted) throw error;
      throw navigator.onLine
        ? new Problem(0, 'no-answer', `${method} ${path} got no answer`)
        : new Problem(0, 'offline', 'No network');
    }
  }

  async function request<T>(method: string, path: string, body: unknown, options: RequestOptions = {}): Promise<T> {
    // Any answer of the server brings the token; /me is the cheapest.
    if (method !== 'GET' && !csrfToken()) await once('GET', '/me', undefined, {});
    const tokenBefore = csrfToken();
    let response = await once(method, path, body, options);
    // The token turns at sign-in, maybe in another tab: a refusal that brings a new one is worth one more try.
    if (response.status === 403 && method !== 'GET' && csrfToken() !== tokenBefore) {
      response = await once(method, path, body, options);
    }
    return read<T>(response, method, path);
  }

  return {
    app,
    get: (path, options) => request('GET', path, undefined, options),
    post: (path, body, options) => request('POST', path, body, options),
    put: (path, body, options) => request('PUT', path, body, options),
    delete: (path, options) => request('DELETE', path, undefined, options),
    file: async (path, options) => {
      const response = await once('GET', path, undefined, { ...options, accept: '*/*' }, FILE_TIMEOUT_MS);
      if (!response.ok) return read<Blob>(response, 'GET', path);
      try {
        return await response.blob();
      } catch {
        throw new Problem(0, 'no-answer', `GET ${path} broke off`);
      }
    },
  };
}

async function read<T>(response: Response, method: string, path: string): Promise<T> {
  let text: string;
  try {
    text = await response.text();
  } catch {
    throw new Problem(0, 'no-answer', `${method} ${path} broke off`);
  }
  let body: unknown;
  try {
    body = text === '' ? undefined : JSON.parse(text);
  } catch {
    throw new Problem(response.status, response.ok ? 'unreadable' : codeOf(response.status), `${method} ${path}: not JSON`);
  }
  if (response.ok) return body as T;
  const members = (body ?? {}) as Record<string, unknown>;
  const retryAfter = Number(response.headers.get('Retry-After'));
  throw new Problem(
    response.status,
    typeof members.code === 'string' ? members.code : codeOf(response.status),
    typeof members.detail === 'string' ? members.detail : '',
    members,
    retryAfter > 0 ? retryAfter : undefined,
  );
}

/** For answers that are not of our API, a proxy's for example. */
function codeOf(status: number): string {
  if (status === 401) return 'not-signed-in';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  if (status === 429) return 'too-often';
  return status >= 500 ? 'busy' : 'malformed';
}
