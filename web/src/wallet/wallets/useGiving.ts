import { useState } from 'react';
import type { Money } from '../../api/types';
import type { Problem } from '../../shared/problem';
import { useIntent } from '../../shared/useIntent';
import { moneyMoved, useMe } from '../api';
import { atPinPad } from '../identity/PinSheet';

/** Money given to another, for which the PIN is asked if the amount needs one: what the button starts and what the PIN sheet shows. */
export function useGiving<Answer>(give: (amount: Money, pin?: string) => Promise<Answer>, onGiven: (answer: Answer) => void) {
  const me = useMe();
  const [confirming, setConfirming] = useState<Money>();
  const intent = useIntent<Answer, Problem, { amount: Money; pin?: string }>({
    mutationFn: ({ amount, pin }) => give(amount, pin),
    onSuccess: (answer) => {
      moneyMoved();
      setConfirming(undefined);
      onGiven(answer);
    },
    onError: (problem, { amount, pin }) => setConfirming(problem.code === 'pin-required' || (pin !== undefined && atPinPad(problem)) ? amount : undefined),
  });

  function start(amount: Money) {
    const free = me.data?.smallPaymentLimit;
    // Under the small-payment limit the server may let it through without a PIN; it decides.
    if (free && free.currency === amount.currency && amount.value <= free.value) intent.mutate({ amount });
    else setConfirming(amount);
  }

  return {
    start,
    busy: intent.isPending,
    problem: intent.error,
    /** What is to be said beside the button, since the PIN sheet does not say it. */
    otherProblem: confirming ? null : intent.error,
    reset: intent.reset,
    sheet: {
      open: confirming !== undefined,
      ...(confirming ? { amount: confirming } : {}),
      busy: intent.isPending,
      problem: atPinPad(intent.error),
      onPin: (pin: string) => confirming && intent.mutate({ amount: confirming, pin }),
      onClose: () => {
        setConfirming(undefined);
        intent.reset();
      },
    },
  };
}
