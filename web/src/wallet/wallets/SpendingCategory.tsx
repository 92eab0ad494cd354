import { useInfiniteQuery } from '@tanstack/react-query';
import { useParams, useSearchParams } from 'react-router';
import type { Bill, BillCategory, Page } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { Empty, ErrorState, Skeleton } from '../../shared/states';
import { useCategories } from '../../shared/useCategories';
import { api } from '../api';
import { MoreOf } from '../parts';
import { Screen } from '../Screen';
import { BillRows } from './BillRow';
import { CategoryChoice } from './CategoryChoice';
import { monthIn, monthName } from './months';
import './spending.css';

/** What was spent under one category in a month, merchant by merchant, each of which can be put under another. */
export function SpendingCategory() {
  const { t, language } = useWords();
  const { category = '' } = useParams();
  const [search] = useSearchParams();
  const month = monthIn(search);
  const categories = useCategories(api);
  const bills = useInfiniteQuery({
    queryKey: ['bills', { category, month }],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => api.get<Page<Bill>>('/bills', { query: { category, month, cursor: pageParam, limit: 30 }, signal }),
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const merchants = byMerchant(bills.data?.pages.flatMap((page) => page.items) ?? []);
  return (
    <Screen title={categories.nameOf(category)} back={`/spending?month=${month}`}>
      <p className="muted small">{monthName(month, language)}</p>
      {bills.isPending && <Skeleton rows={[48, 62, 62, 62]} />}
      {bills.isError && <ErrorState error={bills.error} onRetry={() => void bills.refetch()} />}
      {bills.isSuccess && merchants.length === 0 && <Empty>{t('spending.noneHere')}</Empty>}
      {merchants.map(({ spentAt, name, of }) => (
        <section key={spentAt.merchantId} data-testid="merchant">
          <div className="merchant-head">
            <h2>{name}</h2>
            <CategoryChoice spentAt={spentAt} name={name} />
          </div>
          <BillRows bills={of} />
        </section>
      ))}
      <MoreOf list={bills} />
    </Screen>
  );
}

interface AtMerchant {
  spentAt: BillCategory;
  name: string;
  of: Bill[];
}

/** Where something was spent last comes first. */
function byMerchant(bills: Bill[]): AtMerchant[] {
  const merchants = new Map<string, AtMerchant>();
  for (const bill of bills) {
    if (!bill.spentAt) continue;
    const known = merchants.get(bill.spentAt.merchantId);
    if (known) known.of.push(bill);
    else merchants.set(bill.spentAt.merchantId, { spentAt: bill.spentAt, name: bill.counterparty ?? '', of: [bill] });
  }
  return [...merchants.values()];
}
