/**
 * What an offer would do to one sample basket, for the preview beside the form. It mirrors the arithmetic of the
 * server's pricing for one offer alone; the price a customer pays always comes from the server.
 */
export type Benefit =
  | { kind: 'spend_and_save'; steps: { thresholdMinor: number; offMinor: number }[] }
  | { kind: 'first_order'; offMinor: number; thresholdMinor: number }
  | { kind: 'percent_off' | 'cashback'; basisPoints: number; capMinor: number | null; thresholdMinor: number };

export interface Sample {
  grossMinor: number;
  discountMinor: number;
  payableMinor: number;
  cashbackMinor: number;
  /** What each sponsor gives, in the order of the shares; sums to discount + cashback. */
  sponsorsMinor: number[];
  /** The amount from which the offer would apply, when it does not apply here. */
  missingThresholdMinor: number | null;
}

export function sampleOf(benefit: Benefit, grossMinor: number, sharesBasisPoints: number[]): Sample {
  const { discount, cashback, missing } = worth(benefit, grossMinor);
  const given = discount > 0 ? discount : cashback;
  return {
    grossMinor,
    discountMinor: discount,
    payableMinor: grossMinor - discount,
    cashbackMinor: cashback,
    sponsorsMinor: largestRemainder(given, sharesBasisPoints),
    missingThresholdMinor: missing,
  };
}

function worth(benefit: Benefit, gross: number): { discount: number; cashback: number; missing: number | null } {
  switch (benefit.kind) {
    case 'spend_and_save': {
      const reached = benefit.steps.filter((step) => step.thresholdMinor <= gross);
      const best = Math.max(0, ...reached.map((step) => step.offMinor));
      const lowest = Math.min(...benefit.steps.map((step) => step.thresholdMinor));
      const missing = reached.length === 0 && Number.isFinite(lowest) ? lowest : null;
      return { discount: Math.min(best, gross), cashback: 0, missing };
    }
    case 'first_order':
      return gross < benefit.thresholdMinor
        ? { discount: 0, cashback: 0, missing: benefit.thresholdMinor }
        : { discount: Math.min(benefit.offMinor, gross), cashback: 0, missing: null };
    case 'percent_off':
    case 'cashback': {
      if (gross < benefit.thresholdMinor) return { discount: 0, cashback: 0, missing: benefit.thresholdMinor };
      const given = part(gross, benefit.basisPoints, benefit.capMinor);
      return benefit.kind === 'cashback' ? { discount: 0, cashback: given, missing: null } : { discount: given, cashback: 0, missing: null };
    }
  }
}

function part(gross: number, basisPoints: number, capMinor: number | null): number {
  const share = Math.floor((gross * basisPoints) / 10_000);
  return capMinor === null ? share : Math.min(share, capMinor);
}

/** Splits a total by weights so that the parts sum to it; units left over go to the largest remainders, ties to the earlier. */
export function largestRemainder(total: number, weights: number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum <= 0) return weights.map(() => 0);
  const parts = weights.map((weight) => Math.floor((total * weight) / sum));
  const remainders = weights.map((weight, i) => ({ i, remainder: (total * weight) % sum }));
  remainders.sort((a, b) => b.remainder - a.remainder || a.i - b.i);
  let left = total - parts.reduce((a, b) => a + b, 0);
  for (const { i } of remainders) {
    if (left === 0) break;
    parts[i] = (parts[i] ?? 0) + 1;
    left -= 1;
  }
  return parts;
}
