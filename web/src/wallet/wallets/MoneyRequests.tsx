import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import type { BillSplit, MoneyRequest, Page } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { Empty, ErrorState, Skeleton } from '../../shared/states';
import { When } from '../../shared/When';
import { api } from '../api';
import { Avatar, MoreOf } from '../parts';
import { Screen } from '../Screen';
import { RequestRows } from './RequestRow';

const LISTS = ['received', 'sent', 'splits'] as const;

/** What others ask me for, what I ask others for, and the bills I have split; which of them stands in the address. */
export function MoneyRequests() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const shown = LISTS.find((list) => list === search.get('list')) ?? 'received';
  return (
    <Screen
      title={t('requests.title')}
      back="/"
      bottom={
        <div className="pair">
          <Link className="button button-ghost" to="/splits/new">
            {t('splits.title')}
          </Link>
          <Link className="button button-primary" to="/requests/new">
            {t('requests.ask')}
          </Link>
        </div>
      }
    >
      <div className="segments segments-wide" role="radiogroup" aria-label={t('requests.which')}>
        {LISTS.map((list) => (
          <button key={list} type="button" role="radio" aria-checked={shown === list} onClick={() => setSearch({ list }, { replace: true })}>
            {t(list === 'splits' ? 'splits.tab' : `requests.${list}`)}
          </button>
        ))}
      </div>
      {shown === 'splits' ? <Splits /> : <Requests key={shown} direction={shown} />}
    </Screen>
  );
}

function Requests({ direction }: { direction: MoneyRequest['direction'] }) {
  const { t } = useWords();
  const requests = useInfiniteQuery({
    queryKey: ['money-requests', 'list', direction],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => api.get<Page<MoneyRequest>>('/money-requests', { query: { direction, cursor: pageParam, limit: 30 }, signal }),
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const all = requests.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {requests.isPending && <Skeleton rows={[62, 62, 62]} gap={2} />}
      {requests.isError && <ErrorState error={requests.error} onRetry={() => void requests.refetch()} />}
      {requests.isSuccess && all.length === 0 && <Empty>{t(direction === 'received' ? 'requests.noneReceived' : 'requests.noneSent')}</Empty>}
      {all.length > 0 && <RequestRows requests={all} />}
      <MoreOf list={requests} />
    </>
  );
}

function Splits() {
  const { t, language } = useWords();
  const splits = useInfiniteQuery({
    queryKey: ['bill-splits', 'list'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => api.get<Page<BillSplit>>('/bill-splits', { query: { cursor: pageParam, limit: 20 }, signal }),
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const all = splits.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {splits.isPending && <Skeleton rows={[62, 62]} gap={2} />}
      {splits.isError && <ErrorState error={splits.error} onRetry={() => void splits.refetch()} />}
      {splits.isSuccess && all.length === 0 && <Empty>{t('splits.none')}</Empty>}
      {all.length > 0 && (
        <ul className="card rows">
          {all.map((split) => (
            <li key={split.id}>
              <Link to={`/splits/${split.id}`} className="row" data-testid="split">
                <Avatar name={split.note ?? t('splits.tab')} tone="jade" />
                <span className="row-main">
                  {split.note ?? t('splits.title')}
                  <span className="row-note num">
                    <When at={split.madeAt} /> · {t('splits.paidBy', { paid: split.requests.filter(({ state }) => state === 'paid').length, all: split.requests.length })}
                  </span>
                </span>
                <span className="row-amount num">{formatMoney(split.total, language)}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      <MoreOf list={splits} />
    </>
  );
}
