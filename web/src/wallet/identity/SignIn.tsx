import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import type { DemoPerson, Me, Page } from '../../api/types';
import { CoinMark } from '../../shared/CoinMark';
import { useWords } from '../../shared/i18n/start';
import { LanguageSwitch } from '../../shared/LanguageSwitch';
import { asProblem, Problem } from '../../shared/problem';
import { OfflineBanner } from '../../shared/states';
import { useSignedIn } from '../../shared/useMe';
import { api, useMe } from '../api';
import { ChevronIcon } from '../icons';
import { Avatar, Button, Field, fieldFault, Refusal } from '../parts';
import { innerPath } from './innerPath';

export function SignIn() {
  const { t } = useWords();
  const me = useMe();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const next = innerPath(search.get('next'));

  const signIn = useSignedIn();
  function signedIn(someone: Me) {
    signIn(someone);
    void navigate(next, { replace: true });
  }

  if (me.data) return <Navigate to={next} replace />;
  return (
    <div className="column">
      <OfflineBanner />
      <main className="screen sign-in">
        <div className="sign-in-top">
          <LanguageSwitch />
        </div>
        <header className="sign-in-head">
          <span className="sign-in-coin">
            <CoinMark size={64} />
          </span>
          <h1>{t('signIn.title')}</h1>
          <p className="muted">{t('signIn.subtitle')}</p>
        </header>
        <PhoneAndCode onSignedIn={signedIn} />
        <DemoPeople onSignedIn={signedIn} />
      </main>
    </div>
  );
}

/** Digits of a phone number as people write it: with spaces, dashes, +86. */
function tidyPhone(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s\-()]/g, '');
}

function PhoneAndCode({ onSignedIn }: { onSignedIn: (me: Me) => void }) {
  const { t } = useWords();
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const [sentTo, setSentTo] = useState<string>();
  const [wait, setWait] = useState(0);

  const askForCode = useMutation<unknown, Problem>({
    mutationFn: () => api.post('/codes', { phone: tidyPhone(phone), app: 'wallet' }),
    onSuccess: () => {
      setSentTo(tidyPhone(phone));
      setWait(60);
    },
  });
  const signIn = useMutation<Me, Problem>({
    mutationFn: () => api.post<Me>('/sessions', { app: 'wallet', phone: sentTo, code: code.trim() }),
    onSuccess: onSignedIn,
  });

  useEffect(() => {
    if (wait === 0) return;
    const tick = setTimeout(() => setWait(wait - 1), 1000);
    return () => clearTimeout(tick);
  }, [wait]);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (sentTo) signIn.mutate();
    else askForCode.mutate();
  }

  const phoneFault = fieldFault(t, askForCode.error, 'phone') && t('signIn.phoneFault');
  const problem = sentTo ? (signIn.error ?? askForCode.error) : askForCode.error;
  return (
    <form className="card sign-in-form" onSubmit={submit} noValidate>
      <Field
        label={t('signIn.phone')}
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        maxLength={24}
        placeholder={t('signIn.phoneHint')}
        value={phone}
        onChange={(event) => {
          setPhone(event.target.value);
          setSentTo(undefined);
          askForCode.reset();
          signIn.reset();
        }}
        fault={phoneFault}
      />
      {sentTo && (
        <Field
          label={t('signIn.code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={8}
          value={code}
          onChange={(event) => setCode(event.target.value)}
          help={t('signIn.codeSent')}
          autoFocus
          suffix={
            <button type="button" className="link" disabled={wait > 0 || askForCode.isPending} onClick={() => askForCode.mutate()}>
              {wait > 0 ? t('signIn.again', { seconds: wait }) : t('signIn.sendAgain')}
            </button>
          }
        />
      )}
      {!phoneFault && <Refusal problem={problem && asProblem(problem)} />}
      <Button
        type="submit"
        busy={askForCode.isPending || signIn.isPending}
        disabled={sentTo ? code.trim().length < 4 : tidyPhone(phone).length < 6}
      >
        {sentTo ? t('signIn.enter') : t('signIn.getCode')}
      </Button>
    </form>
  );
}

/** In the demo: one tap as each person of the demo world. Elsewhere the address does not exist and nothing shows. */
function DemoPeople({ onSignedIn }: { onSignedIn: (me: Me) => void }) {
  const { t, language } = useWords();
  const people = useQuery({
    queryKey: ['demo-people'],
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => (await api.get<Page<DemoPerson>>('/demo/people')).items.filter((person) => person.app === 'wallet'),
  });
  const signIn = useMutation<Me, Problem, string>({
    mutationFn: async (id) => {
      await api.post('/demo/sessions', { app: 'wallet', id });
      return api.get<Me>('/me');
    },
    onSuccess: onSignedIn,
  });
  if (!people.data?.length) return null;
  return (
    <section className="demo-people">
      <h2 className="section">{t('signIn.demo')}</h2>
      <p className="muted small">
        {t('signIn.demoNote')} <a href="/mailbox">{t('signIn.mailbox')}</a>
      </p>
      <Refusal problem={signIn.error} />
      <ul className="card rows">
        {people.data.map((person) => (
          <li key={person.id}>
            <button type="button" className="row" disabled={signIn.isPending} onClick={() => signIn.mutate(person.id)}>
              <Avatar name={person.name} />
              <span className="row-main">
                {person.name}
                <span className="row-note">{language === 'zh-CN' ? person.noteZh : person.noteEn}</span>
              </span>
              <ChevronIcon />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
