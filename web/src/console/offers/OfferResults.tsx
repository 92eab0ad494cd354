import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import dayjs from 'dayjs';
import { lazy, Suspense, useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';
import type { OfferResults as Results, OfferUplift } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { formatMoney, type Money, toDecimal } from '../../shared/money';
import { every } from '../../shared/poll';
import { Empty, ErrorState, Skeleton } from '../../shared/states';
import { When } from '../../shared/When';
import { api } from '../api';
import { PageHead } from '../PageHead';
import { Save, Sheet } from '../Sheet';
import { LIVE_REFRESH_MS } from './Offers';
import { OfferStatePill } from './OfferStatePill';

const ResultDays = lazy(async () => ({ default: (await import('./ResultDays')).ResultDays }));

/** What an offer cost and brought. Every figure leads to the list behind it. */
export function OfferResults() {
  const { id = '' } = useParams();
  const { t, language } = useWords();
  const query = useQuery({
    queryKey: ['/offers', id, 'results'],
    queryFn: ({ signal }) => api.get<Results>(`/offers/${id}/results`, { signal }),
    refetchInterval: every(LIVE_REFRESH_MS),
  });
  if (query.isPending) return <Skeleton rows={[40, 120, 240]} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} action={<Link to="/offers">{t('offers.back')}</Link>} />;
  const { offer, sums, tied } = query.data;
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const count = (n: number) => n.toLocaleString(language);
  const money = (amount: Money) => formatMoney(amount, language);
  const uses = `/offers/${id}/uses`;
  const heldOut = Number(offer.holdoutPercent);
  const perPayment = sums.payments > 0 ? { ...sums.gross, value: Math.round(sums.gross.value / sums.payments) } : null;
  return (
    <>
      <Link to={`/offers/${id}`} className="back">
        <ArrowLeftOutlined aria-hidden /> {t('results.toOffer')}
      </Link>
      <PageHead
        title={t('results.of', { name: offer.name })}
        tag={
          <>
            <OfferStatePill state={offer.state} /> <span className={`pill ${tied ? 'jade' : 'amber'}`}>{t(tied ? 'results.tied' : 'results.counting')}</span>
          </>
        }
        lead={
          <>
            <When at={offer.startsAt} full /> – <When at={offer.endsAt} full />
          </>
        }
      />
      <div className="tiles">
        <Figure label={t('results.cost')} value={money(sums.cost)} note={t('results.ofBudget', { budget: money(offer.budget.total) })} to={uses} />
        <Figure label={t('results.payments')} value={count(sums.payments)} note={t('results.customers', { count: sums.customers })} to={uses} />
        <Figure label={t('results.gross')} value={money(sums.gross)} note={perPayment ? t('results.average', { amount: money(perPayment) }) : ''} to={uses} />
        <Figure label={t('results.rate')} value={sums.gross.value > 0 ? percent.format(sums.cost.value / sums.gross.value) : '–'} note={t('results.rateHelp')} to={uses} />
        <Figure label={t('results.refunds')} value={count(sums.refunds)} note={t('results.refunded', { amount: money(sums.refunded), back: money(sums.returned) })} to={`${uses}?refunded=true`} />
      </div>
      {sums.payments === 0 ? (
        <div className="card">
          <Empty>{t('results.empty')}</Empty>
        </div>
      ) : (
        <ByDay results={query.data} />
      )}
      <div className="two-columns even stacked-below">
        <div className="stacked">
          <Sponsors results={query.data} />
          {offer.coupon && <Coupons results={query.data} />}
          {heldOut === 0 && <Caused id={id} percent={heldOut} />}
        </div>
        <TopMerchants results={query.data} />
      </div>
      {heldOut > 0 && <Caused id={id} percent={heldOut} />}
    </>
  );
}

function Figure({ label, value, note, to }: { label: string; value: string; note: string; to: string }) {
  return (
    <Link className="card tile" to={to}>
      <span className="muted">{label}</span>
      <b className="num">{value}</b>
      <span className="small muted num">{note}</span>
    </Link>
  );
}

const dayAfter = (day: string) => dayjs(day).add(1, 'day').format('YYYY-MM-DD');

/** Days without a payment stand between those with one, so that a quiet week looks like one. */
function everyDay({ days, sums }: Results): Results['days'] {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return [];
  const zero = { value: 0, currency: sums.cost.currency };
  const nothing = { payments: 0, customers: 0, refunds: 0, gross: zero, paid: zero, discount: zero, cashback: zero, bonus: zero, returned: zero, refunded: zero, cost: zero };
  const known = new Map(days.map((day) => [day.day, day]));
  const all: Results['days'] = [];
  for (let day = first.day; day <= last.day; day = dayAfter(day)) all.push(known.get(day) ?? { day, sums: nothing });
  return all;
}

function ByDay({ results }: { results: Results }) {
  const { t, language } = useWords();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const money = (amount: Money) => formatMoney(amount, language);
  const days = useMemo(() => everyDay(results), [results]);
  return (
    <section className="card" aria-label={t('results.byDay')}>
      <div className="card-head">
        <h2>{t('results.byDay')}</h2>
        <span className="head-choices">
          <Segmented
            size="small"
            aria-label={t('results.byDay')}
            value={view}
            onChange={setView}
            options={[
              { value: 'chart', label: t('overview.asChart') },
              { value: 'table', label: t('overview.asTable') },
            ]}
          />
          <Save
            name={`offer-days-${results.offer.id}`}
            header={[t('overview.day'), t('results.payments'), t('results.customersHead'), t('results.gross'), t('results.cost'), t('merchants.currency')]}
            rows={results.days.map(({ day, sums }) => [day, sums.payments, sums.customers, toDecimal(sums.gross), toDecimal(sums.cost), sums.cost.currency])}
          />
        </span>
      </div>
      {view === 'chart' ? (
        <Suspense fallback={<Skeleton rows={[240]} />}>
          <ResultDays days={days} />
        </Suspense>
      ) : (
        <Sheet
          label={t('results.byDay')}
          head={[t('overview.day'), t('results.payments'), t('results.customersHead'), t('results.gross'), t('results.cost')]}
          rows={[...days].reverse().map(({ day, sums }) => [
            sums.payments > 0 ? (
              <Link key={day} to={`/offers/${results.offer.id}/uses?from=${day}&until=${dayAfter(day)}`}>
                {day}
              </Link>
            ) : (
              day
            ),
            sums.payments.toLocaleString(language),
            sums.customers.toLocaleString(language),
            money(sums.gross),
            money(sums.cost),
          ])}
        />
      )}
    </section>
  );
}

/** What each sponsor bears, by the books; its name leads to its statement. */
function Sponsors({ results }: { results: Results }) {
  const { t, language } = useWords();
  const money = (amount: Money) => formatMoney(amount, language);
  const { currency } = results.sums.cost;
  return (
    <section className="card" aria-label={t('results.sponsors')}>
      <div className="card-head">
        <h2>{t('results.sponsors')}</h2>
        <Save
          name={`offer-sponsors-${results.offer.id}`}
          header={[t('common.id'), t('sponsors.sponsor'), '%', t('results.setAside'), t('results.spent'), t('results.returned'), t('results.left'), t('merchants.currency')]}
          rows={results.sponsors.map((part) => [part.sponsorId, part.name, part.percent, toDecimal(part.setAside), toDecimal(part.spent), toDecimal(part.returned), toDecimal(part.left), currency])}
        />
      </div>
      <Sheet
        label={t('results.sponsors')}
        head={[t('sponsors.sponsor'), t('results.setAside'), t('results.spent'), t('results.returned'), t('results.left')]}
        rows={results.sponsors.map((part) => [
          <span key={part.sponsorId}>
            <Link to={`/sponsors/${encodeURIComponent(part.sponsorId)}?currency=${currency}`}>{part.name}</Link> <span className="small muted num">{part.percent}%</span>
          </span>,
          money(part.setAside),
          <b key="spent">{money(part.spent)}</b>,
          money(part.returned),
          money(part.left),
        ])}
      />
    </section>
  );
}

/** From issued to used, each step beside the one before it. */
function Coupons({ results }: { results: Results }) {
  const { t, language } = useWords();
  const coupon = results.offer.coupon!;
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const list = `/offers/${results.offer.id}/coupons`;
  const steps = [
    { word: 'issued', count: coupon.stock, of: coupon.stock, to: `/offers/${results.offer.id}` },
    { word: 'claimed', count: coupon.claimed, of: coupon.stock, to: list },
    { word: 'used', count: coupon.used, of: coupon.claimed, to: `${list}?state=used` },
    { word: 'expired', count: coupon.expired, of: coupon.claimed, to: `${list}?state=expired` },
  ] as const;
  return (
    <section className="card" aria-label={t('coupons.title')}>
      <div className="card-head">
        <h2>{t('coupons.title')}</h2>
        <Save name={`offer-coupons-${results.offer.id}`} header={steps.map(({ word }) => t(`results.steps.${word}`))} rows={[steps.map(({ count }) => count)]} />
      </div>
      <ul className="funnel">
        {steps.map(({ word, count, of, to }) => (
          <li key={word}>
            <Link to={to}>{t(`results.steps.${word}`)}</Link>
            <span className="funnel-track">
              <i className={word} style={{ width: `${coupon.stock > 0 ? Math.max((100 * count) / coupon.stock, count > 0 ? 1 : 0) : 0}%` }} />
            </span>
            <b className="num">{count.toLocaleString(language)}</b>
            <span className="small muted num">{word === 'issued' || of === 0 ? '' : percent.format(count / of)}</span>
          </li>
        ))}
      </ul>
      <p className="small muted">{t('results.stepsHelp')}</p>
    </section>
  );
}

function TopMerchants({ results }: { results: Results }) {
  const { t, language } = useWords();
  const money = (amount: Money) => formatMoney(amount, language);
  const head = [t('payments.merchant'), t('results.payments'), t('results.customersHead'), t('results.gross'), t('results.cost')];
  return (
    <section className="card" aria-label={t('results.merchants')}>
      <div className="card-head">
        <h2>{t('results.merchants')}</h2>
        {results.merchants.length > 0 && (
          <Save
            name={`offer-merchants-${results.offer.id}`}
            header={[t('common.id'), ...head, t('merchants.currency')]}
            rows={results.merchants.map(({ merchantId, name, sums }) => [merchantId, name, sums.payments, sums.customers, toDecimal(sums.gross), toDecimal(sums.cost), sums.cost.currency])}
          />
        )}
      </div>
      {results.merchants.length === 0 ? (
        <p className="muted">{t('results.noMerchants')}</p>
      ) : (
        <Sheet
          label={t('results.merchants')}
          head={head}
          rows={results.merchants.map(({ merchantId, name, sums }) => [
            <Link key={merchantId} to={`/offers/${results.offer.id}/uses?merchantId=${merchantId}`}>
              {name}
            </Link>,
            sums.payments.toLocaleString(language),
            sums.customers.toLocaleString(language),
            money(sums.gross),
            money(sums.cost),
          ])}
        />
      )}
    </section>
  );
}

/** What the offer caused, where chance alone kept some out of it; else it is said that nothing tells. */
function Caused({ id, percent }: { id: string; percent: number }) {
  const { t, language } = useWords();
  const uplift = useQuery({
    queryKey: ['/offers', id, 'uplift'],
    queryFn: ({ signal }) => api.get<OfferUplift>(`/offers/${id}/uplift`, { signal }),
    enabled: percent > 0,
    staleTime: 60_000,
  });
  const money = (amount: Money) => formatMoney(amount, language);
  const share = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 2 });
  const comparison = uplift.data?.comparison;
  const perHead = (arm: { customers: number; spent: Money }) => money({ ...arm.spent, value: Math.round(arm.spent.value / arm.customers) });
  return (
    <section className="card" aria-label={t('results.caused')}>
      <div className="card-head">
        <h2>{t('results.caused')}</h2>
        {comparison && (
          <Save
            name={`offer-uplift-${id}`}
            header={['', t('results.everybody'), t('results.payers'), t('results.payments'), t('results.spentThere'), t('merchants.currency')]}
            rows={(['treated', 'heldOut'] as const).map((arm) => [t(`results.arms.${arm}`), comparison[arm].customers, comparison[arm].payers, comparison[arm].payments, toDecimal(comparison[arm].spent), comparison[arm].spent.currency])}
          />
        )}
      </div>
      {percent === 0 ? (
        <p className="muted">{t('results.notCausal')}</p>
      ) : uplift.isPending ? (
        <Skeleton rows={[32, 32]} />
      ) : uplift.isError ? (
        <ErrorState error={uplift.error} onRetry={() => void uplift.refetch()} />
      ) : !comparison ? (
        <p className="muted">{t('results.tooFew')}</p>
      ) : (
        <>
          <p>
            <b className="num">{t(comparison.extra.value < 0 ? 'results.less' : 'results.more', { amount: money({ ...comparison.extra, value: Math.abs(comparison.extra.value) }) })}</b>{' '}
            <span className={`pill ${comparison.extraLow.value > 0 ? 'jade' : comparison.extraHigh.value < 0 ? 'red' : 'amber'}`}>
              {t(comparison.extraLow.value > 0 ? 'results.sureMore' : comparison.extraHigh.value < 0 ? 'results.sureLess' : 'results.unsure')}
            </span>
          </p>
          <p className="small muted num">{t('results.bounds', { low: money(comparison.extraLow), high: money(comparison.extraHigh) })}</p>
          <Sheet
            label={t('results.caused')}
            head={['', t('results.everybody'), t('results.payers'), t('results.payerShare'), t('results.payments'), t('results.spentThere'), t('results.perHead')]}
            rows={(['treated', 'heldOut'] as const).map((arm) => [
              t(`results.arms.${arm}`),
              comparison[arm].customers.toLocaleString(language),
              comparison[arm].payers.toLocaleString(language),
              share.format(comparison[arm].payers / comparison[arm].customers),
              comparison[arm].payments.toLocaleString(language),
              money(comparison[arm].spent),
              perHead(comparison[arm]),
            ])}
          />
          <p className="small muted">{t('results.causedHelp', { percent: comparison.heldOutPercent })}</p>
        </>
      )}
    </section>
  );
}
