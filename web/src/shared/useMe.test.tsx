// @vitest-environment jsdom
import { useQuery } from '@tanstack/react-query';
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { createClient } from './client';
import { playServer, problem, show } from './testing';
import { useIntent } from './useIntent';
import { answersOf, useMe } from './useMe';

const client = createClient('merchant');

function App() {
  const me = useMe(client);
  return me.isPending ? null : me.data ? <Inside /> : <p>sign in</p>;
}

function Inside() {
  const list = useQuery({ queryKey: ['/payments'], queryFn: () => client.get<{ total: number }>('/payments'), retry: false });
  const pay = useIntent({ mutationFn: () => client.post('/orders') });
  return (
    <button type="button" onClick={() => pay.mutate()}>
      total {list.data?.total}
    </button>
  );
}

const person = { id: 'per_1', roles: [] };

describe('a session that is over', () => {
  it('found out by reading: sign-in takes the place of the screen, and nothing of the person stays', async () => {
    const server = playServer({ 'GET /me': person, 'GET /payments': { total: 7 } });
    const queries = answersOf();
    show(<App />, { queries, at: '/payments?day=1' });
    await screen.findByText('total 7');
    server.answers['GET /payments'] = problem(401, 'not-signed-in');
    void queries.refetchQueries({ queryKey: ['/payments'] });
    await screen.findByText('sign in');
    expect(queries.getQueryCache().findAll().map((query) => query.queryKey)).toEqual([['/me']]);
  });

  it('found out by doing: the same', async () => {
    playServer({ 'GET /me': person, 'GET /payments': { total: 7 }, 'POST /orders': problem(401, 'not-signed-in') });
    const queries = answersOf();
    const shown = show(<App />, { queries, at: '/payments?day=1' });
    (await screen.findByText('total 7')).click();
    await screen.findByText('sign in');
    expect(shown.at()).toBe('/payments?day=1');
    expect(queries.getQueryData(['/payments'])).toBeUndefined();
  });

  it('found out by asking who is there: the same', async () => {
    const server = playServer({ 'GET /me': person, 'GET /payments': { total: 7 } });
    const queries = answersOf();
    show(<App />, { queries });
    await screen.findByText('total 7');
    server.answers['GET /me'] = problem(401, 'not-signed-in');
    void queries.refetchQueries({ queryKey: ['/me'] });
    await screen.findByText('sign in');
    await waitFor(() => expect(queries.getQueryData(['/payments'])).toBeUndefined());
  });
});
