import { useQuery } from '@tanstack/react-query';
import type { CardBank, Page } from '../api/types';
import type { Client } from './client';
import type { BankNames } from './offerWords';

const NONE: CardBank[] = [];

/** The banks whose cards can be linked, and their names by their codes. */
export function useCardBanks(client: Client): { all: CardBank[]; names: BankNames } {
  const query = useQuery({
    queryKey: ['/card-banks'],
    queryFn: ({ signal }) => client.get<Page<CardBank>>('/card-banks', { signal }),
    staleTime: Infinity,
  });
  const all = query.data?.items ?? NONE;
  return { all, names: new Map(all.map(({ code, name }) => [code, name])) };
}
