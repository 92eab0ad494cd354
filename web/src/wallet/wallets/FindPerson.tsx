import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Recipient } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import type { Problem } from '../../shared/problem';
import { api } from '../api';
import { Avatar, Button, Field, fieldFault, Refusal } from '../parts';

/** Somebody by phone number; who it is comes masked. */
export function FindPerson({
  label,
  submit,
  kind = 'primary',
  autoFocus = false,
  onFound,
}: {
  label: string;
  submit: string;
  kind?: 'primary' | 'ghost';
  autoFocus?: boolean;
  onFound: (person: Recipient) => void;
}) {
  const { t } = useWords();
  const [phone, setPhone] = useState('');
  const find = useMutation<Recipient, Problem>({
    mutationFn: () => api.get<Recipient>('/recipients', { query: { phone: phone.normalize('NFKC').replace(/[\s\-()]/g, '') } }),
    onSuccess: (person) => {
      setPhone('');
      onFound(person);
    },
  });

  function ask(event: FormEvent) {
    event.preventDefault();
    find.mutate();
  }

  const known = find.error?.code === 'recipient-not-found' ? t('send.notFound') : fieldFault(t, find.error, 'phone');
  return (
    <form className="stack" onSubmit={ask} noValidate>
      <Field
        label={label}
        type="tel"
        inputMode="tel"
        maxLength={24}
        placeholder={t('signIn.phoneHint')}
        value={phone}
        onChange={(event) => {
          setPhone(event.target.value);
          find.reset();
        }}
        fault={known}
        autoFocus={autoFocus}
      />
      {find.error && !known && <Refusal problem={find.error} />}
      <Button kind={kind} type="submit" busy={find.isPending} disabled={phone.trim().length < 6}>
        {submit}
      </Button>
    </form>
  );
}

/** By what one knows somebody: the masked name, else the masked number. */
export const nameOf = (person: Recipient) => person.nameMasked ?? person.phoneMasked;

/** A line of a card that says who it is. */
export function PersonRow({ person, children, testId }: { person: Recipient; children?: ReactNode; testId?: string }) {
  const { t } = useWords();
  return (
    <div className="row" data-testid={testId}>
      <Avatar name={nameOf(person)} tone="jade" />
      <span className="row-main">
        {person.nameMasked ?? t('send.nameless')}
        <span className="row-note num">{person.phoneMasked}</span>
      </span>
      {children}
    </div>
  );
}
