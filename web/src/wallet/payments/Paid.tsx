import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from 'react-router';
import type { Payment } from '../../api/types';
import { Amount } from '../../shared/Amount';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { ErrorState, Skeleton } from '../../shared/states';
import { When } from '../../shared/When';
import { api } from '../api';
import { Button, Tick } from '../parts';
import { Screen } from '../Screen';
import { Fact } from '../wallets/BillDetail';

export function Paid() {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const { id = '' } = useParams();
  const payment = useQuery({ queryKey: ['payment', id], queryFn: () => api.get<Payment>(`/payments/${id}`) });
  const paid = payment.data;
  return (
    <Screen
      back={null}
      className="result"
      bottom={
        <div className="pair">
          <Link className="button button-ghost" to="/bills">
            {t('cardMoney.seeBills')}
          </Link>
          <Button onClick={() => void navigate('/', { replace: true })}>{t('cardMoney.done')}</Button>
        </div>
      }
    >
      {payment.isPending && <Skeleton rows={[72, 48, 120]} />}
      {payment.isError && <ErrorState error={payment.error} onRetry={() => void payment.refetch()} />}
      {paid && (
        <>
          <div className="result-body" role="status" data-testid="paid">
            <span className="result-sign result-settled">
              <Tick />
            </span>
            <h1 className="result-title">{t('paid.to', { name: paid.merchant.name })}</h1>
            <Amount money={paid.paid} size={44} />
            <p className="result-chips num">
              {paid.discount.value > 0 && <span className="chip chip-jade">{t('paid.saved', { amount: formatMoney(paid.discount, language) })}</span>}
              {paid.cashback.value > 0 && <span className="chip chip-gold">{t('paid.earned', { amount: formatMoney(paid.cashback, language) })}</span>}
            </p>
          </div>
          <dl className="card facts">
            <Fact label={t('receipt.gross')}>{formatMoney(paid.gross, language)}</Fact>
            {paid.applied.map((offer) => (
              <Fact key={offer.offerId} label={offer.name}>
                {offer.discount.value > 0 ? formatMoney({ ...offer.discount, value: -offer.discount.value }, language) : formatMoney(offer.cashback, language, true)}
              </Fact>
            ))}
            <Fact label={t('paid.with')}>{t('pay.balance')}</Fact>
            <Fact label={t('bill.at')}>
              <When at={paid.at} full />
            </Fact>
            <Fact label={t('paid.entry')}>
              <span className="chip chip-indigo">{t('paid.entryNumber', { number: paid.entryId })}</span>
            </Fact>
          </dl>
        </>
      )}
    </Screen>
  );
}
