import { describe, expect, it } from 'vitest';
import { formatMoney, moneyParts, parseAmount, toDecimal } from './money';

const cny = (value: number) => ({ value, currency: 'CNY' });

describe('formatMoney', () => {
  it('writes the same amount alike in both languages', () => {
    expect(formatMoney(cny(123450), 'zh-CN')).toBe('¥1,234.50');
    expect(formatMoney(cny(123450), 'en')).toBe('¥1,234.50');
    expect(formatMoney({ value: 545540518, currency: 'GBP' }, 'zh-CN')).toBe('£5,455,405.18');
  });

  it('has a true minus before the symbol, and a plus when asked', () => {
    expect(formatMoney(cny(-2000))).toBe('\u2212¥20.00');
    expect(formatMoney(cny(5850), 'zh-CN', true)).toBe('+¥58.50');
  });

  it('is exact at the largest amount', () => {
    expect(formatMoney(cny(Number.MAX_SAFE_INTEGER))).toBe('¥90,071,992,547,409.91');
  });

  it('knows currencies without decimals', () => {
    expect(formatMoney({ value: 1500, currency: 'JPY' }, 'en')).toBe('¥1,500');
    expect(moneyParts({ value: 1500, currency: 'JPY' }).fraction).toBe('');
  });

  it('pads small amounts', () => {
    expect(toDecimal(cny(5))).toBe('0.05');
    expect(toDecimal(cny(-105))).toBe('-1.05');
  });
});

describe('parseAmount', () => {
  it('reads what people type', () => {
    for (const typed of ['12.8', '12.80', ' 12.80 ', '¥12.80', '１２．８', '12.800', '012.8']) {
      expect(parseAmount(typed, 'CNY')).toEqual({ ok: true, money: cny(1280) });
    }
    expect(parseAmount('1,234.5', 'CNY')).toEqual({ ok: true, money: cny(123450) });
    expect(parseAmount('.5', 'CNY')).toEqual({ ok: true, money: cny(50) });
  });

  it.each([
    ['', 'empty'],
    ['.', 'not-a-number'],
    ['abc', 'not-a-number'],
    ['1e5', 'not-a-number'],
    ['-5', 'negative'],
    ['0', 'zero'],
    ['0.00', 'zero'],
    ['1.005', 'too-many-decimals'],
    ['99999999999999999', 'too-large'],
  ])('names the fault of %j', (typed, fault) => {
    expect(parseAmount(typed, 'CNY')).toEqual({ ok: false, fault });
  });

  it('takes no decimals where the currency has none', () => {
    expect(parseAmount('15.5', 'JPY')).toEqual({ ok: false, fault: 'too-many-decimals' });
  });
});
