import { Toast } from 'antd-mobile';
import { type FormEvent, useEffect, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { ClaimableCoupon, Coupon } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { carryOut } from '../../shared/intents';
import { offerWords, percentOf } from '../../shared/offerWords';
import type { Problem } from '../../shared/problem';
import { problemText } from '../../shared/problemText';
import { Empty, ErrorState, Skeleton } from '../../shared/states';
import { shortMoment } from '../../shared/time';
import { useCardBanks } from '../../shared/useCardBanks';
import { useIntent } from '../../shared/useIntent';
import { api, queryClient } from '../api';
import { useClaimableBenefits } from '../benefits/benefits';
import { ClaimableBenefits } from '../benefits/ClaimableBenefits';
import { TicketStub, whereWords } from '../offers/TicketStub';
import { Button, Field, MoreOf, Refusal } from '../parts';
import { Screen } from '../Screen';
import { countdown, couponsChanged, useClaimable, validityWords } from './coupons';

const A_DAY_MS = 86_400_000;

/** 领券中心: the coupons and benefits that are to be had, and a field for a code. */
export function ClaimCentre() {
  const { t } = useWords();
  const claimable = useClaimable();
  const benefits = useClaimableBenefits();
  const someBenefits = benefits.data?.pages.some((page) => page.items.length > 0) ?? false;
  const all = claimable.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Screen
      title={t('coupons.centre')}
      right={
        <Link className="bar-link" to="/coupons">
          {t('coupons.mineShort')}
        </Link>
      }
    >
      <CodeForm />
      {(claimable.isPending || benefits.isPending) && <Skeleton rows={[118, 118, 118]} />}
      {!claimable.isPending && <ClaimableBenefits claimable={benefits} />}
      {claimable.isError && <ErrorState error={claimable.error} onRetry={() => void claimable.refetch()} />}
      {claimable.isSuccess && all.length === 0 && benefits.isSuccess && !someBenefits && <Empty>{t('coupons.noneToClaim')}</Empty>}
      {!benefits.isPending && all.length > 0 && (
        <section aria-label={t('coupons.ways')}>
          {someBenefits && <h2 className="section">{t('coupons.ways')}</h2>}
          <ul className="stack-small plain-list">
            {all.map((coupon) => (
              <li key={coupon.offer.id}>
                <ClaimTicket coupon={coupon} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <MoreOf list={claimable} />
    </Screen>
  );
}

function CodeForm() {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const redeem = useIntent<Coupon, Problem, string>({
    mutationFn: (code) => carryOut('coupon-code', code, (idempotencyKey) => api.post<Coupon>('/coupon-claims', { code }, { idempotencyKey })),
    onSuccess: (coupon) => {
      couponsChanged();
      queryClient.setQueryData(['coupons', 'one', coupon.id], coupon);
      void Toast.show({ icon: 'success', content: t('coupons.got') });
      void navigate(`/coupons/${coupon.id}`);
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (typed.trim()) redeem.mutate(typed.trim());
  }

  return (
    <form className="card padded redeem" onSubmit={submit} noValidate>
      <Field
        label={t('coupons.code')}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={100}
        placeholder={t('coupons.codeHint')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          redeem.reset();
        }}
        fault={redeem.error ? problemText(t, redeem.error, language) : undefined}
        suffix={
          <Button type="submit" kind="plain" busy={redeem.isPending} disabled={!typed.trim()}>
            {t('coupons.redeem')}
          </Button>
        }
      />
    </form>
  );
}

function ClaimTicket({ coupon }: { coupon: ClaimableCoupon }) {
  const { t, language } = useWords();
  const banks = useCardBanks(api);
  const { offer, stock, left, claimed } = coupon;
  const opensIn = useMsUntil(coupon.state === 'not_started' ? coupon.claimFrom : undefined);
  const state = coupon.state === 'not_started' && opensIn <= 0 ? 'open' : coupon.state;
  const claim = useIntent<Coupon, Problem, { offerId: string; claimed: number }>({
    // With how many there are already: one more is another intent, once this one is on the list.
    mutationFn: (body) => carryOut(`claim.${offer.id}`, body, (idempotencyKey) => api.post<Coupon>('/coupon-claims', { offerId: body.offerId }, { idempotencyKey })),
    onSettled: couponsChanged,
  });
  const landed = claim.isSuccess || claimed > 0;
  return (
    <article className={state === 'sold_out' ? 'ticket ticket-over' : 'ticket'} data-testid="claimable" data-state={state}>
      <TicketStub offer={offer} />
      <div className="ticket-right">
        <h2>
          {offer.name}
          {landed && <span className={claim.isSuccess ? 'stamp stamp-new' : 'stamp'}>{claimed > 1 ? t('coupons.claimedMany', { count: claimed }) : t('coupons.claimed')}</span>}
        </h2>
        <p className="muted small num">{offerWords(offer, t, language, banks.names)}</p>
        <p className="muted small">
          {whereWords(offer, t, language)} · <span className="num together">{validityWords(coupon, t, language)}</span>
          {offer.campaignId && (
            <>
              {' · '}
              <Link className="link" to={`/campaigns/${offer.campaignId}`}>
                {t('campaign.rules')}
              </Link>
            </>
          )}
        </p>
        <div className="ticket-foot num">
          {state === 'not_started' ? (
            <span className="indigo small">{opensIn < A_DAY_MS ? t('coupons.opensIn', { time: countdown(opensIn) }) : t('coupons.opensAt', { time: shortMoment(coupon.claimFrom, language) })}</span>
          ) : (
            <span className="left-bar">
              {left > 0 && <meter min={0} max={stock} value={left} aria-label={t('coupons.leftOf', { left, stock })} />}
              <span className="muted small" aria-hidden={left > 0}>
                {left > 0 ? t('coupons.left', { percent: leftPercent(left, stock, language) }) : t('coupons.noneLeft')}
              </span>
            </span>
          )}
          {state === 'open' ? (
            <button type="button" className="ticket-use" aria-busy={claim.isPending} aria-label={t('coupons.claimNamed', { name: offer.name })} onClick={() => claim.mutate({ offerId: offer.id, claimed })}>
              {t(claimed > 0 ? 'coupons.claimMore' : 'coupons.claim')}
            </button>
          ) : claimed > 0 ? (
            <Link className="ticket-use ticket-use-quiet" to="/coupons" aria-label={t('offer.useNamed', { name: offer.name })}>
              {t('offer.use')}
            </Link>
          ) : (
            <span className="ticket-use ticket-use-off">{t(`coupons.claimState.${state}`)}</span>
          )}
        </div>
        <Refusal problem={claim.error} />
      </div>
    </article>
  );
}

/** In whole percent, and never 0 while there is one. */
const leftPercent = (left: number, stock: number, language: string) => percentOf(Math.max(1, Math.ceil((left / stock) * 100)), 100, language);

/** Counted down each second; 0 where there is nothing to wait for. */
function useMsUntil(moment: string | undefined): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (moment === undefined) return;
    const tick = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(tick);
  }, [moment]);
  return moment === undefined ? 0 : Math.max(0, Date.parse(moment) - now);
}
