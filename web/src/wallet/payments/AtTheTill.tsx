import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useNavigate } from 'react-router';
import type { PayCodeState } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { useIntent } from '../../shared/useIntent';
import { api, queryClient } from '../api';
import { problemText } from '../../shared/problemText';
import { asProblem } from '../../shared/problem';

const LOOK_MS = 1_500;

/** What the till does while it waits for the PIN to be typed here: it may take the order back. Nothing where no till waits. */
export function useTillWaiting(codeId: string | null) {
  const code = useQuery({
    queryKey: ['pay-code-state', codeId],
    enabled: codeId !== null,
    queryFn: () => api.get<PayCodeState>(`/pay-codes/${codeId}`),
    refetchInterval: (query) => (query.state.data && query.state.data.state !== 'pin_needed' ? false : LOOK_MS),
    gcTime: 0,
  });
  return { waits: code.data?.state === 'pin_needed', calledOff: code.data?.state === 'called_off' };
}

/** The way out for who does not want to pay what the till asks: the till is told, and nothing is charged. */
export function RefuseAtTill({ codeId }: { codeId: string }) {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const refuse = useIntent({
    mutationFn: () => api.post<PayCodeState>(`/pay-codes/${codeId}/refusal`, {}),
    onSuccess: (state) => {
      queryClient.setQueryData(['pay-code-state', codeId], state);
      void navigate('/', { replace: true });
    },
  });
  return (
    <>
      <button type="button" className="button button-ghost" disabled={refuse.isPending} onClick={() => refuse.mutate()}>
        {t('payCode.refuse')}
      </button>
      {refuse.error && (
        <p className="notice notice-warn" role="alert">
          {problemText(t, asProblem(refuse.error), language)}
        </p>
      )}
    </>
  );
}

/** In place of the pay button once the till has taken the order back. */
export function CalledOff() {
  const { t } = useWords();
  useEffect(() => {
    navigator.vibrate?.(60);
  }, []);
  return (
    <>
      <p className="notice" role="status">
        {t('payCode.calledOff')}
      </p>
      <Link className="button button-primary" to="/" replace>
        {t('pay.toHome')}
      </Link>
    </>
  );
}
