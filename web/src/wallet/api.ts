import { useQuery } from '@tanstack/react-query';
import type { Balance, Card, Page } from '../api/types';
import { createClient } from '../shared/client';
import { answersOf, useMe as useMeOf } from '../shared/useMe';

export const api = createClient('wallet');

// Without a network a screen says so at once, and what was pressed is not sent behind the person's back later.
export const queryClient = answersOf({ queries: { networkMode: 'always' }, mutations: { retry: false, networkMode: 'always' } });

export const useMe = () => useMeOf(api);

export const useBalances = () =>
  useQuery({ queryKey: ['balances'], queryFn: () => api.get<Page<Balance>>('/balances'), refetchOnWindowFocus: true });

export const useCards = () => useQuery({ queryKey: ['cards'], queryFn: () => api.get<Page<Card>>('/cards') });

/** After money has moved, everything that shows money is stale. */
export function moneyMoved(): void {
  for (const key of ['balances', 'bills', 'live-offers', 'money-requests', 'bill-splits', 'coupons']) void queryClient.invalidateQueries({ queryKey: [key] });
}
