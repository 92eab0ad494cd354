import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import type { CardMovement } from '../../api/types';
import { Amount } from '../../shared/Amount';
import { CoinMark } from '../../shared/CoinMark';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { ErrorState, Skeleton, Warning } from '../../shared/states';
import { api, moneyMoved } from '../api';
import { useDetour } from '../detour';
import { Button, Tick } from '../parts';
import { forgetQuotes } from '../payments/keptQuote';
import { Screen } from '../Screen';

export function TopUpResult() {
  return <Result way="top-up" path="/top-ups" />;
}

export function WithdrawalResult() {
  return <Result way="withdraw" path="/withdrawals" />;
}

/** Pending, settled or declined. Pending is asked again until it settles: the bank may take its time. */
function Result({ way, path }: { way: 'top-up' | 'withdraw'; path: string }) {
  const { t, language } = useWords();
  const [search] = useSearchParams();
  const { onDetour, done } = useDetour(search);
  const { id = '' } = useParams();
  const transfer = useQuery({
    queryKey: [path, id],
    queryFn: () => api.get<CardMovement>(`${path}/${id}`),
    refetchInterval: (query) => (query.state.data?.state === 'pending' ? 1500 : false),
  });
  const state = transfer.data?.state;
  useEffect(() => {
    if (!state || state === 'pending') return;
    moneyMoved();
    // A price kept from before knows the balance of before.
    forgetQuotes();
  }, [state]);

  return (
    <Screen
      back={null}
      className="result"
      bottom={
        transfer.data && (
          <div className="pair">
            {state === 'declined' ? (
              <Link className="button button-ghost" to={`/${way}?${search}`} replace>
                {t('cardMoney.again')}
              </Link>
            ) : (
              <Link className="button button-ghost" to="/bills">
                {t('cardMoney.seeBills')}
              </Link>
            )}
            <Button onClick={() => done('/')}>{onDetour ? t('cardMoney.goOn') : t('cardMoney.done')}</Button>
          </div>
        )
      }
    >
      {transfer.isPending && <Skeleton rows={[72, 48, 20]} />}
      {transfer.isError && <ErrorState error={transfer.error} onRetry={() => void transfer.refetch()} />}
      {transfer.data && (
        <div className="result-body" role="status" data-testid="card-money-result" data-state={state}>
          <span className={`result-sign result-${state}`}>
            {state === 'settled' && <Tick />}
            {state === 'pending' && <CoinMark size={72} className="coin-turning" />}
            {state === 'declined' && <Warning size={72} />}
          </span>
          <p className="result-title">
            {way === 'top-up'
              ? t('cardMoney.topUpState', { context: state })
              : t('cardMoney.withdrawalState', { context: state })}
          </p>
          <Amount money={transfer.data.amount} size={44} />
          {state !== 'declined' && transfer.data.bonus && (
            <p className="result-chips num">
              <span className="chip chip-gold" data-testid="bonus">
                {t(state === 'settled' ? 'topUpBonus.given' : 'topUpBonus.held', { amount: formatMoney(transfer.data.bonus, language) })}
              </span>
            </p>
          )}
          {state === 'pending' && <p className="muted">{t('cardMoney.pendingNote')}</p>}
          {state === 'declined' && (
            <p className="muted">
              {t(`cardMoney.reason.${transfer.data.reason ?? 'other'}`, { defaultValue: t('cardMoney.reason.other') })}
            </p>
          )}
        </div>
      )}
    </Screen>
  );
}
