// @vitest-environment jsdom
import { render, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { createBrowserRouter, RouterProvider, useNavigate, useSearchParams } from 'react-router';
import '../shared/testing';
import { detour, useDetour } from './detour';

function Screen({ name, done }: { name: string; done?: string }) {
  const { done: leave } = useDetour(useSearchParams()[0]);
  const navigate = useNavigate();
  return (
    <>
      <h1>{name}</h1>
      {done && (
        <button type="button" onClick={() => leave(done)}>
          done
        </button>
      )}
      {!done && (
        <button type="button" onClick={() => void navigate(detour('/me/pin', { pathname: '/pay/confirm', search: '?order=o1' }))}>
          choose
        </button>
      )}
    </>
  );
}

function open(at: string) {
  window.history.replaceState(null, '', at);
  render(
    <RouterProvider
      router={createBrowserRouter([
        { path: '/pay/confirm', element: <Screen name="price" /> },
        { path: '/me', element: <Screen name="me" /> },
        { path: '/me/pin', element: <Screen name="pin" done="/me" /> },
      ])}
    />,
  );
}

const idx = () => (window.history.state as { idx: number }).idx;

describe('a detour', () => {
  beforeEach(() => window.history.replaceState(null, '', '/'));

  it('goes back to the price that asked for it, and leaves no second one in the history', async () => {
    open('/pay/confirm?order=o1');
    screen.getByText('choose').click();
    (await screen.findByText('done')).click();
    await screen.findByText('price');
    await waitFor(() => expect(location.pathname + location.search).toBe('/pay/confirm?order=o1'));
    expect(idx()).toBe(0);
  });

  it('opened by its address goes on to where it was asked for', async () => {
    open('/me/pin?next=%2Fpay%2Fconfirm%3Forder%3Do1');
    (await screen.findByText('done')).click();
    await screen.findByText('price');
    expect(location.search).toBe('?order=o1');
  });

  it('nobody asked for leads to where its screen leads, and never out of the app', async () => {
    open('/me/pin');
    (await screen.findByText('done')).click();
    await screen.findByText('me');
  });
});
