import type { Quote } from '../../api/types';
import { hasOpenIntent } from '../../shared/intents';

const slot = (what: string) => `tongbao.quote.${what}`;

export function keepQuote(what: string, quote: Quote): void {
  try {
    sessionStorage.setItem(slot(what), JSON.stringify(quote));
  } catch {
    // not kept: a reload asks for a new price
  }
}

/** The quote of before a reload: while it holds, or as long as its payment is in doubt. */
export function keptQuote(what: string): Quote | undefined {
  try {
    const text = sessionStorage.getItem(slot(what));
    if (text === null) return undefined;
    const quote = JSON.parse(text) as Quote;
    if (Date.parse(quote.expiresAt) > Date.now() + 5_000 || hasOpenIntent(`pay.${quote.id}`)) return quote;
    sessionStorage.removeItem(slot(what));
  } catch {
    // unreadable: as good as none
  }
  return undefined;
}

export function forgetQuote(what: string): void {
  try {
    sessionStorage.removeItem(slot(what));
  } catch {
    // nothing was kept
  }
}
