import { describe, expect, it } from 'vitest';
import { NOTHING_KEYED } from './keypad';
import { digitsOf, isPayCode, ScannerBurst } from './payCode';

const CODE = '289110450093716204';

describe('a pay code at the till', () => {
  it('has 18 digits, however they are grouped', () => {
    expect(isPayCode(digitsOf('2891 1045 0093 7162 04'))).toBe(true);
    expect(isPayCode(digitsOf('２８９１10450093716204'))).toBe(true);
    expect(isPayCode('28911045009371620')).toBe(false);
  });

  it('is told from typing by its speed, and leaves the amount alone', () => {
    const burst = new ScannerBurst();
    const amount = { sumMinor: 0, typed: '104' };
    burst.add('4', 0, { sumMinor: 0, typed: '10' });
    [...CODE].forEach((digit, i) => burst.add(digit, 2000 + i * 10, amount));
    expect(burst.end(2185)).toEqual({ text: CODE, before: amount });
  });

  it('is not seen in slow typing', () => {
    const burst = new ScannerBurst();
    [...CODE].forEach((digit, i) => burst.add(digit, i * 200, NOTHING_KEYED));
    expect(burst.end(17 * 200 + 20)?.text).not.toBe(CODE);
  });
});
