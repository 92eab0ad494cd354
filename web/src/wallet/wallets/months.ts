/** Months as the API takes them: 2026-11. */

export function monthOf(day: Date): string {
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}`;
}

/** The month so many after it; before it, below zero. */
export function monthAfter(month: string, by: number): string {
  const first = firstOf(month);
  return monthOf(new Date(first.getFullYear(), first.getMonth() + by, 1));
}

/** 2026年11月 / November 2026. */
export function monthName(month: string, language: string): string {
  return firstOf(month).toLocaleDateString(language, { year: 'numeric', month: 'long' });
}

/** 11月 / Nov, where the year is plain. */
export function shortMonth(month: string, language: string): string {
  return firstOf(month).toLocaleDateString(language, { month: 'short' });
}

/** The month that an address names, if it names one that has come. */
export function monthIn(search: URLSearchParams, now: Date = new Date()): string {
  const asked = search.get('month') ?? '';
  const last = monthOf(now);
  return /^(19[7-9]|2\d\d)\d-(0[1-9]|1[0-2])$/.test(asked) && asked <= last ? asked : last;
}

function firstOf(month: string): Date {
  const [year, of] = month.split('-').map(Number);
  return new Date(year ?? 0, (of ?? 1) - 1, 1);
}
