import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import type { Notice, UnreadNotices } from '../../api/types';
import { shortMoment } from '../../shared/time';
import { api } from '../api';

export const UNREAD = ['notices', 'unread'];

/** Asked anew whenever it is shown: what was told meanwhile is the reason to look. */
export const useUnreadNotices = () =>
  useQuery({ queryKey: UNREAD, queryFn: () => api.get<UnreadNotices>('/notices/unread'), refetchOnMount: 'always', refetchOnWindowFocus: true });

/** Where a press on it leads. */
export const placeOf = ({ kind, about }: Pick<Notice, 'kind' | 'about'>) => (kind === 'benefit_granted' ? `/benefits/${about}` : `/coupons/${about}`);

/** What a notice says, made of its facts. */
export function noticeWords({ kind, facts }: Pick<Notice, 'kind' | 'facts'>, t: TFunction, language: string): { title: string; note: string } {
  const name = facts.name ?? '';
  const time = facts.until === undefined ? '' : shortMoment(facts.until, language);
  return { title: t(`notices.${kind}.title`, { name }), note: t(`notices.${kind}.note`, { time }) };
}
