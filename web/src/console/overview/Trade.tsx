import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Trade as TradeOf, TradeOverview } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { ErrorState, Skeleton } from '../../shared/states';
import { shortTime } from '../../shared/time';
import { api } from '../api';

const REFRESH_MS = 30_000;

/** How today goes, beside yesterday and the same day last week up to the same time. */
export function Trade() {
  const { t, language } = useWords();
  const [chosen, setChosen] = useState<string>();
  const query = useQuery({
    queryKey: ['/trade-overview'],
    queryFn: ({ signal }) => api.get<TradeOverview>('/trade-overview', { signal }),
    refetchInterval: REFRESH_MS,
  });
  if (query.isPending) return <Skeleton rows={[120]} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { today, yesterday, weekAgo, day, at } = query.data;
  const currencies = [...new Set([...today, ...yesterday, ...weekAgo].map((trade) => trade.moved.currency))].sort();
  const currency = chosen ?? (currencies.includes('CNY') ? 'CNY' : (currencies[0] ?? 'CNY'));
  const of = (trades: TradeOf[]): TradeOf => trades.find((trade) => trade.moved.currency === currency) ?? nothingIn(currency);
  const now = of(today);
  const money = (read: (trade: TradeOf) => TradeOf['moved']) => ({ shown: formatMoney(read(now), language), against: [of(yesterday), of(weekAgo)].map((before) => change(read(now).value, read(before).value, language)) });
  const count = (read: (trade: TradeOf) => number) => ({ shown: new Intl.NumberFormat(language).format(read(now)), against: [of(yesterday), of(weekAgo)].map((before) => change(read(now), read(before), language)) });
  const here = `/payments?from=${day}`;
  const figures = [
    { name: 'moved', to: here, ...money((trade) => trade.moved) },
    { name: 'payments', to: here, ...count((trade) => trade.payments) },
    { name: 'customers', to: here, ...count((trade) => trade.customers) },
    { name: 'newCustomers', to: here, ...count((trade) => trade.newCustomers) },
    { name: 'given', to: '/offers?state=live', ...money((trade) => trade.given) },
    { name: 'refunded', to: `/refunds?from=${day}&until=${dayAfter(day)}`, ...money((trade) => trade.refunded) },
  ];
  return (
    <section aria-label={t('overview.today')}>
      <div className="card-head trade-head">
        <h2>
          {t('overview.today')} <span className="small muted num">{t('overview.upTo', { time: shortTime(at, language) })}</span>
        </h2>
        {currencies.length > 1 && <Segmented size="small" aria-label={t('merchants.currency')} value={currency} onChange={setChosen} options={currencies.map((value) => ({ value, label: value }))} />}
      </div>
      <div className="tiles trade-tiles">
        {figures.map((figure) => (
          <Link key={figure.name} className="card tile" to={figure.to}>
            <span className="muted">{t(`overview.trade.${figure.name}`)}</span>
            <b className="num">{figure.shown}</b>
            <span className="small muted num">
              {t('overview.yesterday', { change: figure.against[0] })}
              <br />
              {t('overview.weekAgo', { change: figure.against[1] })}
            </span>
          </Link>
        ))}
      </div>
    </section>
  );
}

/** By how much it is more or less; a word where there was nothing to compare with. */
function change(now: number, before: number, language: string): string {
  if (before === 0) return now === 0 ? '±0%' : '–';
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' }).format((now - before) / before).replace('-', '−');
}

const dayAfter = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

function nothingIn(currency: string): TradeOf {
  const none = { value: 0, currency };
  return { moved: none, payments: 0, given: none, customers: 0, newCustomers: 0, refunded: none, refunds: 0 };
}
