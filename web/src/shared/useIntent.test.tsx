// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import './testing';
import { useIntent } from './useIntent';

function intent(send: (input: string) => Promise<string>) {
  const queries = new QueryClient();
  return renderHook(() => useIntent<string, Error, string>({ mutationFn: send }), {
    wrapper: ({ children }: { children: ReactNode }) => <QueryClientProvider client={queries}>{children}</QueryClientProvider>,
  }).result;
}

describe('an intent', () => {
  it('is sent once, however often it is pressed before the screen is drawn again', async () => {
    const sent: string[] = [];
    const pay = intent(async (input) => (sent.push(input), 'done'));
    act(() => {
      pay.current.mutate('a');
      pay.current.mutate('a');
      pay.current.mutate('b');
    });
    await waitFor(() => expect(pay.current.isSuccess).toBe(true));
    act(() => pay.current.mutate('a'));
    expect(sent).toEqual(['a']);
  });

  it('can be pressed again after a failure', async () => {
    const sent: string[] = [];
    const pay = intent(async (input) => {
      sent.push(input);
      if (sent.length === 1) throw new Error('no');
      return 'done';
    });
    act(() => pay.current.mutate('a'));
    await waitFor(() => expect(pay.current.isError).toBe(true));
    act(() => pay.current.mutate('a'));
    await waitFor(() => expect(pay.current.isSuccess).toBe(true));
    expect(sent).toEqual(['a', 'a']);
  });

  it('done leaves room for another one, and after a reset for the same', async () => {
    const sent: string[] = [];
    const pay = intent(async (input) => (sent.push(input), 'done'));
    for (const input of ['a', 'b']) {
      act(() => pay.current.mutate(input));
      await waitFor(() => expect(sent.at(-1)).toBe(input));
      await waitFor(() => expect(pay.current.isPending).toBe(false));
    }
    act(() => pay.current.reset());
    act(() => pay.current.mutate('b'));
    await waitFor(() => expect(sent).toEqual(['a', 'b', 'b']));
  });

  it('on its way can not be reset, which would let a second one through', async () => {
    let answer: (text: string) => void = () => undefined;
    let sent = 0;
    const pay = intent(() => (sent++, new Promise((resolve) => (answer = resolve))));
    act(() => pay.current.mutate('a'));
    await waitFor(() => expect(sent).toBe(1));
    act(() => {
      pay.current.reset();
      pay.current.mutate('a');
    });
    act(() => answer('done'));
    await waitFor(() => expect(pay.current.data).toBe('done'));
    expect(sent).toBe(1);
  });
});
