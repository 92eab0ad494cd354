import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { Recipient, Send } from '../../api/types';
import { Amount } from '../../shared/Amount';
import { useWords } from '../../shared/i18n/start';
import { carryOut, hasOpenIntent } from '../../shared/intents';
import { formatMoney, parseAmount } from '../../shared/money';
import type { Problem } from '../../shared/problem';
import { Skeleton } from '../../shared/states';
import { api, useBalances } from '../api';
import { PinSheet } from '../identity/PinSheet';
import { AmountField, Button, Field, fieldFault, Refusal, Tick } from '../parts';
import { Screen } from '../Screen';
import { FindPerson, nameOf, PersonRow } from './FindPerson';
import { type Chosen, PictureField } from './SendPicture';
import { useGiving } from './useGiving';

const CURRENCY = 'CNY';

/** To a friend: find them by phone (or their code, which may say how much and what for), check the masked name, say how much, confirm. */
export function SendMoney() {
  const { t } = useWords();
  const [search] = useSearchParams();
  const to = search.get('to');
  const [found, setFound] = useState<Recipient>();
  const [other, setOther] = useState(false);
  const [sent, setSent] = useState<Send>();

  const byCode = useQuery<Recipient, Problem>({
    queryKey: ['recipient', to],
    enabled: to !== null,
    queryFn: () => api.get<Recipient>(`/recipients/${to}`),
  });
  const fromCode = !found && !other;
  const recipient = found ?? (other ? undefined : byCode.data);

  if (sent && recipient) return <Sent send={sent} recipient={recipient} />;
  if (recipient) {
    return (
      <HowMuch
        recipient={recipient}
        asked={fromCode ? { amount: search.get('amount') ?? '', note: search.get('note') ?? '' } : { amount: '', note: '' }}
        onSent={setSent}
        onOther={() => {
          setFound(undefined);
          setOther(true);
        }}
      />
    );
  }

  return (
    <Screen
      title={t('send.title')}
      back="/"
      right={
        <Link className="bar-link" to="/requests">
          {t('send.requests')}
        </Link>
      }
    >
      {to && !other && byCode.isPending && <Skeleton rows={[64]} />}
      {to && byCode.isError && <Refusal problem={byCode.error} />}
      <FindPerson label={t('send.phone')} submit={t('send.find')} autoFocus={!to} onFound={setFound} />
    </Screen>
  );
}

function HowMuch({
  recipient,
  asked,
  onSent,
  onOther,
}: {
  recipient: Recipient;
  /** What the recipient's code says. */
  asked: { amount: string; note: string };
  onSent: (send: Send) => void;
  onOther: () => void;
}) {
  const { t, language } = useWords();
  const balances = useBalances();
  const [typed, setTyped] = useState(asked.amount);
  const [note, setNote] = useState(asked.note.slice(0, 80));
  const [picture, setPicture] = useState<Chosen>();
  const [fault, setFault] = useState<string>();
  const available = balances.data?.items.find((item) => item.currency === CURRENCY)?.available;

  const giving = useGiving<Send>((amount, pin) => {
    const body = { recipientId: recipient.id, amount, ...(note.trim() ? { note: note.trim() } : {}), ...(typeof picture === 'object' ? { pictureId: picture.id } : {}) };
    return carryOut('send', body, (idempotencyKey) => api.post<Send>('/sends', pin ? { ...body, pin } : body, { idempotencyKey }));
  }, onSent);

  function submit(event: FormEvent) {
    event.preventDefault();
    const parsed = parseAmount(typed, CURRENCY);
    if (!parsed.ok) return setFault(t(`amount.${parsed.fault}`));
    if (available && parsed.money.value > available.value) return setFault(t('cardMoney.above', { amount: formatMoney(available, language) }));
    giving.start(parsed.money);
  }

  const parsed = parseAmount(typed, CURRENCY);
  return (
    <Screen title={t('send.title')} back="/">
      <form className="stack" onSubmit={submit}>
        <div className="card rows">
          <PersonRow person={recipient} testId="recipient">
            <button type="button" className="link" onClick={onOther}>
              {t('send.change')}
            </button>
          </PersonRow>
        </div>
        <p className="muted small">{t('send.check')}</p>
        <div className="card padded">
          <AmountField
            label={t('send.amount')}
            currency={CURRENCY}
            value={typed}
            onChange={(text) => {
              setTyped(text);
              setFault(undefined);
              giving.reset();
            }}
            fault={fault ?? fieldFault(t, giving.problem, 'amount')}
            help={available && t('cardMoney.available', { amount: formatMoney(available, language) })}
            autoFocus
          />
          <Field
            label={t('send.note')}
            maxLength={80}
            value={note}
            onChange={(event) => {
              setNote(event.target.value);
              giving.reset();
            }}
            fault={fieldFault(t, giving.problem, 'note')}
          />
          <PictureField
            fault={fieldFault(t, giving.problem, 'pictureId')}
            onChosen={(chosen) => {
              setPicture(chosen);
              giving.reset();
            }}
          />
        </div>
        {giving.otherProblem && !fieldFault(t, giving.otherProblem, 'amount') && !fieldFault(t, giving.otherProblem, 'note') && !fieldFault(t, giving.otherProblem, 'pictureId') && <Refusal problem={giving.otherProblem} />}
        {!giving.busy && !giving.problem && hasOpenIntent('send') && <p className="notice">{t('cardMoney.unanswered')}</p>}
        <Button type="submit" busy={giving.busy || picture === 'keeping'}>
          {t('send.do', { amount: parsed.ok ? formatMoney(parsed.money, language) : '' })}
        </Button>
      </form>
      <PinSheet reason={t('send.to', { name: nameOf(recipient) })} {...giving.sheet} />
    </Screen>
  );
}

function Sent({ send, recipient }: { send: Send; recipient: Recipient }) {
  const { t } = useWords();
  const navigate = useNavigate();
  return (
    <Screen
      back={null}
      className="result"
      bottom={
        <div className="pair">
          <Link className="button button-ghost" to="/bills">
            {t('cardMoney.seeBills')}
          </Link>
          <Button onClick={() => void navigate('/', { replace: true })}>{t('cardMoney.done')}</Button>
        </div>
      }
    >
      <div className="result-body" role="status" data-testid="sent">
        <span className="result-sign result-settled">
          <Tick />
        </span>
        <p className="result-title">{t('send.sent', { name: nameOf(recipient) })}</p>
        <Amount money={send.amount} size={44} />
      </div>
    </Screen>
  );
}
