import { type DefaultError, useMutation, type UseMutationOptions, type UseMutationResult } from '@tanstack/react-query';
import { useRef } from 'react';

export type Intent<Answer, Problem, Input> = Omit<UseMutationResult<Answer, Problem, Input>, 'mutate' | 'mutateAsync'> & {
  mutate: (input: Input) => void;
  mutateAsync: (input: Input) => Promise<Answer>;
};

/**
 * A mutation behind a button: a second click is no second intent. While one is on its way, and after it was carried
 * out the same once more, a press joins the one there was; what failed may be pressed again, and `reset` begins anew.
 *
 * The guard can't be what is drawn (`isPending`, a disabled button): two clicks may come before the next drawing, and
 * the second one before the next screen.
 */
export function useIntent<Answer = unknown, Problem = DefaultError, Input = void>(options: UseMutationOptions<Answer, Problem, Input>): Intent<Answer, Problem, Input> {
  const mutation = useMutation<Answer, Problem, Input>(options);
  const taken = useRef<{ input: string; done: boolean; answer: Promise<Answer> } | null>(null);

  function mutateAsync(input: Input): Promise<Answer> {
    const now = taken.current;
    const asked = JSON.stringify(input) ?? '';
    if (now && (!now.done || now.input === asked)) return now.answer;
    const answer = mutation.mutateAsync(input);
    const one = { input: asked, done: false, answer };
    taken.current = one;
    answer.then(
      () => void (one.done = true),
      () => void (taken.current = null),
    );
    return answer;
  }

  return {
    ...mutation,
    mutateAsync,
    // What went wrong stands in `error`.
    mutate: (input) => void mutateAsync(input).catch(() => undefined),
    reset: () => {
      if (taken.current && !taken.current.done) return;
      taken.current = null;
      mutation.reset();
    },
  } as Intent<Answer, Problem, Input>;
}
