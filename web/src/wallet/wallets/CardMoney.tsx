import { type FormEvent, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { Card, CardMovement, Money, TopUpQuote } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { carryOut, hasOpenIntent } from '../../shared/intents';
import { formatMoney, parseAmount, toDecimal } from '../../shared/money';
import type { Problem } from '../../shared/problem';
import { ErrorState, Skeleton } from '../../shared/states';
import { useIntent } from '../../shared/useIntent';
import { api, moneyMoved, useBalances, useCards } from '../api';
import { atPinPad, PinSheet } from '../identity/PinSheet';
import { AmountField, Button, fieldFault, Refusal } from '../parts';
import { Screen } from '../Screen';
import { ChooseCard, NoCard } from './ChooseCard';
import { BonusOfTopUp, useTopUpBonus } from './TopUpBonus';

const CURRENCY = 'CNY';
const QUICK = [5000, 10000, 20000, 50000];

export function TopUp() {
  return <CardMoney way="top-up" />;
}

export function Withdraw() {
  return <CardMoney way="withdraw" />;
}

/** Money between a linked card and the wallet, either way. `?amount=` (in cents) fills the amount in, `?next=` is where to go when done. */
function CardMoney({ way }: { way: 'top-up' | 'withdraw' }) {
  const { t } = useWords();
  const cards = useCards();
  const here = useLocation();
  const title = way === 'top-up' ? t('cardMoney.topUp') : t('cardMoney.withdraw');
  return (
    <Screen title={title} back={new URLSearchParams(here.search).has('next') ? -1 : '/'}>
      {cards.isPending && <Skeleton rows={[64, 110, 48]} />}
      {cards.isError && <ErrorState error={cards.error} onRetry={() => void cards.refetch()} />}
      {cards.data?.items.length === 0 && <NoCard />}
      {cards.data && cards.data.items.length > 0 && <Form way={way} cards={cards.data.items} />}
    </Screen>
  );
}

function amountFrom(search: string): string {
  const minor = new URLSearchParams(search).get('amount') ?? '';
  return /^[1-9]\d{0,11}$/.test(minor) ? toDecimal({ value: Number(minor), currency: CURRENCY }) : '';
}

function Form({ way, cards }: { way: 'top-up' | 'withdraw'; cards: Card[] }) {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const here = useLocation();
  const balances = useBalances();
  const [cardId, setCardId] = useState((cards.find((card) => card.default) ?? cards[0])?.id ?? '');
  const [typed, setTyped] = useState(() => amountFrom(here.search));
  const [fault, setFault] = useState<string>();
  const [confirming, setConfirming] = useState<Money>();

  const parsed = parseAmount(typed, CURRENCY);
  const bonus = useTopUpBonus(way === 'top-up' && parsed.ok ? { cardId, amount: parsed.money } : null);
  const available = balances.data?.items.find((item) => item.currency === CURRENCY)?.available;
  const move = useIntent<CardMovement, Problem, { amount: Money; pin?: string }>({
    mutationFn: ({ amount, pin }) => {
      const body = { cardId, amount, ...(bonus.shown ? { bonus: bonus.shown.bonus } : {}) };
      return carryOut(way, body, (idempotencyKey) =>
        api.post<CardMovement>(way === 'top-up' ? '/top-ups' : '/withdrawals', { ...body, ...(pin ? { pin } : {}) }, { idempotencyKey }),
      );
    },
    onSuccess: (transfer) => {
      moneyMoved();
      void navigate(`/${way}/${transfer.id}${here.search}`, { replace: true });
    },
    onError: (problem, { amount, pin }) => {
      if (problem.code === 'price-changed' && problem.members.topUpQuote) bonus.replace(problem.members.topUpQuote as TopUpQuote);
      setConfirming(pin !== undefined && atPinPad(problem) ? amount : undefined);
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!parsed.ok) setFault(t(`amount.${parsed.fault}`));
    else if (way === 'top-up') move.mutate({ amount: parsed.money });
    else if (available && parsed.money.value > available.value) setFault(t('cardMoney.above', { amount: formatMoney(available, language) }));
    else setConfirming(parsed.money);
  }

  function change(text: string) {
    setTyped(text);
    setFault(undefined);
    move.reset();
  }

  const shown = parsed.ok ? ` ${formatMoney(parsed.money, language)}` : '';
  const problem = confirming ? null : move.error;
  return (
    <form className="stack" onSubmit={submit}>
      <ChooseCard
        cards={cards}
        chosen={cardId}
        onChoose={(id) => {
          setCardId(id);
          move.reset();
        }}
      />
      <div className="card padded">
        <AmountField
          label={way === 'top-up' ? t('cardMoney.topUpAmount') : t('cardMoney.withdrawAmount')}
          currency={CURRENCY}
          value={typed}
          onChange={change}
          fault={fault ?? fieldFault(t, move.error, 'amount')}
          help={available && t('cardMoney.available', { amount: formatMoney(available, language) })}
          autoFocus
        />
        {way === 'top-up' ? (
          <div className="quick num">
            {QUICK.map((value) => (
              <button key={value} type="button" className="filter-chip" onClick={() => change(String(value / 100))}>
                {formatMoney({ value, currency: CURRENCY }, language).replace(/\.00$/, '')}
              </button>
            ))}
          </div>
        ) : (
          available &&
          available.value > 0 && (
            <button type="button" className="link" onClick={() => change(toDecimal(available))}>
              {t('cardMoney.all')}
            </button>
          )
        )}
      </div>
      {way === 'top-up' && <BonusOfTopUp bonus={bonus} changed={problem?.code === 'price-changed'} />}
      {!fieldFault(t, problem, 'amount') && problem?.code !== 'price-changed' && <Refusal problem={problem} />}
      {!move.isPending && !move.error && hasOpenIntent(way) && <p className="notice">{t('cardMoney.unanswered')}</p>}
      <Button type="submit" busy={move.isPending || move.isSuccess}>
        {(way === 'top-up' ? t('cardMoney.doTopUp') : t('cardMoney.doWithdraw')) + shown}
      </Button>
      <p className="muted small">{way === 'top-up' ? t('cardMoney.topUpNote') : t('cardMoney.withdrawNote')}</p>
      {way === 'withdraw' && (
        <PinSheet
          open={confirming !== undefined}
          reason={t('cardMoney.withdraw')}
          {...(confirming ? { amount: confirming } : {})}
          busy={move.isPending}
          problem={atPinPad(move.error)}
          onPin={(pin) => confirming && move.mutate({ amount: confirming, pin })}
          onClose={() => {
            setConfirming(undefined);
            move.reset();
          }}
        />
      )}
    </form>
  );
}
