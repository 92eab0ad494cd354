import { ArrowLeftOutlined, DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, DatePicker, Segmented } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { MerchantReport } from '../../api/types';
import { Amount } from '../../shared/Amount';
import { saveCsv } from '../../shared/desk/csv';
import { useWords } from '../../shared/i18n/start';
import { formatMoney, type Money, toDecimal } from '../../shared/money';
import { Empty, ErrorState, Skeleton } from '../../shared/states';
import { api } from '../api';
import { dayAfter } from './day';
import { Customers } from './Today';

const DAY = 'YYYY-MM-DD';
const LONGEST_DAYS = 366;

type Span = 'week' | 'month' | 'quarter';
const SPANS: Record<Span, number> = { week: 7, month: 30, quarter: 90 };

/** How the shop has done over a time: by day, by hour, by offer; each figure as a picture and as a table. */
export function Report() {
  const { t } = useWords();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const to = search.get('to') ?? dayjs().format(DAY);
  const from = search.get('from') ?? dayjs(to).subtract(SPANS.month - 1, 'day').format(DAY);
  const report = useQuery({
    queryKey: ['/merchant-report', from, to],
    queryFn: ({ signal }) => api.get<MerchantReport>('/merchant-report', { query: { from, to }, signal }),
  });
  const days = dayjs(to).diff(dayjs(from), 'day') + 1;
  const span = dayjs(to).isSame(dayjs(), 'day') ? (Object.keys(SPANS) as Span[]).find((each) => SPANS[each] === days) : undefined;
  const show = (begin: Dayjs, end: Dayjs) => setSearch({ from: begin.format(DAY), to: end.format(DAY) }, { replace: true });
  return (
    <div className="page">
      <header className="page-head">
        <Button type="text" aria-label={t('action.back')} icon={<ArrowLeftOutlined />} onClick={() => void navigate('/today')} />
        <h1>{t('report.title')}</h1>
      </header>
      <div className="filters">
        <Segmented
          aria-label={t('report.span')}
          value={span ?? ''}
          onChange={(chosen) => chosen && show(dayjs().subtract(SPANS[chosen as Span] - 1, 'day'), dayjs())}
          options={(Object.keys(SPANS) as Span[]).map((each) => ({ value: each as string, label: t(`report.spans.${each}`) }))}
        />
        <DatePicker.RangePicker
          allowClear={false}
          aria-label={t('report.period')}
          value={[dayjs(from), dayjs(to)]}
          maxDate={dayjs()}
          disabledDate={(day, { from: begun }) => begun !== undefined && Math.abs(day.diff(begun, 'day')) >= LONGEST_DAYS}
          onChange={(chosen) => chosen?.[0] && chosen[1] && show(chosen[0], chosen[1])}
        />
      </div>
      {report.isPending ? (
        <Skeleton rows={[120, 90, 200]} />
      ) : !report.data ? (
        <ErrorState error={report.error} onRetry={() => void report.refetch()} />
      ) : report.data.payments === 0 && report.data.refunds === 0 ? (
        <div className="card">
          <Empty action={<Link to="/">{t('payments.start')}</Link>}>{t('report.empty')}</Empty>
        </div>
      ) : (
        <Figures report={report.data} />
      )}
    </div>
  );
}

function Figures({ report }: { report: MerchantReport }) {
  const { t, language } = useWords();
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const money = (amount: Money) => formatMoney(amount, language);
  const everyDay = daysBetween(report.from, report.to).map((day) => report.days.find((one) => one.day === day) ?? { day, taken: nothing(report), payments: 0, refunded: nothing(report), refunds: 0 });
  const everyHour = Array.from({ length: 24 }, (_, hour) => report.hours.find((one) => one.hour === hour) ?? { hour, taken: nothing(report), payments: 0 });
  return (
    <>
      <div className="figures">
        <div className="card figure wide">
          <span className="muted">{t('report.taken')}</span>
          <Amount money={report.taken} size={40} />
        </div>
        <Link className="card figure" to="/payments">
          <span className="muted">{t('report.payments')}</span>
          <b className="num">{report.payments}</b>
          {report.average && <span className="small muted num">{t('report.average', { amount: money(report.average) })}</span>}
        </Link>
        <Link className="card figure" to="/payments?state=given_back">
          <span className="muted">{t('report.refunds')}</span>
          <b className="num">{report.taken.value > 0 ? percent.format(report.refunded.value / report.taken.value) : '–'}</b>
          <span className="small muted num">
            {money(report.refunded)} · {t('report.refundCount', { count: report.refunds })}
          </span>
        </Link>
      </div>
      <Customers fresh={report.newCustomers} returning={report.returningCustomers} />
      <Bars
        title={t('report.byDay')}
        what={t('report.day')}
        bars={everyDay.map((day) => ({ key: day.day, label: day.day.slice(5), taken: day.taken, payments: day.payments, refunded: day.refunded, to: `/payments?day=${day.day}` }))}
        onSave={() =>
          saveCsv(
            `report-${report.from}-${report.to}`,
            [t('report.day'), t('report.taken'), t('report.payments'), t('report.refunded'), t('report.refunds')],
            everyDay.map((day) => [day.day, toDecimal(day.taken), day.payments, toDecimal(day.refunded), day.refunds]),
          )
        }
      />
      <Bars title={t('report.byHour')} what={t('report.hour')} bars={everyHour.map((hour) => ({ key: String(hour.hour), label: String(hour.hour), taken: hour.taken, payments: hour.payments }))} />
      {report.stores.some((store) => store.storeId) && <ByStore report={report} />}
      {report.offers.length > 0 && <Offers report={report} />}
    </>
  );
}

interface Bar {
  key: string;
  label: string;
  taken: Money;
  payments: number;
  refunded?: Money;
  to?: string;
}

/** Bars from zero, with the largest named; the same as a table for who reads figures or listens. */
function Bars({ title, what, bars, onSave }: { title: string; what: string; bars: Bar[]; onSave?: () => void }) {
  const { t, language } = useWords();
  const [asTable, setAsTable] = useState(false);
  const most = bars.reduce((best, bar) => (bar.taken.value > best.taken.value ? bar : best), bars[0]!);
  const step = Math.ceil(bars.length / 8);
  return (
    <section className="card">
      <div className="card-head">
        <h2>{title}</h2>
        <span>
          <Button type="text" size="small" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            {asTable ? t('report.asChart') : t('report.asTable')}
          </Button>
          {onSave && (
            <Button type="text" size="small" icon={<DownloadOutlined />} onClick={onSave}>
              {t('payments.export')}
            </Button>
          )}
        </span>
      </div>
      {asTable ? (
        <div className="report-table" tabIndex={0} role="region" aria-label={title}>
          <table>
            <thead>
              <tr>
                <th scope="col">{what}</th>
                <th scope="col">{t('report.taken')}</th>
                <th scope="col">{t('report.payments')}</th>
                {bars[0]?.refunded && <th scope="col">{t('report.refunded')}</th>}
              </tr>
            </thead>
            <tbody>
              {bars.map((bar) => (
                <tr key={bar.key}>
                  <th scope="row">{bar.to && bar.payments > 0 ? <Link to={bar.to}>{bar.key}</Link> : bar.key}</th>
                  <td>{formatMoney(bar.taken, language)}</td>
                  <td>{bar.payments}</td>
                  {bar.refunded && <td>{formatMoney(bar.refunded, language)}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <>
          <p className="small muted num" style={{ margin: '0 0 8px' }}>
            {t('report.most', { when: most.key, amount: formatMoney(most.taken, language) })}
          </p>
          <div className="report-bars" role="img" aria-label={`${title}. ${t('report.most', { when: most.key, amount: formatMoney(most.taken, language) })}`}>
            {bars.map((bar, at) => (
              <span key={bar.key} className="report-bar" title={`${bar.key} · ${formatMoney(bar.taken, language)} · ${bar.payments}`}>
                <i className={bar === most ? 'most' : undefined} style={{ height: `${most.taken.value > 0 ? (bar.taken.value / most.taken.value) * 100 : 0}%` }} />
                <em className="num">{at % step === 0 ? bar.label : ''}</em>
              </span>
            ))}
          </div>
        </>
      )}
    </section>
  );
}

function Offers({ report }: { report: MerchantReport }) {
  const { t, language } = useWords();
  return (
    <section className="card">
      <h2>{t('report.offers')}</h2>
      <p className="small muted">{t('report.offersLead')}</p>
      <ul className="rows">
        {report.offers.map((offer) => (
          <li key={offer.offerId} className="row">
            <span className="row-main">
              <span className="strong">{offer.name}</span>
              <span className="small muted num">{t('report.offer', { count: offer.payments, given: formatMoney(offer.given, language), own: formatMoney(offer.own, language) })}</span>
            </span>
            <span className="row-amount num strong">{formatMoney(offer.gross, language)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ByStore({ report }: { report: MerchantReport }) {
  const { t, language } = useWords();
  return (
    <section className="card">
      <h2>{t('report.byStore')}</h2>
      <ul className="rows">
        {report.stores.map((store) => (
          <li key={store.storeId ?? ''} className="row">
            <span className="row-main">
              <span className="strong">{store.name ?? t('report.noStore')}</span>
              <span className="small muted num">
                {t('report.payments')} {store.payments}
              </span>
            </span>
            <span className="row-amount num strong">{formatMoney(store.taken, language)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const nothing = (report: MerchantReport): Money => ({ ...report.taken, value: 0 });

/** Every day of the time, the last one too. */
function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to && days.length < LONGEST_DAYS; day = dayAfter(day)) days.push(day);
  return days;
}
