/**
 * What an offer gives and when, in the promotion engine's own form (docs/api/price.md). The API document leaves these two open
 * objects, so they are written here by hand. Amounts are minor units of the offer's currency, 10,000 basis points are all of it, and
 * what is absent has its default: all goods, gross, at the order, always.
 */
import type { components } from './schema';

type Schemas = components['schemas'];

export interface Goods {
  products?: string[];
  categories?: string[];
  exceptProducts?: string[];
}

/** Of the prices as they came, or of what the offers before have left. */
export type Base = 'gross' | 'net';

export interface Step {
  thresholdMinor: number;
  offMinor: number;
}

export type Benefit =
  | { kind: 'amount_off'; offMinor: number; level?: 'line' | 'order' | 'payment'; goods?: Goods; unitsPerLine?: number }
  | { kind: 'percent_off'; basisPoints: number; capMinor?: number; level?: 'line' | 'order' | 'payment'; base?: Base; goods?: Goods; unitsPerLine?: number }
  | { kind: 'spend_and_save'; steps: Step[]; base?: Base; goods?: Goods }
  | { kind: 'every_spend'; thresholdMinor: number; offMinor: number; maxTimes?: number; base?: Base; goods?: Goods }
  | { kind: 'fixed_price' | 'flash_price'; priceMinor: number; goods?: Goods; unitsPerLine?: number }
  | { kind: 'buy_get'; buy?: Goods; buyUnits: number; get?: Goods; getUnits: number; basisPoints?: number; pick?: 'cheapest' | 'dearest'; maxTimes?: number }
  | { kind: 'bundle'; parts: { goods?: Goods; units?: number }[]; priceMinor: number; maxTimes?: number }
  | { kind: 'free_gift'; product: string; units?: number; worthMinor: number }
  | { kind: 'random_off'; chances: { offMinor: number; weight: number }[] }
  | { kind: 'shipping_off' | 'fee_off'; atMostMinor?: number }
  | { kind: 'cashback'; basisPoints: number; capMinor?: number; base?: Base; goods?: Goods }
  | { kind: 'points'; points: number; everyMinor: number; maxPoints?: number; base?: Base; goods?: Goods }
  | { kind: 'points_times'; timesBasisPoints: number; maxPoints?: number }
  | { kind: 'top_up_bonus'; steps: Step[] };

export type BenefitKind = Benefit['kind'];

export type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';

export type Condition =
  | { kind: 'all' | 'any'; parts: Condition[] }
  | { kind: 'not'; part: Condition }
  | { kind: 'amount_at_least'; minor: number; base?: Base; goods?: Goods }
  | { kind: 'quantity_at_least'; units: number; goods?: Goods }
  | { kind: 'in_stores'; stores: string[] }
  | { kind: 'nth_order'; scope: 'wallet' | 'merchant'; nth: number }
  | { kind: 'new_customer'; days: number }
  | { kind: 'in_tiers'; tiers: string[] }
  | { kind: 'has_tag'; tags: string[] }
  | { kind: 'on_list'; lists: string[] }
  | { kind: 'birthday_near'; daysBefore?: number; daysAfter?: number }
  | { kind: 'weekly_hours'; days: Weekday[]; from: string; to: string }
  | { kind: 'on_calendar'; calendar: string; labels: string[] }
  | { kind: 'near_lunar_day'; month: number; day: number; daysBefore?: number; daysAfter?: number }
  | { kind: 'paid_with'; kinds?: string[]; issuers?: string[]; brands?: string[] }
  | { kind: 'in_channels'; channels: string[] }
  | { kind: 'on_devices'; devices: string[] }
  | { kind: 'cel'; expression: string };

export type ConditionKind = Condition['kind'];

/** What is done when less is left of a budget than the offer would give. */
export type Edge = 'all_or_nothing' | 'rest';

interface Terms {
  kind: BenefitKind;
  benefit: Benefit;
  condition?: Condition | null;
}

export type Offer = Omit<Schemas['Offer'], 'kind' | 'benefit' | 'condition' | 'budget'> &
  Terms & {
    budget: Omit<Schemas['OfferBudget'], 'edge'> & { edge: Edge };
    combinable: boolean;
    holdoutPercent: number;
  };

export type JointCampaign = Omit<Schemas['JointCampaign'], 'plan'> & { plan: CampaignPlan };

export type LiveOffer = Omit<Schemas['LiveOffer'], 'kind' | 'benefit' | 'condition'> & Terms;

/** What a coupon gives, and where. */
export type CouponOffer = Omit<Schemas['CouponOffer'], 'kind' | 'benefit' | 'condition'> & Terms;

export type Coupon = Omit<Schemas['Coupon'], 'offer'> & { offer: CouponOffer };

export type ClaimableCoupon = Omit<Schemas['ClaimableCoupon'], 'offer'> & { offer: CouponOffer };

export interface NewOffer {
  name: string;
  currency: string;
  benefit: Benefit;
  condition?: Condition;
  merchantIds: string[];
  startsAt: string;
  endsAt: string;
  zone: string;
  budget: { total?: Schemas['Money']; perDay?: Schemas['Money']; perMerchant?: Schemas['Money']; edge: Edge };
  usesPerCustomer?: number;
  usesPerDevice?: number;
  combinable: boolean;
  holdoutPercent?: string;
  sponsors: { sponsorId: string; name: string; percent: number | null; prefunded?: boolean }[];
  coupon?: {
    stock: number | null;
    perCustomer: number | null;
    listed: boolean;
    transferable: boolean;
    claimFrom?: string;
    claimUntil?: string;
    validity: { kind: Schemas['CouponValidity']['kind']; until?: string; days?: number | null; period?: 'day' | 'week' | 'month' | null };
  };
}

export interface OfferTrialRequest {
  offer: NewOffer;
  lines: { product?: string; category?: string; unitPrice: Schemas['Money']; quantity: number }[];
  source?: Schemas['OfferTrialRequestSource'];
  channel?: string;
  joinedDaysAgo?: number;
}

/** A basket priced with an offer that is being written; each line's id is its place, from 0. */
export interface OfferTrial {
  gross: Schemas['Money'];
  discount: Schemas['Money'];
  payable: Schemas['Money'];
  cashback: Schemas['Money'];
  bonus: Schemas['Money'];
  lines: { id: string; discount: Schemas['Money'] }[];
  sponsors: { name: string; bears: Schemas['Money'] }[];
  notApplied?: { code: string; condition: string; seen: string } | null;
}

/** A campaign as a version keeps it: its offers are in the normal form, so nothing that has a meaning is absent. */
export type CampaignPlan = Omit<Schemas['CampaignPlan'], 'offers'> & { offers: [NewOffer, ...NewOffer[]] };

export type CampaignVersion = Omit<Schemas['CampaignVersion'], 'plan'> & { plan: CampaignPlan };

export type Campaign = Omit<Schemas['Campaign'], 'newest'> & { newest: CampaignVersion };

export interface CampaignDifference {
  field: string;
  before?: unknown;
  after?: unknown;
}

export type LiveCampaignOffer = Omit<Schemas['LiveCampaignOffer'], 'kind' | 'benefit' | 'condition'> & Terms;

export type LiveCampaign = Omit<Schemas['LiveCampaign'], 'offers'> & { offers: [LiveCampaignOffer, ...LiveCampaignOffer[]] };
