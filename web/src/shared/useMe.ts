import { MutationCache, QueryCache, QueryClient, type QueryClientConfig, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Me } from '../api/types';
import type { Client } from './client';
import { asProblem } from './problem';

const ME = ['/me'];

/** Who is signed in: `null` for nobody. Screens inside the app may count on somebody being there. */
export function useMe(client: Client) {
  const queries = useQueryClient();
  const me = useQuery({
    queryKey: ME,
    queryFn: async ({ signal }) => {
      try {
        return await client.get<Me>('/me', { signal });
      } catch (error) {
        if (asProblem(error).status === 401) return null;
        throw error;
      }
    },
    staleTime: 60_000,
  });
  const nobody = me.data === null;
  useEffect(() => {
    if (nobody) forgetPerson(queries);
  }, [nobody, queries]);
  return me;
}

/** What a person may change about themselves is read again. */
export const refreshMe = (queries: QueryClient) => queries.invalidateQueries({ queryKey: ME });

/** Somebody signed in, or out: nothing of the person before may stay on the screen. */
export function useSignedIn() {
  const queries = useQueryClient();
  return (me: Me | null) => {
    forgetPerson(queries);
    queries.setQueryData(ME, me);
  };
}

/** What is still on the screen would only be asked for again; it is forgotten when the screen is gone. */
function forgetPerson(queries: QueryClient): void {
  queries.removeQueries({ type: 'inactive', predicate: (query) => query.queryKey[0] !== ME[0] });
}

/**
 * The answers an app has got. Whatever it asks, "not signed in" means one thing: the session is over. Then nobody is
 * signed in, the app shows its sign-in in place of the screen, and whoever signs in goes on where they were.
 */
export function answersOf(defaultOptions: NonNullable<QueryClientConfig['defaultOptions']> = {}): QueryClient {
  const onError = (error: unknown) => {
    if (asProblem(error).code === 'not-signed-in') queries.setQueryData(ME, null);
  };
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      ...defaultOptions,
      queries: {
        staleTime: 5_000,
        // A refusal stays a refusal; what got no answer is worth another try.
        retry: (failures, error) => failures < 2 && asProblem(error).inDoubt,
        ...defaultOptions.queries,
      },
    },
  });
  return queries;
}
