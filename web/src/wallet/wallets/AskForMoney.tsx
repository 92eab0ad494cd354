import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Money, MoneyRequest, Recipient } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { carryOut } from '../../shared/intents';
import { formatMoney, parseAmount } from '../../shared/money';
import type { Problem } from '../../shared/problem';
import { useIntent } from '../../shared/useIntent';
import { api, moneyMoved } from '../api';
import { AmountField, Button, Field, fieldFault, Refusal } from '../parts';
import { Screen } from '../Screen';
import { FindPerson, PersonRow } from './FindPerson';

const CURRENCY = 'CNY';

/** Asks a friend for money: who, how much, what for. */
export function AskForMoney() {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const [payer, setPayer] = useState<Recipient>();
  const [typed, setTyped] = useState('');
  const [note, setNote] = useState('');
  const [fault, setFault] = useState<string>();
  const ask = useIntent<MoneyRequest, Problem, { payerId: string; amount: Money; note?: string }>({
    mutationFn: (body) => carryOut('money-request', body, (idempotencyKey) => api.post<MoneyRequest>('/money-requests', body, { idempotencyKey })),
    onSuccess: (request) => {
      moneyMoved();
      void navigate(`/requests/${request.id}`, { replace: true });
    },
  });

  if (!payer) {
    return (
      <Screen title={t('requests.ask')} back="/requests">
        <FindPerson label={t('requests.askWhom')} submit={t('send.find')} autoFocus onFound={setPayer} />
      </Screen>
    );
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const parsed = parseAmount(typed, CURRENCY);
    if (!parsed.ok || !payer) return setFault(parsed.ok ? undefined : t(`amount.${parsed.fault}`));
    ask.mutate({ payerId: payer.id, amount: parsed.money, ...(note.trim() ? { note: note.trim() } : {}) });
  }

  const parsed = parseAmount(typed, CURRENCY);
  const amountFault = fault ?? fieldFault(t, ask.error, 'amount');
  const noteFault = fieldFault(t, ask.error, 'note');
  return (
    <Screen title={t('requests.ask')} back="/requests">
      <form className="stack" onSubmit={submit}>
        <div className="card rows">
          <PersonRow person={payer} testId="recipient">
            <button type="button" className="link" onClick={() => setPayer(undefined)}>
              {t('send.change')}
            </button>
          </PersonRow>
        </div>
        <div className="card padded">
          <AmountField
            label={t('requests.amount')}
            currency={CURRENCY}
            value={typed}
            onChange={(text) => {
              setTyped(text);
              setFault(undefined);
              ask.reset();
            }}
            fault={amountFault}
            autoFocus
          />
          <Field
            label={t('requests.note')}
            maxLength={80}
            value={note}
            onChange={(event) => {
              setNote(event.target.value);
              ask.reset();
            }}
            fault={noteFault}
          />
        </div>
        <p className="muted small">{t('requests.onlyAsks')}</p>
        {!amountFault && !noteFault && <Refusal problem={ask.error} />}
        <Button type="submit" busy={ask.isPending}>
          {t('requests.doAsk', { amount: parsed.ok ? formatMoney(parsed.money, language) : '' })}
        </Button>
      </form>
    </Screen>
  );
}
