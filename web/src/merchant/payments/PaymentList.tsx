import { DownloadOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, DatePicker, Input, Segmented, Select } from 'antd';
import dayjs from 'dayjs';
import { type ReactNode, useDeferredValue } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { Order, OrderState, Payment, PaymentState } from '../../api/types';
import { saveCsv } from '../../shared/desk/csv';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { toDecimal } from '../../shared/money';
import { Empty, ErrorState, Skeleton } from '../../shared/states';
import { api } from '../api';
import { dayAfter } from './day';
import { OrderRow, PaymentRow } from './PaymentRow';

const PAYMENT_STATES: PaymentState[] = ['paid', 'partly_refunded', 'refunded', 'pending', 'declined'];
/** Refunded, in part or in full: two states of the API in one list. */
const GIVEN_BACK = 'given_back';
const ORDER_STATES: OrderState[] = ['open', 'pending', 'cancelling', 'paid', 'partly_refunded', 'refunded', 'cancelled', 'expired'];

/** Payments and orders of the shop. What is searched for stands in the address, so that back and reload keep it. */
export function PaymentList() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const list = search.get('list') === 'orders' ? 'orders' : 'payments';
  const filter = { q: search.get('q') ?? '', state: search.get('state') ?? '', day: list === 'payments' ? (search.get('day') ?? '') : '' };
  const filtered = filter.q !== '' || filter.state !== '' || filter.day !== '';
  const states: [string, string][] = list === 'orders' ? ORDER_STATES.map((state) => [state, t(`payments.orderStates.${state}`)]) : [...PAYMENT_STATES, GIVEN_BACK].map((state) => [state, t(`payments.states.${state}`)]);

  function change(part: Record<string, string>) {
    const next = new URLSearchParams(search);
    for (const [name, value] of Object.entries(part)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    setSearch(next, { replace: true });
  }

  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('payments.title')}</h1>
        <Segmented
          value={list}
          onChange={(value) => change({ list: value === 'orders' ? 'orders' : '', state: '' })}
          options={[
            { value: 'payments', label: t('payments.payments') },
            { value: 'orders', label: t('payments.orders') },
          ]}
        />
      </header>
      <div className="filters" role="search">
        <Input
          allowClear
          aria-label={t('payments.search')}
          placeholder={t('payments.search')}
          prefix={<SearchOutlined className="muted" />}
          value={filter.q}
          onChange={(event) => change({ q: event.target.value })}
        />
        <Select
          aria-label={t('payments.state')}
          value={filter.state}
          onChange={(state) => change({ state })}
          options={[{ value: '', label: t('payments.anyState') }, ...states.map(([value, label]) => ({ value, label }))]}
        />
        {list === 'payments' && (
        <DatePicker
          aria-label={t('payments.day')}
          value={filter.day ? dayjs(filter.day) : null}
          onChange={(date) => change({ day: date ? date.format('YYYY-MM-DD') : '' })}
        />
        )}
      </div>
      {list === 'payments' ? <Payments filter={filter} filtered={filtered} onClear={() => setSearch({}, { replace: true })} /> : <Orders filter={filter} filtered={filtered} onClear={() => setSearch({ list: 'orders' }, { replace: true })} />}
    </div>
  );
}

interface ListProps {
  filter: { q: string; state: string; day: string };
  filtered: boolean;
  onClear: () => void;
}

function Payments({ filter, filtered, onClear }: ListProps) {
  const { t } = useWords();
  const asked = useDeferredValue(filter);
  const both = asked.state === GIVEN_BACK;
  const query = { q: asked.q, ...(asked.day ? { from: asked.day, until: dayAfter(asked.day) } : {}) };
  const one = usePages<Payment>(api, '/payments', { ...query, state: both ? 'refunded' : asked.state }, { refetchMs: 15_000 });
  const other = usePages<Payment>(api, '/payments', { ...query, state: 'partly_refunded' }, { refetchMs: 15_000, enabled: both });
  const pages = both ? newestFirst(one, other) : one;
  const save = () =>
    saveCsv(
      'payments',
      [t('payments.id'), t('payments.time'), t('payments.order'), t('payments.customer'), t('payments.amount'), t('payments.discount'), t('payments.refunded'), t('payments.state')],
      pages.items.map((payment) => [
        payment.id,
        payment.at,
        payment.orderNumber ?? '',
        payment.customerMasked ?? '',
        toDecimal(payment.gross),
        toDecimal(payment.discount),
        toDecimal(payment.refunded),
        t(`payments.states.${payment.state}`),
      ]),
    );
  return (
    <List pages={pages} filtered={filtered} onClear={onClear} onSave={save}>
      {pages.items.map((payment) => (
        <PaymentRow key={payment.id} payment={payment} />
      ))}
    </List>
  );
}

type Pages = ReturnType<typeof usePages<Payment>>;

/** Two lists as one. A list with more to come holds the other back at its end, so that what comes later stands below. */
export function newestFirst(one: Pages, other: Pages): Pages {
  const end = Math.max(...[one, other].map((pages) => (pages.hasMore ? Date.parse(pages.items.at(-1)?.at ?? '') : 0)));
  return {
    items: [...one.items, ...other.items].filter((payment) => Date.parse(payment.at) >= end).sort((a, b) => Date.parse(b.at) - Date.parse(a.at)),
    loading: one.loading || other.loading,
    error: one.error ?? other.error,
    retry: () => {
      one.retry();
      other.retry();
    },
    hasMore: one.hasMore || other.hasMore,
    loadingMore: one.loadingMore || other.loadingMore,
    more: () => {
      for (const pages of [one, other]) if (pages.hasMore) pages.more();
    },
  };
}

function Orders({ filter, filtered, onClear }: ListProps) {
  const { t } = useWords();
  const pages = usePages<Order>(api, '/orders', { q: useDeferredValue(filter.q), state: filter.state }, { refetchMs: 15_000 });
  const save = () =>
    saveCsv(
      'orders',
      [t('payments.id'), t('payments.time'), t('payments.order'), t('payments.amount'), t('payments.state')],
      pages.items.map((order) => [order.id, order.createdAt, order.orderNumber ?? '', toDecimal(order.amount), t(`payments.orderStates.${order.state}`)]),
    );
  return (
    <List pages={pages} filtered={filtered} onClear={onClear} onSave={save}>
      {pages.items.map((order) => (
        <OrderRow key={order.id} order={order} />
      ))}
    </List>
  );
}

function List({ pages, filtered, onClear, onSave, children }: { pages: ReturnType<typeof usePages>; filtered: boolean; onClear: () => void; onSave: () => void; children: ReactNode }) {
  const { t } = useWords();
  const navigate = useNavigate();
  if (pages.loading) {
    return (
      <div className="card">
        <Skeleton rows={[48, 48, 48, 48, 48]} />
      </div>
    );
  }
  if (pages.error) return <ErrorState error={pages.error} onRetry={pages.retry} />;
  if (pages.items.length === 0) {
    return filtered ? (
      <Empty action={<Button onClick={onClear}>{t('payments.clear')}</Button>}>{t('payments.none')}</Empty>
    ) : (
      <Empty
        action={
          <Button type="primary" onClick={() => void navigate('/')}>
            {t('payments.start')}
          </Button>
        }
      >
        {t('payments.emptyHint')}
      </Empty>
    );
  }
  return (
    <>
      <div className="card list-card">
        <ul className="rows">{children}</ul>
      </div>
      <div className="list-foot">
        {pages.hasMore && (
          <Button loading={pages.loadingMore} onClick={pages.more}>
            {t('payments.more')}
          </Button>
        )}
        <Button type="text" icon={<DownloadOutlined />} onClick={onSave}>
          {t('payments.export')}
        </Button>
      </div>
    </>
  );
}
