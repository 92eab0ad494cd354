import dayjs, { type Dayjs } from 'dayjs';
import type { OfferDraft } from '../offers/offerDraft';

/** What marketers ask for most, as a form that is half filled in. Amounts are to be thought over, so they are small and round. */
export const TEMPLATES = ['spend_and_save', 'first_order', 'cashback', 'random', 'weekend', 'double_eleven', 'spring_festival', 'top_up', 'blank'] as const;
export type Template = (typeof TEMPLATES)[number];

type Start = Pick<OfferDraft, 'when' | 'startsAt'>;

/** @param draft the empty form, of which the rest stays as it is */
export function draftFrom(template: Template, { when, startsAt }: Start): Partial<OfferDraft> {
  switch (template) {
    case 'spend_and_save':
      return {
        kind: 'spend_and_save',
        steps: [
          { threshold: '50', off: '8' },
          { threshold: '100', off: '20' },
        ],
      };
    case 'first_order':
      return { kind: 'amount_off', off: '10', level: 'order', when: { ...when, order: 'first', scope: 'wallet', minimum: '20' }, usesPerCustomer: 1 };
    case 'cashback':
      return { kind: 'cashback', percent: '5', cap: '10', base: 'net' };
    case 'random':
      return {
        kind: 'random_off',
        chances: [
          { off: '1', weight: 80 },
          { off: '5', weight: 18 },
          { off: '20', weight: 2 },
        ],
        when: { ...when, minimum: '20' },
        usesPerCustomer: 1,
      };
    case 'weekend':
      return { kind: 'percent_off', percent: '50', cap: '30', level: 'order', when: { ...when, days: ['saturday', 'sunday'], from: clock('00:00'), to: clock('00:00') } };
    case 'double_eleven': {
      const day = theNext(startsAt, 11, 11);
      return {
        kind: 'every_spend',
        every: { threshold: '300', off: '50' },
        maxTimes: 3,
        startsAt: day,
        endsAt: day.add(1, 'day'),
      };
    }
    case 'spring_festival':
      return {
        kind: 'percent_off',
        percent: '12',
        cap: '88',
        level: 'order',
        when: { ...when, festival: '1-1', daysBefore: 7, daysAfter: 15 },
        endsAt: startsAt.add(1, 'year'),
      };
    case 'top_up':
      return {
        kind: 'top_up_bonus',
        steps: [
          { threshold: '100', off: '10' },
          { threshold: '300', off: '40' },
        ],
        usesPerCustomer: 1,
      };
    case 'blank':
      return {};
  }
}

const clock = (time: string) => dayjs(`2000-01-01T${time}`);

/** That day of this year, or of the next if it is over. */
function theNext(now: Dayjs, month: number, day: number): Dayjs {
  const thisYear = now.month(month - 1).date(day).startOf('day');
  return thisYear.isAfter(now) ? thisYear : thisYear.add(1, 'year');
}
