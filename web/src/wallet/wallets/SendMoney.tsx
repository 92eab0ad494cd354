import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { Money, Recipient, Send } from '../../api/types';
import { Amount } from '../../shared/Amount';
import { useWords } from '../../shared/i18n/start';
import { carryOut, hasOpenIntent } from '../../shared/intents';
import { formatMoney, parseAmount } from '../../shared/money';
import type { Problem } from '../../shared/problem';
import { Skeleton } from '../../shared/states';
import { useIntent } from '../../shared/useIntent';
import { api, moneyMoved, useBalances, useMe } from '../api';
import { atPinPad, PinSheet } from '../identity/PinSheet';
import { AmountField, Avatar, Button, Field, fieldFault, Refusal, Tick } from '../parts';
import { Screen } from '../Screen';

const CURRENCY = 'CNY';

/** To a friend: find them by phone (or their code), check the masked name, say how much, confirm. */
export function SendMoney() {
  const { t } = useWords();
  const [search] = useSearchParams();
  const to = search.get('to');
  const [phone, setPhone] = useState('');
  const [found, setFound] = useState<Recipient>();
  const [sent, setSent] = useState<Send>();

  const byPhone = useMutation<Recipient, Problem>({
    mutationFn: () => api.get<Recipient>('/recipients', { query: { phone: phone.normalize('NFKC').replace(/[\s\-()]/g, '') } }),
    onSuccess: setFound,
  });
  const byCode = useQuery<Recipient, Problem>({
    queryKey: ['recipient', to],
    enabled: to !== null,
    queryFn: () => api.get<Recipient>(`/recipients/${to}`),
  });
  const recipient = found ?? byCode.data;

  if (sent && recipient) return <Sent send={sent} recipient={recipient} />;
  if (recipient) return <HowMuch recipient={recipient} onSent={setSent} onOther={() => setFound(undefined)} />;

  function submit(event: FormEvent) {
    event.preventDefault();
    byPhone.mutate();
  }

  return (
    <Screen title={t('send.title')} back="/">
      {to && byCode.isPending && <Skeleton rows={[64]} />}
      {to && byCode.isError && <Refusal problem={byCode.error} />}
      <form className="stack" onSubmit={submit} noValidate>
        <Field
          label={t('send.phone')}
          type="tel"
          inputMode="tel"
          maxLength={24}
          placeholder={t('signIn.phoneHint')}
          value={phone}
          onChange={(event) => {
            setPhone(event.target.value);
            byPhone.reset();
          }}
          fault={byPhone.error?.code === 'recipient-not-found' ? t('send.notFound') : fieldFault(t, byPhone.error, 'phone')}
          autoFocus={!to}
        />
        {byPhone.error && byPhone.error.code !== 'recipient-not-found' && !fieldFault(t, byPhone.error, 'phone') && <Refusal problem={byPhone.error} />}
        <Button type="submit" busy={byPhone.isPending} disabled={phone.trim().length < 6}>
          {t('send.find')}
        </Button>
      </form>
    </Screen>
  );
}

function HowMuch({ recipient, onSent, onOther }: { recipient: Recipient; onSent: (send: Send) => void; onOther: () => void }) {
  const { t, language } = useWords();
  const balances = useBalances();
  const [typed, setTyped] = useState('');
  const [note, setNote] = useState('');
  const [fault, setFault] = useState<string>();
  const [confirming, setConfirming] = useState<Money>();
  const me = useMe();
  const available = balances.data?.items.find((item) => item.currency === CURRENCY)?.available;

  const send = useIntent<Send, Problem, { amount: Money; pin?: string }>({
    mutationFn: ({ amount, pin }) => {
      const body = { recipientId: recipient.id, amount, ...(note.trim() ? { note: note.trim() } : {}) };
      return carryOut('send', body, (idempotencyKey) => api.post<Send>('/sends', pin ? { ...body, pin } : body, { idempotencyKey }));
    },
    onSuccess: (answer) => {
      moneyMoved();
      onSent(answer);
    },
    onError: (problem, { amount, pin }) => setConfirming(problem.code === 'pin-required' || (pin !== undefined && atPinPad(problem)) ? amount : undefined),
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    const parsed = parseAmount(typed, CURRENCY);
    if (!parsed.ok) return setFault(t(`amount.${parsed.fault}`));
    if (available && parsed.money.value > available.value) return setFault(t('cardMoney.above', { amount: formatMoney(available, language) }));
    const free = me.data?.smallPaymentLimit;
    // Under the small-payment limit the server may let it through without a PIN; it decides.
    if (free && free.currency === CURRENCY && parsed.money.value <= free.value) send.mutate({ amount: parsed.money });
    else setConfirming(parsed.money);
  }

  const parsed = parseAmount(typed, CURRENCY);
  const otherProblem = confirming ? null : send.error;
  return (
    <Screen title={t('send.title')} back="/">
      <form className="stack" onSubmit={submit}>
        <div className="card rows">
          <div className="row" data-testid="recipient">
            <Avatar name={recipient.nameMasked ?? recipient.phoneMasked} tone="jade" />
            <span className="row-main">
              {recipient.nameMasked ?? t('send.nameless')}
              <span className="row-note num">{recipient.phoneMasked}</span>
            </span>
            <button type="button" className="link" onClick={onOther}>
              {t('send.change')}
            </button>
          </div>
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
              send.reset();
            }}
            fault={fault ?? fieldFault(t, send.error, 'amount')}
            help={available && t('cardMoney.available', { amount: formatMoney(available, language) })}
            autoFocus
          />
          <Field
            label={t('send.note')}
            maxLength={80}
            value={note}
            onChange={(event) => {
              setNote(event.target.value);
              send.reset();
            }}
            fault={fieldFault(t, send.error, 'note')}
          />
        </div>
        {otherProblem && !fieldFault(t, otherProblem, 'amount') && !fieldFault(t, otherProblem, 'note') && <Refusal problem={otherProblem} />}
        {!send.isPending && !send.error && hasOpenIntent('send') && <p className="notice">{t('cardMoney.unanswered')}</p>}
        <Button type="submit" busy={send.isPending}>
          {t('send.do', { amount: parsed.ok ? formatMoney(parsed.money, language) : '' })}
        </Button>
      </form>
      <PinSheet
        open={confirming !== undefined}
        reason={t('send.to', { name: recipient.nameMasked ?? recipient.phoneMasked })}
        {...(confirming ? { amount: confirming } : {})}
        busy={send.isPending}
        problem={atPinPad(send.error)}
        onPin={(pin) => confirming && send.mutate({ amount: confirming, pin })}
        onClose={() => {
          setConfirming(undefined);
          send.reset();
        }}
      />
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
        <p className="result-title">{t('send.sent', { name: recipient.nameMasked ?? recipient.phoneMasked })}</p>
        <Amount money={send.amount} size={44} />
      </div>
    </Screen>
  );
}
