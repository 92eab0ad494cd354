import type { Keyed } from './keypad';

/** What a customer shows at the till: 18 digits. */
export const PAY_CODE_DIGITS = 18;

export function isPayCode(text: string): boolean {
  return /^\d{18}$/.test(text);
}

/** People read the digits out in groups, and some scanners add spaces. */
export function digitsOf(text: string): string {
  return text.normalize('NFKC').replace(/\D/g, '');
}

const SCANNER_KEY_GAP_MS = 45;

/**
 * Tells a hand scanner from a person: it types faster than anybody can. What had been keyed before the burst began is kept,
 * so that the amount is the cashier's and the burst is the customer's code.
 */
export class ScannerBurst {
  private text = '';
  private lastAt = -Infinity;
  private before: Keyed | null = null;

  add(digit: string, atMs: number, keyedBefore: Keyed): void {
    if (atMs - this.lastAt > SCANNER_KEY_GAP_MS) {
      this.text = '';
      this.before = keyedBefore;
    }
    this.text += digit;
    this.lastAt = atMs;
  }

  end(atMs: number): { text: string; before: Keyed } | null {
    const fresh = atMs - this.lastAt <= SCANNER_KEY_GAP_MS * 2;
    const result = fresh && this.before ? { text: this.text, before: this.before } : null;
    this.text = '';
    return result;
  }
}
