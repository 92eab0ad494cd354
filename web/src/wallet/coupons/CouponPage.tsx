import { Link, useParams } from 'react-router';
import type { Coupon } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { kindWords, offerWords } from '../../shared/offerWords';
import { ErrorState, Skeleton } from '../../shared/states';
import { useCardBanks } from '../../shared/useCardBanks';
import { When } from '../../shared/When';
import { api } from '../api';
import { TicketStub, whereWords } from '../offers/TicketStub';
import { Screen } from '../Screen';
import { Fact } from '../wallets/BillDetail';
import { endsSoon, leftWords, useCoupon } from './coupons';

/** One coupon: what it gives, where, until when, and what can be done with it. */
export function CouponPage() {
  const { t } = useWords();
  const { id = '' } = useParams();
  const coupon = useCoupon(id);
  const state = coupon.data?.state;
  return (
    <Screen
      title={t('coupons.one')}
      bottom={
        state === 'usable' ? (
          <div className={coupon.data?.transferable ? 'pair' : undefined}>
            {coupon.data?.transferable && (
              <Link className="button button-ghost" to={`/coupons/${id}/give`}>
                {t('coupons.give')}
              </Link>
            )}
            <Link className="button button-primary" to="/scan">
              {t('offer.use')}
            </Link>
          </div>
        ) : (
          state === 'used' &&
          coupon.data?.paymentId && (
            <Link className="button button-ghost" to={`/pay/done/${coupon.data.paymentId}`}>
              {t('pay.seePayment')}
            </Link>
          )
        )
      }
    >
      {coupon.isPending && <Skeleton rows={[132, 220]} />}
      {coupon.isError && <ErrorState error={coupon.error} onRetry={() => void coupon.refetch()} />}
      {coupon.data && <About coupon={coupon.data} />}
    </Screen>
  );
}

function About({ coupon }: { coupon: Coupon }) {
  const { t, language } = useWords();
  const banks = useCardBanks(api);
  const { offer, state } = coupon;
  const soon = state === 'usable' && endsSoon(coupon);
  return (
    <>
      <article className={state === 'usable' || state === 'held' ? 'ticket ticket-tall' : 'ticket ticket-tall ticket-over'} data-testid="coupon-page" data-state={state}>
        <TicketStub offer={offer} />
        <div className="ticket-right">
          <h2>{offer.name}</h2>
          <p className="muted small">{kindWords(offer.kind, t)}</p>
          <p className="ticket-foot">
            <span className={state === 'usable' ? (soon ? 'chip chip-amber' : 'chip chip-jade') : state === 'held' ? 'chip chip-indigo' : 'chip chip-quiet'}>
              {soon ? leftWords(coupon.until, t) : t(`coupons.state.${state}`)}
            </span>
          </p>
        </div>
      </article>
      {state === 'held' && (
        <p className="notice" role="status">
          {t('coupons.heldNote')}
        </p>
      )}
      <dl className="card facts num">
        <Fact label={t('coupons.terms')}>{offerWords(offer, t, language, banks.names)}</Fact>
        <Fact label={t('coupons.where')}>{whereWords(offer, t, language)}</Fact>
        <Fact label={t('coupons.validUntil')}>
          <When at={coupon.until} full />
        </Fact>
        <Fact label={t('coupons.gotAt')}>
          {t(`coupons.how.${coupon.how}`)} · <When at={coupon.gotAt} />
        </Fact>
        {offer.campaignId && (
          <Fact label={t('campaign.rules')}>
            <Link className="link" to={`/campaigns/${offer.campaignId}`}>
              {t('coupons.readRules')}
            </Link>
          </Fact>
        )}
        <Fact label={t('coupons.number')}>
          <code>{coupon.id}</code>
        </Fact>
      </dl>
      {state === 'usable' && <p className="muted small">{t('coupons.auto')}</p>}
    </>
  );
}
