import type { Money } from '../api/types';

export type { Money };

const MINUS = '\u2212';

const formats = new Map<string, Intl.NumberFormat>();
const digitsOf = new Map<string, number>();

function formatOf(currency: string, locale: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
    formats.set(key, format);
  }
  return format;
}

/**
 * How many digits a currency has after the point: 2 for CNY, 0 for JPY.
 *
 * @param locale any: the digits are the same, but a format is dear to make, and that of a screen's own language is made already
 */
export function minorDigits(currency: string, locale = 'zh-CN'): number {
  let known = digitsOf.get(currency);
  if (known === undefined) {
    known = formatOf(currency, locale).resolvedOptions().maximumFractionDigits ?? 2;
    digitsOf.set(currency, known);
  }
  return known;
}

/** The amount as a plain decimal, exact: 1280 CNY is "12.80". */
export function toDecimal(money: Money, locale?: string): string {
  const digits = minorDigits(money.currency, locale);
  const minor = Math.abs(money.value).toString().padStart(digits + 1, '0');
  const sign = money.value < 0 ? '-' : '';
  return digits === 0 ? sign + minor : `${sign}${minor.slice(0, -digits)}.${minor.slice(-digits)}`;
}

export interface MoneyParts {
  sign: '' | '+' | typeof MINUS;
  symbol: string;
  whole: string;
  /** With its point, or empty: ".40". */
  fraction: string;
}

/** The parts of an amount, for screens that set its sign and decimals smaller. */
export function moneyParts(money: Money, locale = 'zh-CN', showPlus = false): MoneyParts {
  const decimal = toDecimal({ value: Math.abs(money.value), currency: money.currency }, locale);
  // As a string: a number would lose the last cents of a very large amount.
  const parts = formatOf(money.currency, locale).formatToParts(decimal as Intl.StringNumericLiteral);
  const of = (...types: string[]) =>
    parts
      .filter((part) => types.includes(part.type))
      .map((part) => part.value)
      .join('');
  return {
    sign: money.value < 0 ? MINUS : showPlus && money.value > 0 ? '+' : '',
    symbol: of('currency'),
    whole: of('integer', 'group'),
    fraction: of('decimal', 'fraction'),
  };
}

/** ¥1,234.50, −¥20.00 with a true minus; with showPlus +¥58.50. */
export function formatMoney(money: Money, locale = 'zh-CN', showPlus = false): string {
  const { sign, symbol, whole, fraction } = moneyParts(money, locale, showPlus);
  return `${sign}${symbol}${whole}${fraction}`;
}

/** The symbol alone, for a field that takes an amount. */
export function currencySymbol(currency: string, locale = 'zh-CN'): string {
  return moneyParts({ value: 0, currency }, locale).symbol;
}

export type AmountFault = 'empty' | 'not-a-number' | 'negative' | 'zero' | 'too-many-decimals' | 'too-large';

export type ParsedAmount = { ok: true; money: Money } | { ok: false; fault: AmountFault };

/** Reads what a person typed. Nothing is rounded: an amount that is not whole minor units is a fault. */
export function parseAmount(typed: string, currency: string): ParsedAmount {
  const parsed = parseMoney(typed, currency);
  return parsed.ok && parsed.money.value === 0 ? { ok: false, fault: 'zero' } : parsed;
}

/** As `parseAmount`, but zero is right too: an empty drawer was counted. */
export function parseMoney(typed: string, currency: string): ParsedAmount {
  const digits = minorDigits(currency);
  // NFKC turns the full-width digits of a Chinese keyboard into plain ones.
  const text = typed.normalize('NFKC').replace(/[\s,¥£$€]/g, '').replace('\u2212', '-').replace('。', '.');
  if (text === '') return { ok: false, fault: 'empty' };
  if (/^-\d*\.?\d*$/.test(text)) return { ok: false, fault: 'negative' };
  const match = /^(\d*)(?:\.(\d*))?$/.exec(text);
  if (!match || (!match[1] && !match[2])) return { ok: false, fault: 'not-a-number' };
  const fraction = match[2] ?? '';
  if (fraction.length > digits && /[1-9]/.test(fraction.slice(digits))) return { ok: false, fault: 'too-many-decimals' };
  const minor = BigInt((match[1] || '0') + fraction.slice(0, digits).padEnd(digits, '0'));
  if (minor > BigInt(Number.MAX_SAFE_INTEGER)) return { ok: false, fault: 'too-large' };
  return { ok: true, money: { value: Number(minor), currency } };
}

/** In basis points; null for what is no percentage above 0 and up to 100 with at most two decimals. */
export function basisPointsOf(typed: string | undefined): number | null {
  const text = (typed ?? '').trim();
  const basisPoints = Math.round(Number(text) * 100);
  return /^\d{1,3}(\.\d{1,2})?$/.test(text) && basisPoints > 0 && basisPoints <= 10_000 ? basisPoints : null;
}

export function minorOf(typed: string | undefined, currency: string): number | null {
  const parsed = parseAmount(typed ?? '', currency);
  return parsed.ok ? parsed.money.value : null;
}
