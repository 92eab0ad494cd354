import { describe, expect, it } from 'vitest';
import { largestRemainder, sampleOf } from './sample';

describe('the preview of an offer', () => {
  const steps = {
    kind: 'spend_and_save' as const,
    steps: [
      { thresholdMinor: 10000, offMinor: 2000 },
      { thresholdMinor: 20000, offMinor: 4500 },
    ],
  };

  it('takes the best step that the basket reaches', () => {
    expect(sampleOf(steps, 10400, [7000, 2000, 1000])).toMatchObject({
      discountMinor: 2000,
      payableMinor: 8400,
      sponsorsMinor: [1400, 400, 200],
      missingThresholdMinor: null,
    });
    expect(sampleOf(steps, 25000, [10000]).discountMinor).toBe(4500);
  });

  it('says from where an offer would apply', () => {
    expect(sampleOf(steps, 9999, [10000])).toMatchObject({ discountMinor: 0, missingThresholdMinor: 10000 });
  });

  it('rounds a percentage down and holds its cap', () => {
    expect(sampleOf({ kind: 'percent_off', basisPoints: 525, capMinor: null, thresholdMinor: 0 }, 1999, [10000]).discountMinor).toBe(104);
    expect(sampleOf({ kind: 'percent_off', basisPoints: 2000, capMinor: 500, thresholdMinor: 0 }, 10000, [10000]).discountMinor).toBe(500);
  });

  it('never takes more off than the basket is worth', () => {
    const sample = sampleOf({ kind: 'first_order', offMinor: 1500, thresholdMinor: 0 }, 1200, [10000]);
    expect(sample).toMatchObject({ discountMinor: 1200, payableMinor: 0 });
  });

  it('gives cashback without touching the price', () => {
    const sample = sampleOf({ kind: 'cashback', basisPoints: 300, capMinor: null, thresholdMinor: 5000 }, 8000, [5000, 5000]);
    expect(sample).toMatchObject({ payableMinor: 8000, cashbackMinor: 240, sponsorsMinor: [120, 120] });
  });

  it('splits without losing a unit, ties to the earlier sponsor', () => {
    expect(largestRemainder(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(largestRemainder(1, [1, 1])).toEqual([1, 0]);
  });
});
