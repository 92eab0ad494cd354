import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Bill, Page } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { api, useBalances, useCards, useMe } from '../api';

const SKIPPED = 'tongbao.first-steps-skipped';

/** Whether there is a payment at all; not asked by who has put the steps away. */
export function useFirstPayment() {
  const person = useMe().data?.id;
  return useQuery({
    queryKey: ['bills', 'first-payment'],
    queryFn: () => api.get<Page<Bill>>('/bills', { query: { kind: 'payment', limit: 1 } }),
    enabled: person !== undefined && localStorage.getItem(SKIPPED) !== person,
  });
}

/** The way to the first payment, for who has not paid yet and has not put it away: what is done, what is next, how long it takes. */
export function FirstSteps() {
  const me = useMe();
  const [skipped, setSkipped] = useState(() => localStorage.getItem(SKIPPED));
  const person = me.data?.id;
  const wanted = person !== undefined && skipped !== person;
  const payments = useFirstPayment();
  if (!me.data || !wanted || !payments.isSuccess || payments.data.items.length > 0) return null;
  return (
    <Steps
      pinSet={me.data.pinSet}
      onSkip={() => {
        localStorage.setItem(SKIPPED, person);
        setSkipped(person);
      }}
    />
  );
}

function Steps({ pinSet, onSkip }: { pinSet: boolean; onSkip: () => void }) {
  const { t } = useWords();
  const cards = useCards();
  const balances = useBalances();
  const steps = [
    { name: 'pin', to: '/me/pin', done: pinSet },
    { name: 'card', to: '/cards/new', done: (cards.data?.items.length ?? 0) > 0 },
    { name: 'topUp', to: '/top-up', done: balances.data?.items.some((balance) => balance.available.value > 0) ?? false },
    { name: 'pay', to: '/scan', done: false },
  ] as const;
  const now = steps.findIndex((step) => !step.done);
  return (
    <section className="card padded steps" aria-label={t('steps.title')}>
      <div className="steps-head">
        <h2>{t('steps.title')}</h2>
        <button type="button" className="link" onClick={onSkip}>
          {t('steps.skip')}
        </button>
      </div>
      <ol>
        {steps.map((step, at) => (
          <li key={step.name}>
            <Link to={step.to} className={`step${step.done ? ' step-done' : at === now ? ' step-now' : ''}`} aria-current={at === now ? 'step' : undefined}>
              <span className="step-mark num" aria-hidden>
                {step.done ? '✓' : at + 1}
              </span>
              <span className="row-main">
                {t(`steps.${step.name}`)}
                <span className="row-note">{step.done ? t('steps.done') : t(`steps.${step.name}Takes`)}</span>
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </section>
  );
}
