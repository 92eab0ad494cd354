import { useInfiniteQuery } from '@tanstack/react-query';
import type { Page } from '../../api/types';
import type { Client, RequestOptions } from '../client';
import { every } from '../poll';

type Query = NonNullable<RequestOptions['query']>;

/**
 * A list that comes in pages by cursor. `items` is what is here so far; `more` fetches the next page, when there is one. With `refetchMs` it is asked for again
 * every so often; with `refetchWhile` too, only as long as that holds of an item.
 */
export function usePages<T>(client: Client, path: string, query: Query = {}, options: { refetchMs?: number; refetchWhile?: (item: T) => boolean; limit?: number; enabled?: boolean } = {}) {
  const result = useInfiniteQuery({
    queryKey: [path, query],
    queryFn: ({ pageParam, signal }) =>
      client.get<Page<T>>(path, { query: { ...query, limit: options.limit ?? 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    refetchInterval: (query) =>
      options.refetchMs && (!options.refetchWhile || query.state.data?.pages.some((page) => page.items.some(options.refetchWhile!))) ? every(options.refetchMs)(query) : false,
    enabled: options.enabled ?? true,
  });
  return {
    items: result.data?.pages.flatMap((page) => page.items) ?? [],
    loading: result.isPending,
    error: result.data === undefined ? result.error : null,
    retry: () => void result.refetch(),
    hasMore: result.hasNextPage,
    loadingMore: result.isFetchingNextPage,
    more: () => void result.fetchNextPage(),
  };
}
