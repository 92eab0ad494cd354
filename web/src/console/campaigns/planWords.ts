import type { TFunction } from 'i18next';
import type { Benefit, CampaignPlacement, CampaignPlan, Condition, Money } from '../../api/types';
import { couponTerms } from '../../shared/couponTerms';
import type { Language } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { type BankNames, benefitWords, conditionWords } from '../../shared/offerWords';
import { fullTime } from '../../shared/time';

interface Teller {
  t: TFunction;
  language: Language;
  plan: CampaignPlan;
  banks: BankNames;
  merchants: ReadonlyMap<string, string>;
}

/** A field of a plan as the diff names it, in words; a dot for what is not there. */
export function fieldValue(field: string, value: unknown, { t, language, plan, banks, merchants }: Teller): string {
  if (value === undefined || value === null) return '·';
  const { currency } = plan.offer;
  const listed = (names: string[]) => names.join(language === 'zh-CN' ? '、' : ', ');
  switch (field) {
    case 'offer.benefit':
      return benefitWords({ benefit: value as Benefit, currency }, t, language);
    case 'offer.condition': {
      const told = conditionWords({ benefit: plan.offer.benefit, condition: value as Condition, currency }, t, language, banks);
      return told.length > 0 ? told.join(language === 'zh-CN' ? '；' : '; ') : t('offers.always');
    }
    case 'offer.budget.total':
    case 'offer.budget.perDay':
      return formatMoney(value as Money, language);
    case 'offer.budget.edge':
      return t(value === 'rest' ? 'offers.edgeRest' : 'offers.edgeAllOrNothing');
    case 'offer.startsAt':
    case 'offer.endsAt':
      return fullTime(value as string, language);
    case 'offer.merchantIds': {
      const ids = value as string[];
      return ids.length > 0 ? listed(ids.map((id) => merchants.get(id) ?? id)) : t('offers.allMerchants');
    }
    case 'offer.sponsors':
      return listed((value as CampaignPlan['offer']['sponsors']).map((sponsor) => `${sponsor.name} ${sponsor.percent}%`));
    case 'offer.combinable':
      return t(value === true ? 'offers.together' : 'offers.alone');
    case 'offer.coupon':
      return couponTerms(value as NonNullable<CampaignPlan['offer']['coupon']>, plan.offer.zone, t, language).join(language === 'zh-CN' ? '，' : ', ');
    case 'offer.holdoutPercent':
      return `${String(value as number)}%`;
    case 'placements': {
      const placements = value as CampaignPlacement[];
      return placements.length > 0 ? listed(placements.map((placement) => t(`campaigns.placements.${placement}`))) : t('campaigns.noPlacement');
    }
    default:
      return typeof value === 'string' ? value : typeof value === 'number' ? value.toLocaleString(language) : JSON.stringify(value);
  }
}
