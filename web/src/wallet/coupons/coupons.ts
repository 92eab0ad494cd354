import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import type { ClaimableCoupon, Coupon, Page } from '../../api/types';
import { shortMoment } from '../../shared/time';
import { api, queryClient } from '../api';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The lists of one's coupons, as the API has them. */
export const COUPON_LISTS = ['open', 'used', 'ended'] as const;
export type CouponList = (typeof COUPON_LISTS)[number];

export const useCoupons = (list: CouponList) =>
  useInfiniteQuery({
    queryKey: ['coupons', list],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => api.get<Page<Coupon>>('/coupons', { query: { state: list, cursor: pageParam, limit: 30 }, signal }),
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const useCoupon = (id: string) => useQuery({ queryKey: ['coupons', 'one', id], queryFn: () => api.get<Coupon>(`/coupons/${id}`) });

/** Those that could be used today and hardly longer; they that end first come first. */
export function useEndingCoupons() {
  return useQuery({
    queryKey: ['coupons', 'ending'],
    queryFn: async () => (await api.get<Page<Coupon>>('/coupons', { query: { state: 'open', limit: 3 } })).items.filter((coupon) => coupon.state === 'usable' && endsSoon(coupon)),
  });
}

export const useClaimable = () =>
  useInfiniteQuery({
    queryKey: ['claimable-coupons'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => api.get<Page<ClaimableCoupon>>('/claimable-coupons', { query: { cursor: pageParam, limit: 30 }, signal }),
    getNextPageParam: (page) => page.next ?? undefined,
  });

/** After a coupon has come or gone. */
export function couponsChanged(): void {
  for (const key of ['coupons', 'claimable-coupons']) void queryClient.invalidateQueries({ queryKey: [key] });
}

export const endsSoon = ({ until }: Pick<Coupon, 'until'>, now = Date.now()) => Date.parse(until) - now < 3 * DAY_MS;

/** "还剩 2 天", "还剩 5 小时": no more than there is. */
export function leftWords(until: string, t: TFunction, now = Date.now()): string {
  const left = Date.parse(until) - now;
  if (left >= DAY_MS) return t('coupons.daysLeft', { count: Math.floor(left / DAY_MS) });
  return left >= HOUR_MS ? t('coupons.hoursLeft', { count: Math.floor(left / HOUR_MS) }) : t('coupons.hardlyLeft');
}

/** How long a coupon can be used that is claimed now. */
export function validityWords({ validity, offer }: Pick<ClaimableCoupon, 'validity' | 'offer'>, t: TFunction, language: string): string {
  switch (validity.kind) {
    case 'for_days':
      return t('coupons.forDays', { count: validity.days ?? 0 });
    case 'to_end_of':
      return t(`coupons.toEndOf.${validity.period ?? 'day'}`, { defaultValue: t('coupons.until', { time: shortMoment(offer.endsAt, language) }) });
    default:
      return t('coupons.until', { time: shortMoment(validity.until ?? offer.endsAt, language) });
  }
}

/** 01:02:03 until it opens; days are not counted down. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
