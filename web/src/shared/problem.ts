import type { FieldError } from '../api/types';

export type { FieldError };

/**
 * What the API, or the way to it, refused. `code` is one of the server's problem codes, or
 * `offline` (this device has no network), `no-answer` (the request may or may not have been carried out),
 * `outdated` (a part of the app that is no longer there), `unreadable` (an answer that is not of our API).
 */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: FieldError[];
  /** The members of the problem beyond the usual, such as `left`, `quote`, `triesLeft`. */
  readonly members: Record<string, unknown>;
  /** Seconds, from Retry-After. */
  readonly retryAfter: number | undefined;

  constructor(status: number, code: string, detail: string, members: Record<string, unknown> = {}, retryAfter?: number) {
    super(`${code}: ${detail}`);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.members = members;
    this.errors = Array.isArray(members.errors) ? (members.errors as FieldError[]) : [];
    this.retryAfter = retryAfter;
  }

  /** True when asking again with the same key is right: nobody knows yet whether it was carried out. */
  get inDoubt(): boolean {
    return this.code === 'no-answer' || this.code === 'offline' || this.status >= 500 || this.status === 429;
  }
}

export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const detail = error instanceof Error ? error.message : String(error);
  // A part of the app that could not be fetched: no network, or a newer version has taken its place.
  if (/dynamically imported module|Importing a module|Unable to preload/i.test(detail)) return new Problem(0, navigator.onLine ? 'outdated' : 'offline', detail);
  return new Problem(0, 'unreadable', detail);
}
