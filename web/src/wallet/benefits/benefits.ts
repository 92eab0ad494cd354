import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { BenefitCode, ClaimableBenefit, OpenedBenefitCode, Page } from '../../api/types';
import { api, queryClient } from '../api';

export const useClaimableBenefits = () =>
  useInfiniteQuery({
    queryKey: ['claimable-benefits'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => api.get<Page<ClaimableBenefit>>('/claimable-benefits', { query: { cursor: pageParam, limit: 30 }, signal }),
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const useMyBenefits = () =>
  useInfiniteQuery({
    queryKey: ['benefits', 'mine'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => api.get<Page<BenefitCode>>('/benefit-codes', { query: { cursor: pageParam, limit: 30 }, signal }),
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const useBenefit = (id: string) => useQuery({ queryKey: ['benefits', 'one', id], queryFn: () => api.get<BenefitCode>(`/benefit-codes/${id}`) });

/** The code is asked for when it is to be seen, and forgotten with the page. */
export const useOpenedCode = (id: string, opened: boolean) =>
  useQuery({ queryKey: ['benefits', 'code', id], queryFn: () => api.get<OpenedBenefitCode>(`/benefit-codes/${id}/code`), enabled: opened, gcTime: 0 });

/** After a benefit has come. */
export function benefitsChanged(): void {
  for (const key of ['benefits', 'claimable-benefits']) void queryClient.invalidateQueries({ queryKey: [key] });
}
