import { describe, expect, it } from 'vitest';
import { code128 } from './code128';

describe('code128', () => {
  it('draws start, nine pairs, check and stop for 18 digits', () => {
    const { bars, width } = code128('289112345678900417');
    // 11 modules each for start, 9 pairs and the check, 13 for the stop
    expect(width).toBe(11 * 11 + 13);
    expect(bars).toHaveLength(11 * 3 + 4);
    expect(bars[0]).toEqual({ x: 0, width: 2 });
  });

  it('has the check of the standard', () => {
    // Start C (105) + 1 × 12 + 2 × 34 = 185; 185 mod 103 = 82: pattern 121142
    const { bars } = code128('1234');
    expect(bars.slice(9, 12).map((bar) => bar.width)).toEqual([1, 1, 4]);
  });

  it('refuses what is not pairs of digits', () => {
    expect(() => code128('123')).toThrow();
    expect(() => code128('12a4')).toThrow();
  });
});
