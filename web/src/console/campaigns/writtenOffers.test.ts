import dayjs from 'dayjs';
import { expect, it } from 'vitest';
import { emptyDraft, type OfferDraft } from '../offers/offerDraft';
import { bodiesOf, doneWith, fieldsOf, placeOf, withShown, type WrittenOffer } from './writtenOffers';

const sponsors = new Map([['通宝', 'tongbao']]);

function draft(changes: Partial<OfferDraft>): OfferDraft {
  return {
    ...(emptyDraft('通宝') as OfferDraft),
    kind: 'amount_off',
    off: '5',
    startsAt: dayjs('2030-01-01T00:00:07'),
    endsAt: dayjs('2030-02-01T00:00:00'),
    budget: { total: '100', perDay: '', perMerchant: '', edge: 'all_or_nothing' },
    ...changes,
  };
}

const two: WrittenOffer[] = [
  { key: 0, draft: draft({ name: 'A', merchantIds: ['mer_1'] }), done: ['terms'] },
  { key: 4, draft: draft({ name: 'B', merchantIds: ['mer_2'] }), done: [] },
];

it('what is common follows the offer that is shown, and nothing else does', () => {
  const shown = draft({ name: 'B now', endsAt: dayjs('2031-01-01T00:00:00'), sponsors: [{ name: '面馆', percent: 100 }], off: '9' });
  const [first, second] = withShown(two, 1, shown);
  expect(second?.draft.name).toBe('B now');
  expect(first?.draft.name).toBe('A');
  expect(first?.draft.off).toBe('5');
  expect(first?.draft.merchantIds).toEqual(['mer_1']);
  expect(first?.draft.endsAt.isSame(shown.endsAt)).toBe(true);
  expect(first?.draft.sponsors).toEqual(shown.sponsors);
});

it('shops of another currency are no longer meant', () => {
  const [first] = withShown(two, 1, draft({ currency: 'GBP' }));
  expect(first?.draft.currency).toBe('GBP');
  expect(first?.draft.merchantIds).toEqual([]);
});

it('offers of one campaign begin and end at the same second and have the same sponsors', () => {
  const bodies = bodiesOf([two[0]!, { ...two[1]!, draft: { ...two[1]!.draft, startsAt: dayjs('2030-01-01T00:00:00') } }], sponsors);
  expect(bodies).toHaveLength(2);
  expect(bodies?.[1]?.startsAt).toBe(bodies?.[0].startsAt);
  expect(bodies?.[1]?.sponsors).toBe(bodies?.[0].sponsors);
  expect(bodies?.map((body) => body.name)).toEqual(['A', 'B']);
});

it('is nothing to send while one offer can not be told', () => {
  expect(bodiesOf([two[0]!, { ...two[1]!, draft: draft({ off: '' }) }], sponsors)).toBeNull();
});

it('a step is done for the offer that is shown', () => {
  expect(doneWith(two, 1, 'terms').map((offer) => offer.done)).toEqual([['terms'], ['terms']]);
  expect(doneWith(two, 0, 'terms')[0]?.done).toEqual(['terms']);
});

it('what another offer left in a field does not stay', () => {
  const { cap: _, ...without } = draft({});
  expect(fieldsOf(without as OfferDraft).find((field) => field.name === 'cap')).toMatchObject({ value: undefined, errors: [] });
});

it('knows which offer a problem is in', () => {
  expect(placeOf('plan.offers[2].benefit.steps[0].offMinor')).toEqual({ place: 2, field: 'benefit.steps[0].offMinor' });
  expect(placeOf('plan.offers[1]')).toEqual({ place: 1, field: '' });
  expect(placeOf('plan.offers')).toBeUndefined();
  expect(placeOf('plan.rules.zh')).toBeUndefined();
});
