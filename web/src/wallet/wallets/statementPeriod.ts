/** Days as the API takes them: 2026-11-23. */
export interface Period {
  from: string;
  /** The last day, which counts. */
  to: string;
}

const DAYS_MAX = 366;
const DAY_MS = 86_400_000;

export function dayOf(at: Date): string {
  return `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`;
}

export function lastDayOf(month: string): string {
  const [year, of] = month.split('-').map(Number);
  return dayOf(new Date(year ?? 0, of ?? 1, 0));
}

export type PeriodFault = 'empty' | 'beforeFrom' | 'inFuture' | 'tooLong';

/** What is wrong with a period, by its field; nothing if it can be asked for. */
export function periodFaults({ from, to }: Period, today: string): Partial<Record<keyof Period, PeriodFault>> {
  if (!from || !to) return { ...(from ? {} : { from: 'empty' }), ...(to ? {} : { to: 'empty' }) };
  if (to < from) return { to: 'beforeFrom' };
  if (to > today) return { to: 'inFuture' };
  return (Date.parse(to) - Date.parse(from)) / DAY_MS >= DAYS_MAX ? { from: 'tooLong' } : {};
}
