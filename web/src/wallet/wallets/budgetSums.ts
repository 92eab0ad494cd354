import type { Money, SpendingBudget } from '../../api/types';

/** Above this part of a budget it is nearly used. */
const NEARLY = 0.8;

/** @returns share: of the budget, from zero; left: below zero when it is passed */
export function howFar({ amount, spent }: Pick<SpendingBudget, 'amount' | 'spent'>): { state: 'well' | 'nearly' | 'passed'; share: number; left: Money } {
  const share = Math.max(0, spent.value) / amount.value;
  const state = spent.value > amount.value ? 'passed' : share > NEARLY ? 'nearly' : 'well';
  return { state, share, left: { ...amount, value: amount.value - spent.value } };
}

/** By how much more spending passes the budget; undefined if it does not, or adds nothing. */
export function overBy({ amount, spent }: Pick<SpendingBudget, 'amount' | 'spent'>, more: number): Money | undefined {
  const over = spent.value + more - amount.value;
  return more > 0 && over > 0 ? { ...amount, value: over } : undefined;
}
