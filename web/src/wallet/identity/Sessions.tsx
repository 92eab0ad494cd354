import { useMutation, useQuery } from '@tanstack/react-query';
import type { Page, Session } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import type { Problem } from '../../shared/problem';
import { ErrorState, Skeleton } from '../../shared/states';
import { When } from '../../shared/When';
import { api, queryClient } from '../api';
import { Refusal } from '../parts';
import { Screen } from '../Screen';
import { deviceName } from './deviceName';

/** Where this person is signed in, and a way to end it there. */
export function Sessions() {
  const { t } = useWords();
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: () => api.get<Page<Session>>('/sessions') });
  const end = useMutation<unknown, Problem, string>({
    mutationFn: (id) => api.delete(`/sessions/${id}`),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['sessions'] }),
  });
  return (
    <Screen title={t('me.sessions')}>
      <Refusal problem={end.error} />
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
