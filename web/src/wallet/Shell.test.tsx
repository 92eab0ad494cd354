// @vitest-environment jsdom
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { startI18n } from '../shared/i18n/start';
import { likeABrowser, playServer, problem } from '../shared/testing';
import { QueryClientProvider } from '@tanstack/react-query';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { queryClient } from './api';
import { en } from './i18n/en';
import { zh } from './i18n/zh';
import { SignedIn } from './Shell';
import { SignIn } from './identity/SignIn';
import { Bills } from './wallets/Bills';

beforeEach(() => {
  likeABrowser();
  localStorage.setItem('tongbao.language', 'en');
  startI18n(zh, en);
  queryClient.clear();
});

it('a session that ends leads to sign-in and back to the same place', async () => {
  const person = { id: 'cus_1', name: 'Lin', roles: ['CUSTOMER'] };
  let signedIn = true;
  const inside = (answer: object) => () => (signedIn ? answer : problem(401, 'not-signed-in'));
  playServer({
    'GET /me': inside(person),
    'GET /bills': inside({ items: [] }),
    'GET /demo/people': { items: [{ id: 'demo_1', app: 'wallet', name: 'Lin', noteEn: '', noteZh: '' }] },
    'POST /demo/sessions': () => ((signedIn = true), {}),
  });
  const router = createMemoryRouter(
    [
      { path: '/sign-in', element: <SignIn /> },
      { element: <SignedIn />, children: [{ path: '/bills', element: <Bills /> }] },
    ],
    { initialEntries: ['/bills?month=2026-11'] },
  );
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  await screen.findByText(/No bills|Nothing matches/);
  signedIn = false;
  fireEvent.click(screen.getByRole('button', { name: 'Refund' }));
  const lin = await screen.findByRole('button', { name: /Lin/ });
  expect(router.state.location.pathname).toBe('/sign-in');
  fireEvent.click(lin);
  await waitFor(() => expect(router.state.location.pathname + router.state.location.search).toBe('/bills?month=2026-11&kind=refund'));
});
