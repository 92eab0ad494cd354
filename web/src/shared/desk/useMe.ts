import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Me } from '../../api/types';
import type { Client } from '../client';
import { asProblem } from '../problem';

/** Who is signed in: `null` for nobody. Screens inside the app may count on somebody being there. */
export function useMe(client: Client, refetchMs?: number) {
  return useQuery({
    queryKey: ['/me'],
    queryFn: async ({ signal }) => {
      try {
        return await client.get<Me>('/me', { signal });
      } catch (error) {
        if (asProblem(error).status === 401) return null;
        throw error;
      }
    },
    staleTime: 60_000,
    refetchInterval: refetchMs ?? false,
  });
}

/** After signing in or out nothing of the person before may stay on the screen. */
export function useSignedIn() {
  const queries = useQueryClient();
  return (me: Me | null) => {
    queries.removeQueries({ predicate: (query) => query.queryKey[0] !== '/me' });
    queries.setQueryData(['/me'], me);
  };
}
