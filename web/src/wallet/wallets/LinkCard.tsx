import { Toast } from 'antd-mobile';
import { type FormEvent, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Card } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { carryOut } from '../../shared/intents';
import type { Problem } from '../../shared/problem';
import { useIntent } from '../../shared/useIntent';
import { api, queryClient, useMe } from '../api';
import { useDetour } from '../detour';
import { Button, Field, fieldFault, Refusal } from '../parts';
import { Screen } from '../Screen';
import { cardNumberFault, expiryFault, groupedCardNumber, tidyExpiry } from './cardNumber';

export function LinkCard() {
  const { t } = useWords();
  const me = useMe();
  const [search] = useSearchParams();
  const { done } = useDetour(search);
  const [number, setNumber] = useState('');
  const [holder, setHolder] = useState(me.data?.name ?? '');
  const [expiry, setExpiry] = useState('');
  const [checked, setChecked] = useState(false);

  const digits = number.replaceAll(' ', '');
  const link = useIntent<Card, Problem>({
    // The number itself never goes to storage: the last four tell one intent from another well enough.
    mutationFn: () =>
      carryOut('link-card', { last4: digits.slice(-4), expiry }, (idempotencyKey) =>
        api.post<Card>('/cards', { number: digits, holder: holder.trim(), expiry }, { idempotencyKey }),
      ),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['cards'] });
      void Toast.show({ icon: 'success', content: t('card.linked') });
      done('/cards');
    },
  });

  const numberFault = checked && cardNumberFault(digits) ? t('card.numberFault') : undefined;
  const expiryWrong = checked && expiryFault(expiry, new Date()) ? t('card.expiryFault') : undefined;
  const holderFault = checked && holder.trim() === '' ? t('card.holderFault') : undefined;

  function submit(event: FormEvent) {
    event.preventDefault();
    setChecked(true);
    if (!cardNumberFault(digits) && !expiryFault(expiry, new Date()) && holder.trim() !== '') link.mutate();
  }

  const told = ['number', 'holder', 'expiry'].some((field) => fieldFault(t, link.error, field));
  return (
    <Screen title={t('card.link')}>
      <form className="stack" onSubmit={submit} noValidate>
        <Field
          label={t('card.number')}
          inputMode="numeric"
          autoComplete="cc-number"
          maxLength={24}
          value={number}
          onChange={(event) => setNumber(groupedCardNumber(event.target.value))}
          fault={numberFault ?? fieldFault(t, link.error, 'number')}
          help={me.data?.mode === 'demo' ? t('card.demoHelp') : undefined}
        />
        <Field label={t('card.holder')} autoComplete="cc-name" maxLength={60} value={holder} onChange={(event) => setHolder(event.target.value)} fault={holderFault ?? fieldFault(t, link.error, 'holder')} />
        <Field
          label={t('card.expiry')}
          inputMode="numeric"
          autoComplete="cc-exp"
          placeholder="12/29"
          maxLength={5}
          value={expiry}
          onChange={(event) => setExpiry(tidyExpiry(event.target.value))}
          fault={expiryWrong ?? fieldFault(t, link.error, 'expiry')}
        />
        {!told && <Refusal problem={link.error} />}
        <Button type="submit" busy={link.isPending}>
          {t('card.link')}
        </Button>
        <p className="muted small">{t('card.safe')}</p>
      </form>
    </Screen>
  );
}
