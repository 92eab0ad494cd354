import { useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useSearchParams } from 'react-router';
import type { Bill, Page } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { Empty, ErrorState, Skeleton } from '../../shared/states';
import { api } from '../api';
import { Button } from '../parts';
import { BillRow } from './BillRow';

const KINDS = ['payment', 'refund', 'top_up', 'withdrawal', 'send_in', 'send_out'] as const;
const MONTHS_BACK = 24;

/** Newest first, by month; the filters live in the address, so that going back keeps them. */
export function Bills() {
  const { t, language } = useWords();
  const [search, setSearch] = useSearchParams();
  const kind = search.get('kind') ?? '';
  const direction = search.get('direction') ?? '';
  const month = search.get('month') ?? '';
  const typed = search.get('q') ?? '';
  const q = useDeferredValue(typed);

  const bills = useInfiniteQuery({
    queryKey: ['bills', { kind, direction, month, q }],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Bill>>('/bills', { query: { kind, direction, month, q, cursor: pageParam, limit: 30 }, signal }),
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (previous) => previous,
  });

  function choose(name: string, value: string) {
    setSearch(
      (now) => {
        if (value) now.set(name, value);
        else now.delete(name);
        return now;
      },
      { replace: true },
    );
  }

  const all = bills.data?.pages.flatMap((page) => page.items) ?? [];
  const months = grouped(all);
  const filtered = Boolean(kind || direction || month || q);
  return (
    <div className="screen-body">
      <h1 className="tab-title">{t('tab.bills')}</h1>
      <div className="filters">
        <input type="search" aria-label={t('bill.search')} placeholder={t('bill.search')} maxLength={60} value={typed} onChange={(event) => choose('q', event.target.value)} />
        <select aria-label={t('bill.month')} value={month} onChange={(event) => choose('month', event.target.value)}>
          <option value="">{t('bill.allMonths')}</option>
          {lastMonths(MONTHS_BACK).map((one) => (
            <option key={one} value={one}>
              {monthName(one, language)}
            </option>
          ))}
        </select>
      </div>
      <div className="chips" role="group" aria-label={t('bill.filter')}>
        <Chip on={!kind && !direction} label={t('bill.all')} onClick={() => setSearch((now) => (now.delete('kind'), now.delete('direction'), now), { replace: true })} />
        <Chip on={direction === 'out'} label={t('bill.out')} onClick={() => choose('direction', direction === 'out' ? '' : 'out')} />
        <Chip on={direction === 'in'} label={t('bill.in')} onClick={() => choose('direction', direction === 'in' ? '' : 'in')} />
        {KINDS.map((one) => (
          <Chip key={one} on={kind === one} label={t(`bill.kind.${one}`)} onClick={() => choose('kind', kind === one ? '' : one)} />
        ))}
      </div>
      {bills.isPending && <Skeleton rows={[62, 62, 62, 62, 62]} gap={2} />}
      {bills.isError && <ErrorState error={bills.error} onRetry={() => void bills.refetch()} />}
      {bills.isSuccess && all.length === 0 && <Empty>{filtered ? t('bill.noneFound') : t('home.noBills')}</Empty>}
      {[...months].map(([name, items]) => (
        <section key={name}>
          <h2 className="section">{monthName(name, language)}</h2>
          <ul className="card rows">
            {items.map((bill) => (
              <li key={bill.id}>
                <BillRow bill={bill} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {bills.hasNextPage && (
        <Button kind="ghost" busy={bills.isFetchingNextPage} onClick={() => void bills.fetchNextPage()}>
          {t('action.more')}
        </Button>
      )}
    </div>
  );
}

/** As the API takes them: 2026-11. */
function lastMonths(count: number): string[] {
  const now = new Date();
  return Array.from({ length: count }, (_, back) => {
    const month = new Date(now.getFullYear(), now.getMonth() - back, 1);
    return `${month.getFullYear()}-${String(month.getMonth() + 1).padStart(2, '0')}`;
  });
}

/** By the month on the reader's calendar. */
function grouped(bills: Bill[]): Map<string, Bill[]> {
  const months = new Map<string, Bill[]>();
  for (const bill of bills) {
    const at = new Date(bill.at);
    const name = `${at.getFullYear()}-${at.getMonth() + 1}`;
    const month = months.get(name);
    if (month) month.push(bill);
    else months.set(name, [bill]);
  }
  return months;
}

function monthName(month: string, language: string): string {
  const [year, of] = month.split('-').map(Number);
  return new Date(year ?? 0, (of ?? 1) - 1, 1).toLocaleDateString(language, { year: 'numeric', month: 'long' });
}

function Chip({ on, label, onClick }: { on: boolean; label: string; onClick: () => void }) {
  return (
    <button type="button" className="filter-chip" aria-pressed={on} onClick={onClick}>
      {label}
    </button>
  );
}
