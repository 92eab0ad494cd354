import { useQuery } from '@tanstack/react-query';
import { Segmented, Table } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import type { TradeDay, TradeDays as TradeDaysOf } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { Empty, ErrorState, Skeleton } from '../../shared/states';
import { api } from '../api';
import { everyDay } from './everyDay';

const REFRESH_MS = 60_000;
const TradeChart = lazy(async () => ({ default: (await import('./TradeChart')).TradeChart }));

/** The last thirty days: what moved, how many payments, what was given back; each day leads to its payments. */
export function TradeDays() {
  const { t, language } = useWords();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const [chosen, setChosen] = useState<string>();
  const query = useQuery({
    queryKey: ['/trade-days'],
    queryFn: ({ signal }) => api.get<TradeDaysOf>('/trade-days', { signal }),
    refetchInterval: REFRESH_MS,
  });
  const days = query.data?.days ?? [];
  const currencies = [...new Set(days.map((day) => day.moved.currency))].sort();
  const currency = chosen ?? (currencies.includes('CNY') ? 'CNY' : (currencies[0] ?? 'CNY'));
  const rows = query.data ? everyDay(query.data, currency) : [];
  const sum = (read: (day: TradeDay) => number) => rows.reduce((total, day) => total + read(day), 0);
  const next = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
  return (
    <section className="card trade-days" aria-label={t('overview.days')}>
      <div className="card-head">
        <h2>{t('overview.days')}</h2>
        <span className="head-choices">
          {currencies.length > 1 && <Segmented size="small" aria-label={t('merchants.currency')} value={currency} onChange={setChosen} options={currencies} />}
          <Segmented
            size="small"
            aria-label={t('overview.days')}
            value={view}
            onChange={setView}
            options={[
              { value: 'chart', label: t('overview.asChart') },
              { value: 'table', label: t('overview.asTable') },
            ]}
          />
        </span>
      </div>
      {query.isPending ? (
        <Skeleton rows={[240]} />
      ) : !query.data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : days.length === 0 ? (
        <Empty>{t('overview.noPayments')}</Empty>
      ) : (
        <>
          <dl className="day-sums">
            <div>
              <dt>{t('overview.trade.moved')}</dt>
              <dd className="num">{formatMoney({ value: sum((day) => day.moved.value), currency }, language)}</dd>
            </div>
            <div>
              <dt>{t('overview.trade.payments')}</dt>
              <dd className="num">{new Intl.NumberFormat(language).format(sum((day) => day.payments))}</dd>
            </div>
            <div>
              <dt>{t('overview.trade.given')}</dt>
              <dd className="num">{formatMoney({ value: sum((day) => day.given.value), currency }, language)}</dd>
            </div>
            <div>
              <dt>{t('overview.trade.refunded')}</dt>
              <dd className="num">
                <Link to={`/refunds?from=${query.data.from}&until=${next(query.data.through)}`}>{formatMoney({ value: sum((day) => day.refunded.value), currency }, language)}</Link>
              </dd>
            </div>
          </dl>
          {view === 'chart' ? (
            <Suspense fallback={<Skeleton rows={[240]} />}>
              <TradeChart days={rows} />
            </Suspense>
          ) : (
            <Table<TradeDay>
              size="small"
              rowKey="day"
              pagination={false}
              scroll={{ x: 'max-content', y: 260 }}
              dataSource={[...rows].reverse()}
              columns={[
                { title: t('overview.day'), render: (_, day) => <Link to={`/payments?from=${day.day}&until=${next(day.day)}`}>{day.day}</Link> },
                { title: t('overview.trade.moved'), align: 'right', render: (_, day) => formatMoney(day.moved, language) },
                { title: t('overview.trade.payments'), align: 'right', dataIndex: 'payments' },
                { title: t('overview.trade.given'), align: 'right', render: (_, day) => formatMoney(day.given, language) },
                { title: t('overview.trade.refunded'), align: 'right', render: (_, day) => formatMoney(day.refunded, language) },
              ]}
            />
          )}
        </>
      )}
    </section>
  );
}
