import type { NewOffer } from '../../api/types';
import { bodyOf, keepTimes, type OfferDraft } from '../offers/offerDraft';

/** As many as a campaign may have. */
export const MOST_OFFERS = 10;

/** The steps of writing a campaign, and the fields of an offer that each one asks for. */
export const OFFER_STEPS = {
  terms: ['name', 'currency', 'kind', 'steps', 'every', 'off', 'level', 'percent', 'cap', 'base', 'price', 'goods', 'unitsPerLine', 'maxTimes', 'chances', 'buyGet', 'parts'],
  audience: ['startsAt', 'endsAt', 'merchantIds', 'when'],
  budget: ['budget', 'usesPerCustomer', 'usesPerDevice', 'byCoupon', 'coupon', 'combinable', 'holdoutPercent', 'sponsors'],
} as const satisfies Record<string, readonly (keyof OfferDraft)[]>;
export type OfferStep = keyof typeof OFFER_STEPS;

const FIELDS: readonly (keyof OfferDraft)[] = Object.values(OFFER_STEPS).flat();

/** One of the offers of a campaign that is being written. */
export interface WrittenOffer {
  key: number;
  draft: OfferDraft;
  /** The steps in which it was found complete. */
  done: readonly OfferStep[];
  /** What it was before, and that in the form, if it was. */
  origin?: { before: NewOffer; worked: OfferDraft };
}

/** An offer's part of what is in a form that holds more. */
export function offerIn(values: OfferDraft): OfferDraft {
  return Object.fromEntries(FIELDS.map((field) => [field, values[field]])) as unknown as OfferDraft;
}

/** As values of the form's fields, those that are not there too: what another offer left in them would stay. */
export function fieldsOf(draft: OfferDraft): { name: keyof OfferDraft; value: unknown; errors: []; touched: boolean }[] {
  return FIELDS.map((name) => ({ name, value: draft[name], errors: [], touched: false }));
}

/** All of them with what the form holds of the one that is shown; what is the same for all follows it. */
export function withShown(offers: readonly WrittenOffer[], shown: number, values: OfferDraft): WrittenOffer[] {
  const now = offerIn(values);
  const { currency, startsAt, endsAt, sponsors } = now;
  return offers.map((offer, at) => {
    if (at === shown) return { ...offer, draft: now };
    // Shops take one currency.
    const merchantIds = offer.draft.currency === currency ? offer.draft.merchantIds : [];
    return { ...offer, draft: { ...offer.draft, currency, startsAt, endsAt, sponsors, merchantIds } };
  });
}

export function doneWith(offers: readonly WrittenOffer[], shown: number, step: OfferStep): WrittenOffer[] {
  return offers.map((offer, at) => (at === shown && !offer.done.includes(step) ? { ...offer, done: [...offer.done, step] } : offer));
}

/** As the API takes them; null while one can't be told. The times are the first one's to the second, which the form does not show. */
export function bodiesOf(offers: readonly WrittenOffer[], sponsorIds: Map<string, string>): [NewOffer, ...NewOffer[]] | null {
  const bodies: NewOffer[] = [];
  for (const { draft, origin } of offers) {
    const body = bodyOf(draft, sponsorIds);
    if (!body) return null;
    bodies.push(origin ? keepTimes(body, draft, origin.before, origin.worked) : body);
  }
  const [first, ...others] = bodies;
  if (!first) return null;
  const { currency, zone, startsAt, endsAt, sponsors } = first;
  return [first, ...others.map((body) => ({ ...body, currency, zone, startsAt, endsAt, sponsors }))];
}

/** Which offer one of the API's fields is about, and its field there; none of what is the campaign's. */
export function placeOf(field: string): { place: number; field: string } | undefined {
  const [, place, rest] = /^plan\.offers\[(\d+)\]\.?(.*)$/.exec(field) ?? [];
  return place === undefined ? undefined : { place: Number(place), field: rest ?? '' };
}
