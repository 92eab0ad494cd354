import type { TFunction } from 'i18next';
import type { Benefit, CampaignPlacement, CampaignPlan, Condition, Money, NewOffer } from '../../api/types';
import { couponTerms } from '../../shared/couponTerms';
import type { Language } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { type BankNames, benefitWords, conditionWords, kindWords, offerWords } from '../../shared/offerWords';
import { fullTime } from '../../shared/time';

interface Teller {
  t: TFunction;
  language: Language;
  plan: CampaignPlan;
  banks: BankNames;
  merchants: ReadonlyMap<string, string>;
}

/** What all its offers may cost together; undefined while one has no budget. */
export function totalBudget(plan: CampaignPlan): Money | undefined {
  return plan.offers
    .map((offer) => offer.budget.total)
    .reduce((sum, budget) => sum && budget && { ...sum, value: sum.value + budget.value });
}

/** What its offers give, each once. */
export function kindsWords(plan: CampaignPlan, t: TFunction, language: Language): string {
  return [...new Set(plan.offers.map((offer) => kindWords(offer.benefit.kind, t)))].join(language === 'zh-CN' ? '、' : ', ');
}

/** Which offer a field that the API names is of, and which of its fields it is; nothing of what is the plan's own. */
function ofOffer(field: string): { place: number; its: string } | undefined {
  const [, place, its] = /^offers\[(\d+)\](?:\.(.*))?$/.exec(field) ?? [];
  return place === undefined ? undefined : { place: Number(place), its: its ?? '' };
}

/** A field by its name, with the offer's where there are several. */
export function fieldName(field: string, plan: CampaignPlan, t: TFunction): string {
  const of = ofOffer(field);
  if (!of) return t(`campaigns.fields.${field}`, { defaultValue: field });
  const its = of.its ? t(`campaigns.fields.offer.${of.its}`, { defaultValue: of.its }) : t('campaigns.wholeOffer');
  return plan.offers.length > 1 ? `${plan.offers[of.place]?.name ?? t('campaigns.offerAt', { n: of.place + 1 })} · ${its}` : its;
}

/** A field of a plan as the diff names it, in words; a dot for what is not there. */
export function fieldValue(field: string, value: unknown, { t, language, plan, banks, merchants }: Teller): string {
  if (value === undefined || value === null) return '·';
  const of = ofOffer(field);
  const offer = plan.offers[of?.place ?? 0] ?? plan.offers[0];
  const { currency } = offer;
  const listed = (names: string[]) => names.join(language === 'zh-CN' ? '、' : ', ');
  switch (of ? `offer.${of.its}` : field) {
    case 'offer.':
      return `${(value as NewOffer).name}: ${offerWords(value as NewOffer, t, language, banks)}`;
    case 'offer.benefit':
      return benefitWords({ benefit: value as Benefit, currency }, t, language);
    case 'offer.condition': {
      const told = conditionWords({ benefit: offer.benefit, condition: value as Condition, currency }, t, language, banks);
      return told.length > 0 ? told.join(language === 'zh-CN' ? '；' : '; ') : t('offers.always');
    }
    case 'offer.budget.total':
    case 'offer.budget.perDay':
    case 'offer.budget.perMerchant':
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
      return listed((value as NewOffer['sponsors']).map((sponsor) => `${sponsor.name} ${sponsor.percent}%`));
    case 'offer.combinable':
      return t(value === true ? 'offers.together' : 'offers.alone');
    case 'offer.coupon':
      return couponTerms(value as NonNullable<NewOffer['coupon']>, offer.zone, t, language).join(language === 'zh-CN' ? '，' : ', ');
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
