import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link, Navigate, useNavigate } from 'react-router';
import type { Payout, Settlement, SettlementAccount } from '../../api/types';
import { Amount } from '../../shared/Amount';
import { FeePlanText } from '../../shared/desk/FeePlanText';
import { ProblemBox } from '../../shared/desk/ProblemNote';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { Empty, ErrorState, Skeleton } from '../../shared/states';
import { When } from '../../shared/When';
import { api } from '../api';
import { useMerchant } from '../merchants/MerchantContext';
import { Payee } from './Payee';

const REFRESH_MS = 15_000;
const PAYOUT_TONES: Record<Payout['state'], string> = { pending: 'amber', paid: 'jade', declined: 'amber' };

/** What the shop is owed: what waits, where it is paid out to, and every day that is settled. The owner's alone. */
export function Settlements() {
  const { t } = useWords();
  const { me } = useMerchant();
  const navigate = useNavigate();
  const account = useQuery({
    queryKey: ['/settlement-account'],
    queryFn: ({ signal }) => api.get<SettlementAccount>('/settlement-account', { signal }),
    refetchInterval: REFRESH_MS,
  });
  if (!me.roles.includes('MERCHANT_OWNER')) return <Navigate to="/shop" replace />;
  return (
    <div className="page narrow">
      <header className="page-head">
        <Button type="text" aria-label={t('action.back')} icon={<ArrowLeftOutlined />} onClick={() => void navigate('/shop')} />
        <h1>{t('settle.title')}</h1>
      </header>
      <p className="small muted" style={{ margin: 0 }}>
        {t('settle.lead')}
      </p>
      {account.isPending ? <Skeleton rows={[120, 90]} /> : account.data ? <Standing account={account.data} /> : <ErrorState error={account.error} onRetry={() => void account.refetch()} />}
      <Days />
      <Payouts />
    </div>
  );
}

function Standing({ account }: { account: SettlementAccount }) {
  const { t, language } = useWords();
  return (
    <>
      {account.hold && <ProblemBox>{account.hold.byBank ? t('settle.heldBank', { reason: account.hold.reason }) : t('settle.heldStaff', { reason: account.hold.reason })}</ProblemBox>}
      <div className="figures settle-figures">
        <div className="card figure wide">
          <span className="muted">{t('settle.unsettled')}</span>
          <Amount money={account.unsettled} size={36} />
          <span className="small muted">{t('settle.unsettledHint')}</span>
        </div>
        <div className="card figure">
          <span className="muted">{t('settle.payable')}</span>
          <b className="num">{formatMoney(account.payable, language)}</b>
          <span className="small muted">{t('settle.payableHint')}</span>
        </div>
        {account.advanced.value > 0 && (
          <div className="card figure">
            <span className="muted">{t('settle.advanced')}</span>
            <b className="num">{formatMoney(account.advanced, language)}</b>
            <span className="small muted">{t('settle.advancedHint')}</span>
          </div>
        )}
      </div>
      <section className="card">
        <dl className="facts">
          <dt>{t('settle.plan')}</dt>
          <dd>
            <FeePlanText plan={account.feePlan} />
            {account.nextFeePlan && account.nextFeePlanFrom && (
              <span style={{ display: 'block' }}>
                {t('settle.nextPlan', { day: account.nextFeePlanFrom })} <FeePlanText plan={account.nextFeePlan} />
              </span>
            )}
          </dd>
          <dt>{t('settle.payee')}</dt>
          <dd>
            <Payee payee={account.payee} />
          </dd>
        </dl>
      </section>
    </>
  );
}

function Days() {
  const { t, language } = useWords();
  const days = usePages<Settlement>(api, '/settlements', {}, { refetchMs: REFRESH_MS, limit: 20 });
  return (
    <section className="card">
      <h2>{t('settle.list')}</h2>
      {days.loading ? (
        <Skeleton rows={[48, 48, 48]} />
      ) : days.error ? (
        <ErrorState error={days.error} onRetry={days.retry} />
      ) : days.items.length === 0 ? (
        <Empty>{t('settle.empty')}</Empty>
      ) : (
        <ul className="rows">
          {days.items.map((day) => (
            <li key={day.id}>
              <Link className="row" to={`/settlements/${day.id}`}>
                <span className="row-main">
                  <span className="strong num">{day.day}</span>
                  <span className="small muted">{t('settle.row', { payments: day.payments, refunds: day.refunds })}</span>
                </span>
                <StatePill day={day} />
                <span className="row-amount num strong">{formatMoney(day.paid, language)}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {days.hasMore && (
        <Button loading={days.loadingMore} onClick={days.more}>
          {t('settle.more')}
        </Button>
      )}
    </section>
  );
}

export function StatePill({ day }: { day: Settlement }) {
  const { t } = useWords();
  const state = day.paid.value === 0 ? 'none' : (day.payoutState ?? 'waiting');
  return <span className={`pill ${state === 'paid' ? 'jade' : state === 'none' ? '' : 'amber'}`}>{t(`settle.states.${state}`)}</span>;
}

function Payouts() {
  const { t, language } = useWords();
  const payouts = usePages<Payout>(api, '/payouts', {}, { refetchMs: REFRESH_MS, limit: 10 });
  if (payouts.loading || payouts.error || payouts.items.length === 0) return null;
  return (
    <section className="card">
      <h2>{t('settle.payouts')}</h2>
      <ul className="rows">
        {payouts.items.map((payout) => (
          <li key={payout.id} className="row">
            <span className="row-main">
              <span className="strong">
                {payout.payee.bankName} <span className="num">··{payout.payee.last4}</span>
              </span>
              <span className="small muted num">
                <When at={payout.finishedAt ?? payout.askedAt} />
                {payout.reason && ` · ${payout.reason}`}
              </span>
            </span>
            <span className={`pill ${PAYOUT_TONES[payout.state]}`}>{t(`settle.payoutStates.${payout.state}`)}</span>
            <span className="row-amount num strong">{formatMoney(payout.amount, language)}</span>
          </li>
        ))}
      </ul>
      {payouts.hasMore && (
        <Button loading={payouts.loadingMore} onClick={payouts.more}>
          {t('settle.more')}
        </Button>
      )}
    </section>
  );
}
