import type { TFunction } from 'i18next';
import type { Offer } from '../../api/types';
import { formatMoney, type Money } from '../../shared/money';

/** What an offer gives, in one line a person would say. */
export function benefitWords(offer: Offer, t: TFunction, language: string): string {
  const money = (value: Money) => formatMoney(value, language);
  const parts: string[] = [];
  if (offer.kind === 'spend_and_save') {
    parts.push(...(offer.steps ?? []).map((step) => t('offers.step', { threshold: money(step.threshold), off: money(step.off) })));
  } else if (offer.kind === 'first_order') {
    if (offer.off) parts.push(t('offers.firstOff', { off: money(offer.off) }));
  } else {
    parts.push(t(offer.kind === 'cashback' ? 'offers.cashbackOf' : 'offers.percentOff', { percent: offer.percent }));
  }
  if (offer.threshold && offer.threshold.value > 0) parts.push(t('offers.from', { threshold: money(offer.threshold) }));
  if (offer.cap) parts.push(t('offers.cap', { cap: money(offer.cap) }));
  if (offer.kind === 'first_order' && offer.scope) parts.push(t(`offers.scope.${offer.scope}`));
  return parts.join(language === 'zh-CN' ? '，' : ', ');
}
