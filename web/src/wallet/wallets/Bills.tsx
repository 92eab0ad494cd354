import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { Bill, MonthSums, Page } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { Empty, ErrorState, Skeleton } from '../../shared/states';
import { api } from '../api';
import { MoreOf } from '../parts';
import { BillRows } from './BillRow';
import { monthAfter, monthName, monthOf } from './months';

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
      <header className="title-row">
        <h1 className="tab-title">{t('tab.bills')}</h1>
        <Link to={month ? `/statement?month=${month}` : '/statement'}>{t('statement.title')}</Link>
      </header>
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
          <h2 className="section">
            {monthName(name, language)}
            <Link to={`/spending?month=${name}`} aria-label={t('spending.ofMonth', { month: monthName(name, language) })}>
              {t('spending.title')}
            </Link>
          </h2>
          {!kind && !direction && !q && <MonthTotals month={name} />}
          <BillRows bills={items} />
        </section>
      ))}
      <MoreOf list={bills} />
    </div>
  );
}

function lastMonths(count: number): string[] {
  const last = monthOf(new Date());
  return Array.from({ length: count }, (_, back) => monthAfter(last, -back));
}

/** What went out, came in and was saved, in each currency; nothing where it could not be read, since the bills themselves are there. */
function MonthTotals({ month }: { month: string }) {
  const { t, language } = useWords();
  const sums = useQuery({
    queryKey: ['bills', 'sums', month],
    queryFn: ({ signal }) => api.get<Page<MonthSums>>('/bill-sums', { query: { month }, signal }),
  });
  return (
    <p className="month-totals num">
      {sums.data?.items.map((of) => (
        <span key={of.currency}>
          <span>{t('bill.totalOut', { amount: formatMoney(of.out, language) })}</span>
          <span>{t('bill.totalIn', { amount: formatMoney(of.in, language) })}</span>
          {of.saved.value > 0 && <span className="gold">{t('bill.saved', { amount: formatMoney(of.saved, language) })}</span>}
        </span>
      ))}
    </p>
  );
}

/** By the month on the reader's calendar. */
function grouped(bills: Bill[]): Map<string, Bill[]> {
  const months = new Map<string, Bill[]>();
  for (const bill of bills) {
    const at = new Date(bill.at);
    const name = monthOf(at);
    const month = months.get(name);
    if (month) month.push(bill);
    else months.set(name, [bill]);
  }
  return months;
}

function Chip({ on, label, onClick }: { on: boolean; label: string; onClick: () => void }) {
  return (
    <button type="button" className="filter-chip" aria-pressed={on} onClick={onClick}>
      {label}
    </button>
  );
}
