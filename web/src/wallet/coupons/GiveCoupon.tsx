import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { Coupon, Recipient } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { carryOut } from '../../shared/intents';
import type { Problem } from '../../shared/problem';
import { ErrorState, Skeleton } from '../../shared/states';
import { useIntent } from '../../shared/useIntent';
import { api } from '../api';
import { Button, Refusal, Tick } from '../parts';
import { Screen } from '../Screen';
import { FindPerson, nameOf, PersonRow } from '../wallets/FindPerson';
import { CouponTicket } from './CouponTicket';
import { couponsChanged, useCoupon } from './coupons';

/** Gives a coupon to a friend: who, checked by the masked name, and then it is theirs. */
export function GiveCoupon() {
  const { t } = useWords();
  const { id = '' } = useParams();
  const coupon = useCoupon(id);
  const [friend, setFriend] = useState<Recipient>();
  const give = useIntent<Coupon, Problem, { recipientId: string }>({
    mutationFn: (body) => carryOut(`give.${id}`, body, (idempotencyKey) => api.post<Coupon>(`/coupons/${id}/transfer`, body, { idempotencyKey })),
    onSettled: couponsChanged,
  });

  if (give.isSuccess && friend) return <Given friend={friend} />;
  return (
    <Screen
      title={t('coupons.give')}
      bottom={
        friend && (
          <Button busy={give.isPending} onClick={() => give.mutate({ recipientId: friend.id })}>
            {t('coupons.doGive', { name: nameOf(friend) })}
          </Button>
        )
      }
    >
      {coupon.isPending && <Skeleton rows={[104]} />}
      {coupon.isError && <ErrorState error={coupon.error} onRetry={() => void coupon.refetch()} />}
      {coupon.data && <CouponTicket coupon={coupon.data} />}
      {coupon.data && !friend && <FindPerson label={t('coupons.giveWhom')} submit={t('send.find')} autoFocus onFound={setFriend} />}
      {friend && (
        <>
          <div className="card rows">
            <PersonRow person={friend} testId="recipient">
              <button
                type="button"
                className="link"
                onClick={() => {
                  setFriend(undefined);
                  give.reset();
                }}
              >
                {t('send.change')}
              </button>
            </PersonRow>
          </div>
          <p className="muted small">{t('coupons.giveCheck')}</p>
          <Refusal problem={give.error} />
        </>
      )}
    </Screen>
  );
}

function Given({ friend }: { friend: Recipient }) {
  const { t } = useWords();
  const navigate = useNavigate();
  return (
    <Screen
      back={null}
      className="result"
      bottom={
        <div className="pair">
          <Link className="button button-ghost" to="/coupons" replace>
            {t('coupons.mine')}
          </Link>
          <Button onClick={() => void navigate('/', { replace: true })}>{t('cardMoney.done')}</Button>
        </div>
      }
    >
      <div className="result-body" role="status" data-testid="given">
        <span className="result-sign result-settled">
          <Tick />
        </span>
        <h1 className="result-title">{t('coupons.given', { name: nameOf(friend) })}</h1>
      </div>
    </Screen>
  );
}
