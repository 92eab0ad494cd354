import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { cleanup, configure, render, type RenderResult } from '@testing-library/react';
import type { ReactNode } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, vi } from 'vitest';

// A slow machine is no fault, and to ask of every element whether it is hidden takes seconds.
configure({ asyncUtilTimeout: 10_000, defaultHidden: true });
vi.setConfig({ testTimeout: 60_000 });

/** For the tests of screens: the server is played at the network's edge, everything on this side of it is the real thing. */
export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown> | undefined;
  key: string | null;
}

type Answer = (asked: Asked) => unknown;

/** Answers by "METHOD /path"; what has no answer is not found. Whatever was asked stands in `asked`, in order. */
export function playServer(answers: Record<string, Answer | object | null>) {
  const asked: Asked[] = [];
  document.cookie = 'XSRF-TOKEN=token';
  vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
    const url = new URL(address, 'http://localhost');
    const one: Asked = {
      method: init.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      body: typeof init.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : undefined,
      key: (init.headers as Headers).get('Idempotency-Key'),
    };
    asked.push(one);
    const answer = answers[`${one.method} ${one.path}`] ?? problem(404, 'not-found');
    const said = typeof answer === 'function' ? await (answer as Answer)(one) : answer;
    return said instanceof Response ? said.clone() : new Response(JSON.stringify(said), { status: 200 });
  });
  const to = (what: string) => asked.filter((one) => `${one.method} ${one.path}` === what);
  return { asked, to, answers };
}

export function problem(status: number, code: string, members: object = {}): Response {
  return new Response(JSON.stringify({ status, code, detail: code, ...members }), { status, headers: { 'Content-Type': 'application/problem+json' } });
}

/** What a browser has and jsdom has not. */
export function likeABrowser(): void {
  const nothing = () => undefined;
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: false, media: query, addEventListener: nothing, removeEventListener: nothing, addListener: nothing, removeListener: nothing }));
  vi.stubGlobal('ResizeObserver', class { observe = nothing; unobserve = nothing; disconnect = nothing; });
  vi.stubGlobal('EventSource', class { addEventListener = nothing; close = nothing; });
  window.scrollTo = nothing as typeof window.scrollTo;
  const computed = window.getComputedStyle.bind(window);
  window.getComputedStyle = (element) => computed(element);
}

export interface Shown extends RenderResult {
  at: () => string;
  go: (to: number | string) => Promise<void>;
}

/** A screen at its address; `others` are the screens it leads to. */
export function show(screen: ReactNode, { queries, at = '/', path = '*', others = {} }: { queries: QueryClient; at?: string; path?: string; others?: Record<string, ReactNode> }): Shown {
  const router = createMemoryRouter([{ path, element: screen }, ...Object.entries(others).map(([other, element]) => ({ path: other, element }))], { initialEntries: [at] });
  const shown = render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return {
    ...shown,
    at: () => router.state.location.pathname + router.state.location.search,
    go: (to) => router.navigate(to as string),
  };
}

afterEach(() => {
  cleanup();
  sessionStorage.clear();
  vi.unstubAllGlobals();
});
