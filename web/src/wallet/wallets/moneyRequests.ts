import { useQuery } from '@tanstack/react-query';
import type { MoneyRequest, Page } from '../../api/types';
import { every } from '../../shared/poll';
import { api } from '../api';

const A_DAY_MS = 86_400_000;

/** Whether there has been a reminder within a day; the next one is refused until then. */
export const remindedToday = (request: MoneyRequest, now = Date.now()) => request.remindedAt !== null && request.remindedAt !== undefined && now - Date.parse(request.remindedAt) < A_DAY_MS;

/** What others ask me for and I have not answered. */
export const useOpenRequests = (limit: number) =>
  useQuery({
    queryKey: ['money-requests', 'open', limit],
    queryFn: () => api.get<Page<MoneyRequest>>('/money-requests', { query: { direction: 'received', state: 'open', limit } }),
    refetchInterval: every(20_000),
  });

/** The parts of an amount among so many, the largest first: they differ by one at most and sum to it, as the server splits. */
export const equalParts = (total: number, among: number): number[] => Array.from({ length: among }, (_, at) => Math.floor(total / among) + (at < total % among ? 1 : 0));
