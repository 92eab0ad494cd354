import type { Quote } from '../../api/types';
import { hasOpenIntent } from '../../shared/intents';

const SLOTS = 'tongbao.quote.';
const slot = (what: string) => SLOTS + what;

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

/** All of them but those whose payment is in doubt: these are asked again by the same quote. */
export function forgetQuotes(): void {
  try {
    for (const name of Object.keys(sessionStorage)) {
      if (name.startsWith(SLOTS) && !hasOpenIntent(`pay.${(JSON.parse(sessionStorage.getItem(name) ?? '{}') as Partial<Quote>).id}`)) sessionStorage.removeItem(name);
    }
  } catch {
    // nothing was kept
  }
}
