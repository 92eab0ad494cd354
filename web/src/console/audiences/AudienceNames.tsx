import { useQueries } from '@tanstack/react-query';
import { Fragment } from 'react';
import { Link } from 'react-router';
import type { Audience, Condition } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { api } from '../api';

/** The ids of the lists that a condition asks for. */
function listsOf(condition: Condition | null | undefined): string[] {
  if (!condition) return [];
  if (condition.kind === 'on_list') return condition.lists;
  return condition.kind === 'all' ? condition.parts.flatMap(listsOf) : [];
}

/** Whom an offer is for, each list leading to who is on it; nothing for an offer for everybody. */
export function AudienceNames({ condition }: { condition: Condition | null | undefined }) {
  const { t, language } = useWords();
  const ids = [...new Set(listsOf(condition))];
  const found = useQueries({
    queries: ids.map((id) => ({ queryKey: ['/audiences', id], queryFn: ({ signal }: { signal: AbortSignal }) => api.get<Audience>(`/audiences/${id}`, { signal }), staleTime: 60_000 })),
  });
  if (ids.length === 0) return null;
  return (
    <>
      <dt>{t('audiences.title')}</dt>
      <dd>
        {ids.map((id, place) => (
          <Fragment key={id}>
            {place > 0 && (language === 'zh-CN' ? '、' : ', ')}
            <Link to={`/audiences/${id}`}>{found[place]?.data?.name ?? id}</Link>
          </Fragment>
        ))}
      </dd>
    </>
  );
}
