import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useLocation, useNavigate, useParams } from 'react-router';
import type { Payment } from '../../api/types';
import { Amount } from '../../shared/Amount';
import { CoinMark } from '../../shared/CoinMark';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { ErrorState, Skeleton, Warning } from '../../shared/states';
import { When } from '../../shared/When';
import { api, moneyMoved } from '../api';
import { Button, Tick } from '../parts';
import { Screen } from '../Screen';
import { Fact } from '../wallets/BillDetail';

/** Paid; or waiting for the card's bank, asked again until it has decided; or declined, and how to pay another way. */
export function Paid() {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const { id = '' } = useParams();
  const asked = (useLocation().state as { asked?: string } | null)?.asked;
  const payment = useQuery({
    queryKey: ['payment', id],
    queryFn: () => api.get<Payment>(`/payments/${id}`),
    refetchInterval: (query) => (query.state.data?.state === 'pending' ? 1500 : false),
  });
  const paid = payment.data;
  const state = paid?.state;
  useEffect(() => {
    if (state && state !== 'pending') moneyMoved();
  }, [state]);
  const anotherWay = asked ?? (paid?.orderId ? `order=${paid.orderId}` : undefined);
  return (
    <Screen
      back={null}
      className="result"
      bottom={
        <div className="pair">
          {state === 'declined' ? (
            <Link className="button button-ghost" to={anotherWay ? `/pay/confirm?${anotherWay}` : '/scan'} replace>
              {t('paid.anotherWay')}
            </Link>
          ) : (
            <Link className="button button-ghost" to="/bills">
              {t('cardMoney.seeBills')}
            </Link>
          )}
          <Button onClick={() => void navigate('/', { replace: true })}>{t('cardMoney.done')}</Button>
        </div>
      }
    >
      {payment.isPending && <Skeleton rows={[72, 48, 120]} />}
      {payment.isError && !paid && <ErrorState error={payment.error} onRetry={() => void payment.refetch()} />}
      {paid && (
        <>
          <div className="result-body" role="status" data-testid={state === 'pending' || state === 'declined' ? state : 'paid'}>
            <span className={`result-sign ${state === 'pending' || state === 'declined' ? `result-${state}` : 'result-settled'}`}>
              {state === 'pending' ? <CoinMark size={72} className="coin-turning" /> : state === 'declined' ? <Warning size={72} /> : <Tick />}
            </span>
            <h1 className="result-title">
              {state === 'pending' ? t('paid.pending') : state === 'declined' ? t('paid.declined') : t('paid.to', { name: paid.merchant.name })}
            </h1>
            <Amount money={paid.paid} size={44} />
            {state === 'pending' && <p className="muted">{t('paid.pendingNote')}</p>}
            {state === 'declined' && <p className="muted">{t(`paid.reason.${paid.reason ?? 'other'}`, { defaultValue: t('paid.reason.other') })}</p>}
            {state !== 'declined' && (
              <p className="result-chips num">
                {paid.discount.value > 0 && <span className="chip chip-jade">{t('paid.saved', { amount: formatMoney(paid.discount, language) })}</span>}
                {paid.cashback.value > 0 && <span className="chip chip-gold">{t('paid.earned', { amount: formatMoney(paid.cashback, language) })}</span>}
              </p>
            )}
          </div>
          <dl className="card facts">
            <Fact label={t('receipt.gross')}>{formatMoney(paid.gross, language)}</Fact>
            {paid.applied.map((offer) => (
              <Fact key={offer.offerId} label={offer.name}>
                {offer.discount.value > 0 ? formatMoney({ ...offer.discount, value: -offer.discount.value }, language) : formatMoney(offer.cashback, language, true)}
              </Fact>
            ))}
            <FundingFacts payment={paid} />
            <Fact label={t('bill.at')}>
              <When at={paid.at} full />
            </Fact>
            {state !== 'pending' && state !== 'declined' && (
              <Fact label={t('paid.entry')}>
                <span className="chip chip-indigo">{t('paid.entryNumber', { number: paid.entryId })}</span>
              </Fact>
            )}
          </dl>
        </>
      )}
    </Screen>
  );
}

/** Where what is paid comes from: one line for one source, a line each for several. */
export function FundingFacts({ payment }: { payment: Payment }) {
  const { t, language } = useWords();
  const { balance, bonus, card } = payment.funding;
  const name = card?.name ?? t('pay.card');
  const fromBonus = bonus?.value ?? 0;
  if (!card && fromBonus === 0) return <Fact label={t('paid.with')}>{t('pay.balance')}</Fact>;
  if (card && balance.value === 0) return <Fact label={t('paid.with')}>{name}</Fact>;
  return (
    <>
      {fromBonus > 0 && <Fact label={t('pay.bonus')}>{formatMoney({ ...balance, value: fromBonus }, language)}</Fact>}
      {balance.value > fromBonus && <Fact label={t('pay.balance')}>{formatMoney({ ...balance, value: balance.value - fromBonus }, language)}</Fact>}
      {card && <Fact label={name}>{formatMoney(card.amount, language)}</Fact>}
    </>
  );
}
