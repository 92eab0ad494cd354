import { ArrowLeftOutlined, DownloadOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Progress } from 'antd';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import type { Backtest, BacktestReached, BacktestReport, BacktestResult } from '../../api/types';
import { CopyId } from '../../shared/desk/CopyId';
import { ProblemBox, ProblemNote } from '../../shared/desk/ProblemNote';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { every } from '../../shared/poll';
import { Empty, ErrorState, Skeleton } from '../../shared/states';
import { useIntent } from '../../shared/useIntent';
import { When } from '../../shared/When';
import { api } from '../api';
import { PageHead } from '../PageHead';
import { Sheet } from '../Sheet';
import { useOperator } from '../StaffContext';
import { BacktestPill } from './BacktestPill';
import { BurnDown } from './BurnDown';

const REFRESH_MS = 1_000;

const goesOn = ({ state }: Backtest) => state === 'waiting' || state === 'running';

/** How far a back-test is, and what came of it. */
export function BacktestPage() {
  const { id = '' } = useParams();
  const { t, language } = useWords();
  const queries = useQueryClient();
  const operator = useOperator();
  const query = useQuery({
    queryKey: ['/backtests', id],
    queryFn: ({ signal }) => api.get<BacktestResult>(`/backtests/${id}`, { signal }),
    refetchInterval: (of) => (of.state.data && !goesOn(of.state.data.backtest) ? false : every(REFRESH_MS)(of)),
  });
  const stop = useIntent({
    mutationFn: () => api.post<Backtest>(`/backtests/${id}/stop`, {}),
    onSettled: () => queries.invalidateQueries({ queryKey: ['/backtests', id] }),
  });
  if (query.isPending) return <Skeleton rows={[40, 160, 240]} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} action={<Link to="/backtests">{t('backtests.back')}</Link>} />;
  const { backtest, beside, reports } = query.data;
  const done = backtest.total === 0 ? 0 : Math.floor((backtest.looked / backtest.total) * 100);
  return (
    <>
      <Link to="/backtests" className="back">
        <ArrowLeftOutlined aria-hidden /> {t('backtests.back')}
      </Link>
      <PageHead
        title={t('backtests.of', { name: backtest.drafts.map(({ name }) => name).join(' / ') })}
        tag={<BacktestPill state={backtest.state} />}
        lead={t('backtests.over', { days: backtest.days, name: backtest.askedByName ?? backtest.askedBy })}
      >
        {operator && goesOn(backtest) && (
          <Button loading={stop.isPending || backtest.stopAsked} onClick={() => stop.mutate()}>
            {t('backtests.stop')}
          </Button>
        )}
      </PageHead>
      <p className="small muted">
        <When at={backtest.from} full /> – <When at={backtest.to} full />
      </p>
      <div className="stacked">
        <ProblemNote error={stop.error} />
        {goesOn(backtest) && (
          <section className="card" aria-label={t('backtests.progress')}>
            <h2>{t(backtest.state === 'waiting' ? 'backtests.waits' : 'backtests.runs')}</h2>
            <Progress percent={done} aria-label={t('backtests.progress')} />
            <p className="small muted num">{t('backtests.lookedOf', { looked: backtest.looked.toLocaleString(language), total: backtest.total.toLocaleString(language) })}</p>
          </section>
        )}
        {backtest.state === 'stopped' && <Empty>{t('backtests.wasStopped')}</Empty>}
        {backtest.state === 'failed' && <ProblemBox>{t(`backtests.failures.${backtest.failure ?? 'internal'}`)}</ProblemBox>}
        {backtest.state === 'done' && (reports[0]?.looked ?? 0) === 0 && <Empty>{t('backtests.noPayments')}</Empty>}
      </div>
      {(reports[0]?.looked ?? 0) > 0 && (
        <>
          <div className={reports.length > 1 ? 'two-columns even' : ''}>
            {reports.map((report, place) => (
              <Report key={place} backtest={backtest} report={report} place={place} beside={beside} />
            ))}
          </div>
          <section className="card stacked-below" aria-label={t('backtests.cantKnow')}>
            <h2>{t('backtests.cantKnow')}</h2>
            <ul>
              {(['behaviour', 'whole', 'refunds', 'coupons', 'cards', 'split'] as const).map((what) => (
                <li key={what}>{t(`backtests.unknown.${what}`)}</li>
              ))}
            </ul>
          </section>
        </>
      )}
      <p className="small muted">
        <CopyId id={backtest.id} />
      </p>
    </>
  );
}

function Report({ backtest, report, place, beside }: { backtest: Backtest; report: BacktestReport; place: number; beside: number }) {
  const { t, language } = useWords();
  const draft = backtest.drafts[place]!;
  const money = (of: { value: number; currency: string }) => formatMoney(of, language);
  const count = (n: number) => n.toLocaleString(language);
  const reachedHead = [t('backtests.cost'), t('backtests.payments'), t('backtests.customers'), t('backtests.amount')];
  const reachedCells = (of: BacktestReached) => [money(of.cost), count(of.payments), count(of.customers), money(of.amount)];
  const table = (name: string, head: string[], rows: ReactNode[][], words: number, note?: string) => (
    <Table title={t(`backtests.tables.${name}`)} file={`/backtests/${backtest.id}/table.csv?table=${name}&draft=${place + 1}`} head={head} rows={rows} words={words} note={note} />
  );
  return (
    <section className="stacked backtest-report" aria-label={draft.name}>
      <div className="card">
        <h2>
          <Link to={`/campaigns/${draft.campaignId}`}>{draft.name}</Link> <span className="small muted">{t('campaigns.version', { n: draft.version })}</span>
        </h2>
        <div className="kpis">
          {[
            [t('backtests.cost'), money(report.reached.cost)],
            [t('backtests.payments'), count(report.reached.payments)],
            [t('backtests.customers'), count(report.reached.customers)],
            [t('backtests.average'), money(report.average)],
            [t('backtests.left'), money(report.left)],
            [t('backtests.gone'), report.goneAt ? <When key="gone" at={report.goneAt} full /> : t('backtests.notGone')],
          ].map(([label, value], index) => (
            <div key={index}>
              <span className="small muted">{label}</span>
              <b className="num">{value}</b>
            </div>
          ))}
        </div>
        <p className="small muted">{t('backtests.seen', { payments: count(report.looked), amount: money(report.lookedAmount), budget: money(report.budget), beside: count(beside) })}</p>
      </div>
      <div className="card">
        <h3>{t('backtests.burnDown')}</h3>
        <BurnDown report={report} />
      </div>
      {table(
        'days',
        [t('backtests.day'), ...reachedHead, t('backtests.left')],
        report.days.map(({ day, reached, left }) => [day, ...reachedCells(reached), money(left)]),
        1,
      )}
      {table(
        'merchants',
        [t('backtests.merchant'), ...reachedHead],
        report.merchants.map(({ merchantId, name, reached }) => [<Link key={merchantId} to={`/merchants/${merchantId}`}>{name}</Link>, ...reachedCells(reached)]),
        1,
      )}
      {table(
        'audiences',
        [t('backtests.audience'), ...reachedHead],
        report.audiences.map(({ audience, reached }) => [t(`backtests.audiences.${audience}`), ...reachedCells(reached)]),
        1,
      )}
      {table(
        'winners',
        [t('backtests.customer'), ...reachedHead],
        report.winners.map(({ customerId, customer, reached }) => [<Link key={customerId} to={`/customers/${customerId}`}>{customer}</Link>, ...reachedCells(reached)]),
        1,
      )}
      {table(
        'split-orders',
        [t('backtests.customer'), t('backtests.merchant'), t('backtests.when'), t('backtests.payments'), t('backtests.cost')],
        report.splitOrders.map(({ customerId, customer, merchantId, merchant, first, payments, cost }) => [
          <Link key="customer" to={`/customers/${customerId}`}>
            {customer}
          </Link>,
          <Link key="merchant" to={`/merchants/${merchantId}`}>
            {merchant}
          </Link>,
          <When key="when" at={first} full />,
          count(payments),
          money(cost),
        ]),
        3,
        t('backtests.splitHelp'),
      )}
      {table(
        'frequent',
        [t('backtests.customer'), ...reachedHead],
        report.frequent.map(({ customerId, customer, reached }) => [<Link key={customerId} to={`/customers/${customerId}`}>{customer}</Link>, ...reachedCells(reached)]),
        1,
        t('backtests.frequentHelp', { median: count(report.medianUses) }),
      )}
      {table(
        'interplay',
        [t('backtests.offer'), t('backtests.costWithout'), t('backtests.costBeside'), t('backtests.paymentsWithout'), t('backtests.paymentsBeside')],
        report.interplay.map((met) => [
          <Link key={met.offerId} to={`/offers/${met.offerId}`}>
            {met.name}
          </Link>,
          money(met.without),
          money(met.beside),
          count(met.paymentsWithout),
          count(met.paymentsBeside),
        ]),
        1,
      )}
      {table(
        'missed',
        [t('backtests.reason'), t('backtests.payments')],
        [...report.missed.map(({ reason, payments }) => [t(`whyNot.${reason}`, { defaultValue: reason }), count(payments)]), [t('backtests.notConcerned'), count(report.notConcerned)]],
        1,
      )}
    </section>
  );
}

/** @param words so many columns at the left are words, the others figures */
function Table({ title, file, head, rows, words, note }: { title: string; file: string; head: string[]; rows: ReactNode[][]; words: number; note?: string }) {
  const { t } = useWords();
  return (
    <section className="card" aria-label={title}>
      <div className="card-head">
        <h3>{title}</h3>
        {rows.length > 0 && (
          <Button size="small" icon={<DownloadOutlined aria-hidden />} href={file} download aria-label={t('backtests.download', { table: title })}>
            CSV
          </Button>
        )}
      </div>
      {note && <p className="small muted">{note}</p>}
      {rows.length === 0 ? (
        <p className="muted">{t('backtests.nothing')}</p>
      ) : (
        <Sheet label={title} head={head} rows={rows} words={words} />
      )}
    </section>
  );
}
