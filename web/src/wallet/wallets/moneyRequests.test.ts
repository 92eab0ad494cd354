import { describe, expect, it } from 'vitest';
import { equalParts } from './moneyRequests';

describe('equal parts', () => {
  it('sum to the amount and differ by one at most', () => {
    for (const total of [0, 1, 99, 100, 10_003, 2 ** 53 - 1]) {
      for (const among of [1, 2, 3, 7, 21]) {
        const parts = equalParts(total, among);
        expect(parts).toHaveLength(among);
        expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(total));
        expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(1);
      }
    }
  });
});
