import { asProblem } from './problem';

/**
 * One intent of a person ("top up 100 from this card") has one Idempotency-Key, however often it is sent: a
 * double click, a lost answer, a reload of the page. The key is let go when the server has said yes or no.
 * Another body is another intent, and gets another key.
 */
interface Kept {
  key: string;
  fingerprint: string;
}

const slot = (scope: string) => `tongbao.intent.${scope}`;

export function intentKey(scope: string, fingerprint: unknown): string {
  const wanted = JSON.stringify(fingerprint);
  const kept = readKept(scope);
  if (kept?.fingerprint === wanted) return kept.key;
  const key = newKey();
  try {
    sessionStorage.setItem(slot(scope), JSON.stringify({ key, fingerprint: wanted } satisfies Kept));
  } catch {
    // Without storage the key does not outlive a reload; the quote and the pay code still guard against paying twice.
  }
  return key;
}

export function finishIntent(scope: string): void {
  try {
    sessionStorage.removeItem(slot(scope));
  } catch {
    // nothing was kept
  }
}

/** True when an earlier try got no answer, for example before the page was loaded again. */
export function hasOpenIntent(scope: string): boolean {
  return readKept(scope) !== undefined;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Sends an intent until its outcome is known: while it is in doubt it is sent again with the same key, a few
 * times; then the problem is thrown and the key stays for the next press of the button.
 *
 * @param fingerprint what makes it this intent and no other; never a PIN, it is kept in the session's storage
 */
export async function carryOut<T>(
  scope: string,
  fingerprint: unknown,
  send: (idempotencyKey: string) => Promise<T>,
  waitsMs: readonly number[] = [400, 1200, 3000],
): Promise<T> {
  const key = intentKey(scope, fingerprint);
  for (let tries = 0; ; tries++) {
    try {
      const answer = await send(key);
      finishIntent(scope);
      return answer;
    } catch (error) {
      const problem = asProblem(error);
      if (!problem.inDoubt) {
        finishIntent(scope);
        throw problem;
      }
      const wait = waitsMs[tries];
      if (wait === undefined || problem.status === 429) throw problem;
      await pause(wait);
    }
  }
}

function readKept(scope: string): Kept | undefined {
  try {
    const text = sessionStorage.getItem(slot(scope));
    return text === null ? undefined : (JSON.parse(text) as Kept);
  } catch {
    return undefined;
  }
}

/** crypto.randomUUID is missing on plain HTTP from another machine; getRandomValues is not. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
