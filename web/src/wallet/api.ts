import { QueryClient, useQuery } from '@tanstack/react-query';
import type { Balance, Card, Me, Page } from '../api/types';
import { createClient } from '../shared/client';
import { asProblem } from '../shared/problem';

export const api = createClient('wallet');

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A refusal stays a refusal; what got no answer is worth another try.
      retry: (failures, error) => failures < 2 && asProblem(error).inDoubt,
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});

export const useMe = () =>
  useQuery({
    queryKey: ['me'],
    staleTime: 60_000,
    queryFn: async (): Promise<Me | null> => {
      try {
        return await api.get<Me>('/me');
      } catch (error) {
        if (asProblem(error).status === 401) return null;
        throw error;
      }
    },
  });

export const useBalances = () =>
  useQuery({ queryKey: ['balances'], queryFn: () => api.get<Page<Balance>>('/balances'), refetchOnWindowFocus: true });

export const useCards = () => useQuery({ queryKey: ['cards'], queryFn: () => api.get<Page<Card>>('/cards') });

/** After money has moved, everything that shows money is stale. */
export function moneyMoved(): void {
  for (const key of ['balances', 'bills', 'live-offers']) void queryClient.invalidateQueries({ queryKey: [key] });
}
