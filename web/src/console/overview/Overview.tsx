import { useQuery } from '@tanstack/react-query';
import { Segmented, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { BankTransfer, BudgetAlert, EventSubscriber, Payment, Payout, Merchant, Offer, StockAlarm, TrialBalance } from '../../api/types';
import type { Page } from '../../api/types';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { Empty, ErrorState, Skeleton } from '../../shared/states';
import { When } from '../../shared/When';
import { api } from '../api';
import { ZeroPill } from '../books/TrialBalancePage';
import { PageHead } from '../PageHead';
import { PaymentStatePill } from '../payments/PaymentStatePill';
import { BudgetChart } from './BudgetChart';
import { Trade } from './Trade';
import { TradeDays } from './TradeDays';

const REFRESH_MS = 5_000;

/** What waits for somebody, whether the books are right, where the budgets stand, and the latest payments. */
export function Overview() {
  const { t } = useWords();
  const books = useQuery({
    queryKey: ['/books/trial-balance'],
    queryFn: ({ signal }) => api.get<TrialBalance>('/books/trial-balance', { signal }),
    refetchInterval: 10_000,
  });
  const applied = useQuery({
    queryKey: ['/merchants', { status: 'applied' }, 'count'],
    queryFn: ({ signal }) => api.get<Page<Merchant>>('/merchants', { query: { status: 'applied', limit: 50 }, signal }),
  });
  const transfers = useQuery({
    queryKey: ['/bank-transfers', 'count'],
    queryFn: ({ signal }) => api.get<Page<BankTransfer>>('/bank-transfers', { query: { state: 'proposed', limit: 50 }, signal }),
  });
  const payouts = useQuery({
    queryKey: ['/payouts', { state: 'declined' }, 'count'],
    queryFn: ({ signal }) => api.get<Page<Payout>>('/payouts', { query: { state: 'declined', limit: 50 }, signal }),
  });
  const alerts = useQuery({
    queryKey: ['/budget-alerts', 'count'],
    queryFn: ({ signal }) => api.get<Page<BudgetAlert>>('/budget-alerts', { query: { limit: 50 }, signal }),
    refetchInterval: REFRESH_MS,
  });
  const stock = useQuery({
    queryKey: ['/stock-alarms', 'count'],
    queryFn: ({ signal }) => api.get<Page<StockAlarm>>('/stock-alarms', { query: { limit: 50 }, signal }),
    refetchInterval: REFRESH_MS,
  });
  const subscribers = useQuery({
    queryKey: ['/subscribers', 'count'],
    queryFn: ({ signal }) => api.get<Page<EventSubscriber>>('/subscribers', { signal }),
    refetchInterval: REFRESH_MS,
  });
  const offers = usePages<Offer>(api, '/offers', { state: 'live' }, { refetchMs: REFRESH_MS, limit: 10 });
  const payments = usePages<Payment>(api, '/payments', {}, { refetchMs: REFRESH_MS, limit: 8 });
  const sums = books.data?.totals ?? [];
  const off = sums.find((total) => total.posted !== 0);

  return (
    <>
      <PageHead title={t('overview.title')} />
      <Trade />
      <div className="tiles">
        <Link className="card tile" to="/books">
          <span className="muted">{t('overview.trial')}</span>
          {books.data ? <ZeroPill sum={off?.posted ?? 0} /> : books.error ? <span className="pill amber">{t('overview.unknown')}</span> : <Skeleton rows={[24]} />}
          <span className="small muted">{books.data && (off ? t('overview.unbalanced') : t('overview.balanced'))}</span>
        </Link>
        <Tile label={t('overview.waitingMerchants')} count={countOf(applied.data)} to="/merchants?status=applied" />
        <Tile label={t('overview.waitingTransfers')} count={countOf(transfers.data)} to="/bank-transfers?state=proposed" />
        <Tile label={t('overview.waitingPayouts')} count={countOf(payouts.data)} to="/settlements?list=payouts&state=declined" />
        <Tile label={t('overview.budgetAlerts')} count={countOf(alerts.data)} to="/budget-alerts" />
        <Tile label={t('overview.stockAlarms')} count={countOf(stock.data)} to="/stock-alarms" />
        <Tile label={t('overview.waitingStreams')} count={parkedOf(subscribers.data)} to="/health" />
      </div>
      <TradeDays />
      <div className="two-columns even">
        <Budgets offers={offers} />
        <section className="card">
          <div className="card-head">
            <h2>{t('overview.latest')}</h2>
            <Link to="/payments">{t('overview.all')}</Link>
          </div>
          <LatestPayments payments={payments} />
        </section>
      </div>
    </>
  );
}

/** How many wait; more stands for further pages that were not counted. */
interface Waiting {
  count: number;
  more: boolean;
}

const countOf = (page: Page<unknown> | undefined): Waiting | undefined => page && { count: page.items.length, more: !!page.next };

/** The streams themselves are listed up to a limit; each reader's own number is whole. */
const parkedOf = (page: Page<EventSubscriber> | undefined): Waiting | undefined =>
  page && { count: page.items.reduce((sum, subscriber) => sum + subscriber.parked, 0), more: false };

function Tile({ label, count, to }: { label: string; count: Waiting | undefined; to: string }) {
  const { t } = useWords();
  return (
    <Link className="card tile" to={to}>
      <span className="muted">{label}</span>
      <b className="num">{count ? `${count.count}${count.more ? '+' : ''}` : '·'}</b>
      {count && <span className="small">{count.count > 0 ? <span className="tile-action">{t('overview.review')} ›</span> : <span className="muted">{t('overview.nothingWaiting')}</span>}</span>}
    </Link>
  );
}

function Budgets({ offers }: { offers: ReturnType<typeof usePages<Offer>> }) {
  const { t, language } = useWords();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  return (
    <section className="card">
      <div className="card-head">
        <h2>{t('overview.budgets')}</h2>
        <Segmented
          size="small"
          aria-label={t('overview.spendChart')}
          value={view}
          onChange={setView}
          options={[
            { value: 'chart', label: t('overview.asChart') },
            { value: 'table', label: t('overview.asTable') },
          ]}
        />
      </div>
      {offers.loading ? (
        <Skeleton rows={[36, 36, 36, 36]} />
      ) : offers.error ? (
        <ErrorState error={offers.error} onRetry={offers.retry} />
      ) : offers.items.length === 0 ? (
        <Empty action={<Link to="/offers/new">{t('offers.create')}</Link>}>{t('overview.noOffers')}</Empty>
      ) : view === 'chart' ? (
        <BudgetChart offers={offers.items} />
      ) : (
        <Table<Offer>
          size="small"
          rowKey="id"
          pagination={false}
          dataSource={offers.items}
          columns={[
            { title: t('offers.name'), render: (_, offer) => <Link to={`/offers/${offer.id}`}>{offer.name}</Link> },
            { title: t('overview.spent'), align: 'right', render: (_, offer) => formatMoney(offer.spent, language) },
            { title: t('overview.left'), align: 'right', render: (_, offer) => formatMoney(offer.budgetLeft, language) },
          ]}
        />
      )}
    </section>
  );
}

function LatestPayments({ payments }: { payments: ReturnType<typeof usePages<Payment>> }) {
  const { t, language } = useWords();
  if (payments.loading) return <Skeleton rows={[36, 36, 36, 36]} />;
  if (payments.error) return <ErrorState error={payments.error} onRetry={payments.retry} />;
  if (payments.items.length === 0) return <Empty>{t('overview.noPayments')}</Empty>;
  return (
    <ul className="plain-list">
      {payments.items.slice(0, 8).map((payment) => (
        <li key={payment.id}>
          <Link to={`/payments?open=${payment.id}`} className="payment-line">
            <span>
              <span className="strong">{payment.merchant.name}</span>
              <span className="small muted num">
                <When at={payment.at} />
                {payment.discount.value > 0 && ` · ${t('payments.discount')} ${formatMoney(payment.discount, language)}`}
              </span>
            </span>
            {payment.state !== 'paid' && <PaymentStatePill state={payment.state} />}
            <span className="num strong">{formatMoney(payment.paid, language)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
