import type { TFunction } from 'i18next';
import type { NewOffer } from '../../api/types';
import { couponTerms } from '../../shared/couponTerms';
import { oddsWords, offerWords } from '../../shared/offerWords';
import type { Language } from '../../shared/i18n/start';

/**
 * The rules page (活动规则) as it follows from the terms, a line a rule: when, what, where, how often, with what else, and what a refund
 * does; of several offers what each has of its own under its name. Whoever writes the campaign may change it.
 *
 * @param t of the language, whatever the reader's own is
 * @param merchants by id; one that is not there is left out
 */
export function rulesText(offers: readonly [NewOffer, ...NewOffer[]], t: TFunction, language: Language, merchants: ReadonlyMap<string, string>): string {
  const [first] = offers;
  const time = (at: string) => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone: first.zone }).format(new Date(at));
  const onTopUps = offers.filter((offer) => offer.benefit.kind === 'top_up_bonus').length;
  let rule = 0;
  const numbered = (rules: string[]) => rules.map((each) => `${++rule}. ${each}`);
  return [
    ...numbered([t('campaignRules.when', { from: time(first.startsAt), until: time(first.endsAt) })]),
    ...offers.flatMap((offer) => [...(offers.length > 1 ? [t('campaignRules.offer', { name: offer.name })] : []), ...numbered(ownRules(offer, t, language, merchants))]),
    ...(offers.length > 1 ? [t('campaignRules.all')] : []),
    ...numbered([t('campaignRules.budget'), ...(onTopUps > 0 ? [t('campaignRules.bonus')] : []), ...(onTopUps < offers.length ? [t('campaignRules.refunds')] : [])]),
  ].join('\n');
}

function ownRules(offer: NewOffer, t: TFunction, language: Language, merchants: ReadonlyMap<string, string>): string[] {
  const odds = oddsWords(offer, t, language);
  const names = offer.merchantIds.flatMap((id) => merchants.get(id) ?? []);
  return [
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
  ];
}
