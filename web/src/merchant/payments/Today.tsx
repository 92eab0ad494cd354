import { CalculatorOutlined, LineChartOutlined, RightOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { Link, useSearchParams } from 'react-router';
import type { Payment, MerchantSummary } from '../../api/types';
import { Amount } from '../../shared/Amount';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { Empty, ErrorState, Skeleton } from '../../shared/states';
import { api } from '../api';
import { useMerchant } from '../merchants/MerchantContext';
import { dayAfter, today } from './day';
import { PaymentRow } from './PaymentRow';

const REFRESH_MS = 30_000;

/** The day at a glance; a figure with a list behind it opens that list. */
export function Today() {
  const { t, language } = useWords();
  const { me, merchant } = useMerchant();
  const [search, setSearch] = useSearchParams();
  const day = search.get('day') ?? today();
  const summary = useQuery({
    queryKey: ['/merchant-summary', day],
    queryFn: ({ signal }) => api.get<MerchantSummary>('/merchant-summary', { query: { day }, signal }),
    refetchInterval: REFRESH_MS,
  });
  const payments = usePages<Payment>(api, '/payments', { from: day, until: dayAfter(day) }, { limit: 5 });
  const figures = summary.data;

  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('today.title')}</h1>
        <DatePicker
          aria-label={t('today.pick')}
          allowClear={false}
          value={dayjs(day)}
          disabledDate={(date) => date.isAfter(dayjs(), 'day')}
          onChange={(date) => setSearch(date ? { day: date.format('YYYY-MM-DD') } : {}, { replace: true })}
        />
      </header>
      {summary.isPending ? (
        <Skeleton rows={[120, 90, 90]} />
      ) : !figures ? (
        <ErrorState error={summary.error} onRetry={() => void summary.refetch()} />
      ) : (
        <>
          <div className="figures">
            <Link className="card figure wide" to={`/payments?day=${day}`}>
              <span className="muted">{t('today.taken')}</span>
              <Amount money={figures.taken} size={44} />
            </Link>
            <Link className="card figure" to={`/payments?day=${day}`}>
              <span className="muted">{t('today.orders')}</span>
              <b className="num">{figures.orders}</b>
            </Link>
            <Link className="card figure" to="/payments?state=given_back">
              <span className="muted">{t('today.refunds')}</span>
              <b className="num">{figures.refundCount}</b>
              {figures.refundCount > 0 && <span className="small muted num">{formatMoney(figures.refunds, language)}</span>}
            </Link>
          </div>
          <Customers fresh={figures.newCustomers} returning={figures.returningCustomers} />
        </>
      )}
      <section className="card">
        <div className="card-head">
          <h2>{t('today.latest')}</h2>
          <Link to={`/payments?day=${day}`}>{t('today.all')}</Link>
        </div>
        {payments.loading ? (
          <Skeleton rows={[44, 44, 44]} />
        ) : payments.error ? (
          <ErrorState error={payments.error} onRetry={payments.retry} />
        ) : payments.items.length === 0 ? (
          <Empty action={<Link to="/">{t('payments.start')}</Link>}>{t('payments.empty')}</Empty>
        ) : (
          <ul className="rows">
            {payments.items.slice(0, 5).map((payment) => (
              <PaymentRow key={payment.id} payment={payment} />
            ))}
          </ul>
        )}
      </section>
      <Link to={`/day-close?day=${day}`} className="card link-card">
        <CalculatorOutlined className="link-card-icon" aria-hidden />
        <span>
          <span className="strong">{t('dayClose.title')}</span>
          <span className="small muted">{t('dayClose.lead')}</span>
        </span>
        <RightOutlined aria-hidden className="muted" />
      </Link>
      {me.roles.includes('MERCHANT_OWNER') && (
        <Link to="/report" className="card link-card">
          <LineChartOutlined className="link-card-icon" aria-hidden />
          <span>
            <span className="strong">{t('report.title')}</span>
            <span className="small muted">{t('report.lead')}</span>
          </span>
          <RightOutlined aria-hidden className="muted" />
        </Link>
      )}
      <p className="visually-hidden">{merchant.name}</p>
    </div>
  );
}

/** New against returning, as one bar with its numbers beside it. No link: payments can't be asked for by whether their customer is new. */
export function Customers({ fresh, returning }: { fresh: number; returning: number }) {
  const { t } = useWords();
  const all = fresh + returning;
  return (
    <section className="card">
      <h2>{t('today.customers')}</h2>
      {all === 0 ? (
        <p className="muted" style={{ margin: 0 }}>
          {t('today.customersEmpty')}
        </p>
      ) : (
        <div>
          <span className="split-bar" aria-hidden>
            <span style={{ width: `${(fresh / all) * 100}%`, background: 'var(--gold-bright)' }} />
            <span style={{ width: `${(returning / all) * 100}%`, background: 'var(--indigo)' }} />
          </span>
          <span className="split-words num">
            <span>
              <i style={{ background: 'var(--gold-bright)' }} aria-hidden /> {t('today.newCustomers')} <b>{fresh}</b>
            </span>
            <span>
              <i style={{ background: 'var(--indigo)' }} aria-hidden /> {t('today.returning')} <b>{returning}</b>
            </span>
          </span>
        </div>
      )}
    </section>
  );
}
