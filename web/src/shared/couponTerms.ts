import type { TFunction } from 'i18next';
import type { NewOffer } from '../api/types';
import type { Language } from './i18n/start';

type CouponTerms = NonNullable<NewOffer['coupon']>;

/** How the coupons of an offer are had and how long they can be used, a part a term; times by the offer's own clock. */
export function couponTerms(coupon: CouponTerms, zone: string, t: TFunction, language: Language): string[] {
  const time = (at: string) => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone: zone }).format(new Date(at));
  return [
    t('couponTerms.stock', { count: coupon.stock ?? 0, formatted: (coupon.stock ?? 0).toLocaleString(language) }),
    t('couponTerms.each', { count: coupon.perCustomer ?? 1 }),
    t(coupon.listed ? 'couponTerms.listed' : 'couponTerms.unlisted'),
    ...(coupon.claimFrom ? [t('couponTerms.claimFrom', { time: time(coupon.claimFrom) })] : []),
    ...(coupon.claimUntil ? [t('couponTerms.claimUntil', { time: time(coupon.claimUntil) })] : []),
    validity(coupon, time, t),
    t(coupon.transferable ? 'couponTerms.transferable' : 'couponTerms.kept'),
  ];
}

function validity({ validity: { kind, until, days, period } }: CouponTerms, time: (at: string) => string, t: TFunction): string {
  switch (kind) {
    case 'for_days':
      return t('couponTerms.forDays', { count: days ?? 0 });
    case 'to_end_of':
      return t(`couponTerms.toEndOf.${period ?? 'day'}`);
    case 'until':
      return t('couponTerms.until', { time: until ? time(until) : '' });
    case 'until_offer_ends':
      return t('couponTerms.untilOfferEnds');
  }
}
