import type { TFunction } from 'i18next';
import type { NewOffer } from '../../api/types';
import type { Language } from '../../shared/i18n/start';

type CouponTerms = NonNullable<NewOffer['coupon']>;

/** How the coupons of an offer are had and how long they can be used, a part a term; times by the offer's own clock. */
export function couponTerms(coupon: CouponTerms, zone: string, t: TFunction, language: Language): string[] {
  const time = (at: string) => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone: zone }).format(new Date(at));
  return [
    t('coupons.terms.stock', { count: coupon.stock ?? 0, formatted: (coupon.stock ?? 0).toLocaleString(language) }),
    t('coupons.eachAtMost', { count: coupon.perCustomer ?? 1 }),
    t(coupon.listed ? 'coupons.terms.listed' : 'coupons.terms.unlisted'),
    ...(coupon.claimFrom ? [t('coupons.terms.claimFrom', { time: time(coupon.claimFrom) })] : []),
    ...(coupon.claimUntil ? [t('coupons.terms.claimUntil', { time: time(coupon.claimUntil) })] : []),
    validity(coupon, time, t),
    t(coupon.transferable ? 'coupons.terms.transferable' : 'coupons.terms.kept'),
  ];
}

function validity({ validity: { kind, until, days, period } }: CouponTerms, time: (at: string) => string, t: TFunction): string {
  switch (kind) {
    case 'for_days':
      return t('coupons.terms.forDays', { count: days ?? 0 });
    case 'to_end_of':
      return t(`coupons.terms.toEndOf.${period ?? 'day'}`);
    case 'until':
      return t('coupons.terms.until', { time: until ? time(until) : '' });
    case 'until_offer_ends':
      return t('coupons.terms.untilOfferEnds');
  }
}
