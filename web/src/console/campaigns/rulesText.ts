import type { TFunction } from 'i18next';
import type { NewOffer } from '../../api/types';
import { couponTerms } from '../../shared/couponTerms';
import { oddsWords, offerWords } from '../../shared/offerWords';
import type { Language } from '../../shared/i18n/start';

/**
 * The rules page (活动规则) as it follows from the terms, a line a rule: when, what, where, how often, with what else, and what a refund
 * does. Whoever writes the campaign may change it.
 *
 * @param t of the language, whatever the reader's own is
 * @param merchants by id; one that is not there is left out
 */
export function rulesText(offer: NewOffer, t: TFunction, language: Language, merchants: ReadonlyMap<string, string>): string {
  const time = (at: string) => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone: offer.zone }).format(new Date(at));
  const odds = oddsWords(offer, t, language);
  const names = offer.merchantIds.flatMap((id) => merchants.get(id) ?? []);
  const rules = [
    t('campaignRules.when', { from: time(offer.startsAt), until: time(offer.endsAt) }),
    t('campaignRules.what', { what: offerWords(offer, t, language) }),
    ...(odds.length > 1 ? [t('campaignRules.odds', { odds: odds.join(language === 'zh-CN' ? '；' : '; ') })] : []),
    ...(offer.coupon ? [t('campaignRules.coupon', { terms: couponTerms(offer.coupon, offer.zone, t, language).join(language === 'zh-CN' ? '，' : ', ') })] : []),
    offer.benefit.kind === 'top_up_bonus'
      ? t('campaignRules.onTopUps')
      : names.length > 0
        ? t('campaignRules.at', { merchants: names.join(language === 'zh-CN' ? '、' : ', ') })
        : t('campaignRules.everywhere'),
    // As often as there are coupons, where it goes by them.
    ...(offer.usesPerCustomer ? [t('campaignRules.uses', { count: offer.usesPerCustomer })] : offer.coupon ? [] : [t('campaignRules.anyUses')]),
    ...(offer.usesPerDevice ? [t('campaignRules.usesPerDevice', { count: offer.usesPerDevice })] : []),
    ...(offer.budget.perMerchant ? [t('campaignRules.perMerchant')] : []),
    t(offer.combinable ? 'campaignRules.together' : 'campaignRules.alone'),
    t('campaignRules.budget'),
    t(offer.benefit.kind === 'top_up_bonus' ? 'campaignRules.bonus' : 'campaignRules.refunds'),
  ];
  return rules.map((rule, index) => `${index + 1}. ${rule}`).join('\n');
}
