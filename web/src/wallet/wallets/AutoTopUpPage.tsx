import { useMutation, useQuery } from '@tanstack/react-query';
import { Dialog, Toast } from 'antd-mobile';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import type { AutoTopUp, Card, Money } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { formatMoney, parseAmount, toDecimal } from '../../shared/money';
import { asProblem, type Problem } from '../../shared/problem';
import { ErrorState, Skeleton, Warning } from '../../shared/states';
import { useIntent } from '../../shared/useIntent';
import { api, queryClient, useCards } from '../api';
import { atPinPad, PinSheet } from '../identity/PinSheet';
import { AmountField, Button, fieldFault, Refusal } from '../parts';
import { Screen } from '../Screen';
import { ChooseCard, NoCard } from './ChooseCard';

const CURRENCY = 'CNY';
const FIELDS = ['below', 'amount', 'perDay'] as const;
type Field = (typeof FIELDS)[number];

export const useAutoTopUp = () =>
  useQuery<AutoTopUp | null, Problem>({
    queryKey: ['auto-top-up'],
    queryFn: () =>
      api.get<AutoTopUp>('/auto-top-up').catch((error: unknown) => {
        if (asProblem(error).status === 404) return null;
        throw error;
      }),
  });

/** 自动充值: below which balance, how much, from which card, and how much in a day at most. */
export function AutoTopUpPage() {
  const { t } = useWords();
  const cards = useCards();
  const allowed = useAutoTopUp();
  const failed = [cards, allowed].find((query) => query.isError);
  return (
    <Screen title={t('autoTopUp.title')} back="/me">
      {failed ? (
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
      ) : !cards.data || allowed.data === undefined ? (
        <Skeleton rows={[64, 110, 110, 110]} />
      ) : cards.data.items.length === 0 ? (
        <NoCard />
      ) : (
        <Form key={allowed.data?.setAt} cards={cards.data.items} allowed={allowed.data} />
      )}
    </Screen>
  );
}

function Form({ cards, allowed }: { cards: Card[]; allowed: AutoTopUp | null }) {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const known = cards.find((card) => card.id === allowed?.cardId) ?? cards.find((card) => card.default) ?? cards[0];
  const [cardId, setCardId] = useState(known?.id ?? '');
  const [typed, setTyped] = useState<Record<Field, string>>({
    below: allowed ? toDecimal(allowed.below) : '100',
    amount: allowed ? toDecimal(allowed.amount) : '200',
    perDay: allowed ? toDecimal(allowed.perDay) : '1000',
  });
  const [faults, setFaults] = useState<Partial<Record<Field, string>>>({});
  const [terms, setTerms] = useState<Record<Field, Money>>();

  const allow = useIntent<AutoTopUp, Problem, Record<Field, Money> & { pin: string }>({
    mutationFn: (body) => api.put<AutoTopUp>('/auto-top-up', { ...body, cardId }),
    onSuccess: (now) => {
      queryClient.setQueryData(['auto-top-up'], now);
      void Toast.show({ icon: 'success', content: t('autoTopUp.on') });
      void navigate('/me', { replace: true });
    },
    onError: (problem) => !atPinPad(problem) && setTerms(undefined),
  });
  const takeBack = useMutation<unknown, Problem>({
    mutationFn: () => api.delete('/auto-top-up'),
    onSuccess: () => queryClient.setQueryData(['auto-top-up'], null),
  });

  async function confirmOff() {
    if (await Dialog.confirm({ content: t('autoTopUp.offSure'), confirmText: t('autoTopUp.turnOff'), cancelText: t('action.cancel') })) takeBack.mutate();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const found: Partial<Record<Field, string>> = {};
    const parsed = {} as Record<Field, Money>;
    for (const field of FIELDS) {
      const amount = parseAmount(typed[field], CURRENCY);
      if (amount.ok) parsed[field] = amount.money;
      else found[field] = t(`amount.${amount.fault}`);
    }
    if (!found.amount && !found.perDay && parsed.perDay.value < parsed.amount.value) found.perDay = t('fieldError.below-amount');
    setFaults(found);
    if (Object.keys(found).length === 0) setTerms(parsed);
  }

  const problem = terms ? null : allow.error;
  return (
    <form className="stack" onSubmit={submit}>
      {allowed?.stopped ? (
        <p className="notice notice-warn" role="alert">
          <Warning size={18} />
          <span>
            {t('autoTopUp.stopped')} {t(`autoTopUp.reason.${allowed.stopped}`, { defaultValue: t('autoTopUp.reason.other') })}
          </span>
        </p>
      ) : (
        <p className="muted">{t('autoTopUp.why')}</p>
      )}
      <ChooseCard
        cards={cards}
        chosen={cardId}
        onChoose={(id) => {
          setCardId(id);
          allow.reset();
        }}
      />
      <div className="card padded stack">
        {FIELDS.map((field) => (
          <AmountField
            key={field}
            label={t(`autoTopUp.${field}`)}
            currency={CURRENCY}
            value={typed[field]}
            onChange={(text) => {
              setTyped({ ...typed, [field]: text });
              setFaults({ ...faults, [field]: undefined });
              allow.reset();
            }}
            fault={faults[field] ?? fieldFault(t, problem, field)}
            help={field === 'perDay' && allowed ? t('autoTopUp.today', { amount: formatMoney(allowed.today, language) }) : undefined}
          />
        ))}
      </div>
      {!FIELDS.some((field) => fieldFault(t, problem, field)) && <Refusal problem={problem} />}
      <Refusal problem={takeBack.error} />
      <Button type="submit">{allowed ? t('autoTopUp.save') : t('autoTopUp.turnOn')}</Button>
      {allowed && (
        <Button kind="ghost" busy={takeBack.isPending} onClick={() => void confirmOff()}>
          {t('autoTopUp.turnOff')}
        </Button>
      )}
      <PinSheet
        open={terms !== undefined}
        reason={t('autoTopUp.each')}
        {...(terms ? { amount: terms.amount } : {})}
        busy={allow.isPending}
        problem={atPinPad(allow.error)}
        onPin={(pin) => terms && allow.mutate({ ...terms, pin })}
        onClose={() => {
          setTerms(undefined);
          allow.reset();
        }}
      />
    </form>
  );
}
