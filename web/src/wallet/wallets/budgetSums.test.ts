import { describe, expect, it } from 'vitest';
import { howFar, overBy } from './budgetSums';

const cny = (value: number) => ({ value, currency: 'CNY' });
const of = (amount: number, spent: number) => ({ amount: cny(amount), spent: cny(spent) });

describe('a budget', () => {
  it('is nearly used above four fifths, and passed above all of it', () => {
    expect(howFar(of(1_000, 800)).state).toBe('well');
    expect(howFar(of(1_000, 801)).state).toBe('nearly');
    expect(howFar(of(1_000, 1_000))).toEqual({ state: 'nearly', share: 1, left: cny(0) });
    expect(howFar(of(1_000, 1_001))).toEqual({ state: 'passed', share: 1.001, left: cny(-1) });
    expect(howFar(of(1_000, -50))).toEqual({ state: 'well', share: 0, left: cny(1_050) });
  });

  it('is passed by a payment that takes more than is left', () => {
    expect(overBy(of(1_000, 900), 100)).toBeUndefined();
    expect(overBy(of(1_000, 900), 101)).toEqual(cny(1));
    expect(overBy(of(1_000, 1_200), 100)).toEqual(cny(300));
    expect(overBy(of(1_000, 1_200), 0)).toBeUndefined();
  });
});
