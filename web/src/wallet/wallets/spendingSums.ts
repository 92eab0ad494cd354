import type { Money, Spending } from '../../api/types';

/** One currency's spending: each category and all of them together. */
export interface SpendingIn {
  currency: string;
  /** The oldest first; the month on the screen comes last. */
  months: { month: string; spent: Money }[];
  /** What has something in the month on the screen, or had in the one before. */
  categories: OfCategory[];
}

export interface OfCategory {
  category: string;
  spent: Money;
  before: Money;
  payments: number;
}

export function byCurrency(spending: Spending[]): SpendingIn[] {
  return [...new Set(spending.map(({ currency }) => currency))].map((currency) => {
    const own = spending.filter((of) => of.currency === currency);
    return {
      currency,
      months: (own[0]?.months ?? []).map(({ month }, at) => ({
        month,
        spent: { value: own.reduce((sum, of) => sum + (of.months[at]?.spent.value ?? 0), 0), currency },
      })),
      categories: own.map(ofCategory).filter(({ spent, before, payments }) => payments > 0 || spent.value !== 0 || before.value !== 0),
    };
  });
}

function ofCategory({ category, currency, months }: Spending): OfCategory {
  const none: Money = { value: 0, currency };
  const last = months.at(-1);
  return { category, spent: last?.spent ?? none, before: months.at(-2)?.spent ?? none, payments: last?.payments ?? 0 };
}

/** The part of the longest bar: from zero, and nothing below it. */
export function shareOf(amount: Money, longest: number): number {
  return longest > 0 ? Math.max(0, amount.value) / longest : 0;
}
