import { useMutation, useQuery } from '@tanstack/react-query';
import type { DemoPerson, Me, Page } from '../../api/types';
import type { Client } from '../client';
import { useWords } from '../i18n/start';
import { ProblemNote } from './ProblemNote';
import { useSignedIn } from '../useMe';

/** In the demo, one tap signs in as somebody of the demo world. A server without it answers 404, and nothing shows. */
export function DemoPeople({ client }: { client: Client }) {
  const { t, language } = useWords();
  const signedIn = useSignedIn();
  const people = useQuery({
    queryKey: ['/demo/people'],
    queryFn: async ({ signal }) => (await client.get<Page<DemoPerson>>('/demo/people', { signal })).items,
    retry: false,
    staleTime: 300_000,
  });
  const enter = useMutation({
    mutationFn: async (person: DemoPerson) => {
      await client.post('/demo/sessions', { app: client.app, id: person.id });
      return client.get<Me>('/me');
    },
    onSuccess: signedIn,
  });
  const mine = (people.data ?? []).filter((person) => person.app === client.app);
  if (mine.length === 0) return null;
  return (
    <section aria-labelledby="demo-people" style={{ marginTop: 24 }}>
      <h2 id="demo-people" className="small muted" style={{ fontWeight: 500 }}>
        {t('signIn.demo')}
      </h2>
      <ul className="people">
        {mine.map((person) => (
          <li key={person.id}>
            <button type="button" className="person" disabled={enter.isPending} onClick={() => enter.mutate(person)}>
              <span className="person-face" aria-hidden>
                {person.name.slice(0, 1)}
              </span>
              <span>
                <span className="strong">{person.name}</span>
                <span className="small muted" style={{ display: 'block' }}>
                  {language === 'zh-CN' ? person.noteZh : person.noteEn}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <div style={{ marginTop: 12 }}>
        <ProblemNote error={enter.error} />
      </div>
    </section>
  );
}
