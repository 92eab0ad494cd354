import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../../shared/i18n/start';
import type { Problem } from '../../shared/problem';
import { Warning } from '../../shared/states';
import { refreshMe } from '../../shared/useMe';
import { api, queryClient, useMe } from '../api';
import { Refusal } from '../parts';
import { PinPad } from './PinPad';
import { isWeakPin } from './weakPin';

/** Chooses a PIN by entering it twice; asks for the present one first if there is one. */
export function ChoosePin({ onDone }: { onDone: () => void }) {
  const { t } = useWords();
  const me = useMe();
  const [currentPin, setCurrentPin] = useState<string>();
  const [first, setFirst] = useState<string>();
  const [fault, setFault] = useState<'differ' | 'weak'>();

  const save = useMutation<unknown, Problem, string>({
    mutationFn: (pin) => api.put('/me/pin', currentPin === undefined ? { pin } : { pin, currentPin }),
    onSuccess: async () => {
      await refreshMe(queryClient);
      onDone();
    },
    onError: () => {
      setFirst(undefined);
      setCurrentPin(undefined);
    },
  });

  const needsCurrent = me.data?.pinSet && currentPin === undefined;
  const label = needsCurrent ? t('pin.current') : first === undefined ? t('pin.new') : t('pin.repeat');

  function entered(pin: string) {
    setFault(undefined);
    if (needsCurrent) {
      save.reset();
      setCurrentPin(pin);
    } else if (first === undefined) {
      save.reset();
      if (isWeakPin(pin)) setFault('weak');
      else setFirst(pin);
    } else if (first === pin) {
      save.mutate(pin);
    } else {
      setFirst(undefined);
      setFault('differ');
    }
  }

  return (
    <div className="choose-pin">
      <h2 aria-live="polite">{label}</h2>
      {fault && (
        <p className="refusal" role="alert">
          <Warning size={18} />
          <span>{fault === 'weak' ? t('problem.pin-weak') : t('pin.differ')}</span>
        </p>
      )}
      <Refusal problem={save.error} />
      <PinPad key={label} label={label} busy={save.isPending} onPin={entered} />
    </div>
  );
}
