import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import type { Me } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import type { Problem } from '../../shared/problem';
import { refreshMe } from '../../shared/useMe';
import { api, queryClient, useMe } from '../api';
import { Button, Field, fieldFault, Refusal } from '../parts';
import { Screen } from '../Screen';
import { ChoosePin } from './ChoosePin';
import { innerPath } from './innerPath';

/** The first minute: a name, then a payment PIN. */
export function Welcome() {
  const me = useMe();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const next = innerPath(search.get('next'));
  if (!me.data) return null;
  if (!me.data.name) return <SayName />;
  if (me.data.pinSet) return <Navigate to={next} replace />;
  return <FirstPin onDone={() => void navigate(next, { replace: true })} />;
}

function SayName() {
  const { t } = useWords();
  const [name, setName] = useState('');
  const save = useMutation<Me, Problem>({
    mutationFn: () => api.put<Me>('/me/name', { name: name.trim() }),
    onSuccess: () => refreshMe(queryClient),
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }
  return (
    <Screen title={t('welcome.title')} back={null}>
      <form className="stack" onSubmit={submit}>
        <p className="muted">{t('welcome.nameWhy')}</p>
        <Field label={t('welcome.name')} autoComplete="name" maxLength={40} value={name} onChange={(event) => setName(event.target.value)} fault={fieldFault(t, save.error, 'name')} autoFocus />
        {!fieldFault(t, save.error, 'name') && <Refusal problem={save.error} />}
        <Button type="submit" busy={save.isPending} disabled={name.trim() === ''}>
          {t('welcome.next')}
        </Button>
      </form>
    </Screen>
  );
}

function FirstPin({ onDone }: { onDone: () => void }) {
  const { t } = useWords();
  return (
    <Screen title={t('pin.choose')} back={null} right={<button type="button" className="link" onClick={onDone}>{t('pin.later')}</button>}>
      <p className="muted">{t('pin.why')}</p>
      <ChoosePin onDone={onDone} />
    </Screen>
  );
}
