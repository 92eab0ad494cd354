import { useMutation, useQuery } from '@tanstack/react-query';
import { Dialog } from 'antd-mobile';
import { useNavigate } from 'react-router';
import type { Page, Session } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import type { Problem } from '../../shared/problem';
import { ErrorState, Skeleton } from '../../shared/states';
import { useSignedIn } from '../../shared/useMe';
import { When } from '../../shared/When';
import { api, queryClient } from '../api';
import { Button, Refusal } from '../parts';
import { Screen } from '../Screen';
import { deviceName } from './deviceName';

/** Where this person is signed in, and a way to end it there. */
export function Sessions() {
  const { t } = useWords();
  const navigate = useNavigate();
  const signedIn = useSignedIn();
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: () => api.get<Page<Session>>('/sessions') });
  const end = useMutation<unknown, Problem, string>({
    mutationFn: (id) => api.delete(`/sessions/${id}`),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['sessions'] }),
  });
  const endAll = useMutation<void, Problem>({
    mutationFn: () => api.delete('/sessions'),
    onSuccess: () => {
      signedIn(null);
      void navigate('/sign-in', { replace: true });
    },
  });

  async function confirmEverywhere() {
    const sure = await Dialog.confirm({
      content: t('me.everywhereSure'),
      confirmText: t('me.signOutEverywhere'),
      cancelText: t('action.cancel'),
    });
    if (sure) endAll.mutate();
  }

  return (
    <Screen
      title={t('me.sessions')}
      bottom={
        <Button kind="ghost" busy={endAll.isPending} onClick={() => void confirmEverywhere()}>
          {t('me.signOutEverywhere')}
        </Button>
      }
    >
      <Refusal problem={end.error ?? endAll.error} />
      {sessions.isPending && <Skeleton rows={[56, 56]} />}
      {sessions.isError && <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />}
      {sessions.data && (
        <ul className="card rows">
          {sessions.data.items.map((session) => (
            <li key={session.id} className="row">
              <span className="row-main">
                {(session.device && deviceName(session.device)) || t('me.session')}
                <span className="row-note"><When at={session.createdAt} full /></span>
              </span>
              {session.current ? (
                <span className="chip chip-jade">{t('me.thisDevice')}</span>
              ) : (
                <button type="button" className="link" disabled={end.isPending} onClick={() => end.mutate(session.id)}>
                  {t('me.endSession')}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Screen>
  );
}
