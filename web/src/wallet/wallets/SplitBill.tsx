import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { Bill, BillSplit, Money, MoneyRequest, Page, Recipient } from '../../api/types';
import { Amount } from '../../shared/Amount';
import { useWords } from '../../shared/i18n/start';
import { carryOut } from '../../shared/intents';
import { currencySymbol, formatMoney, parseAmount } from '../../shared/money';
import type { Problem } from '../../shared/problem';
import { ErrorState, Skeleton } from '../../shared/states';
import { useIntent } from '../../shared/useIntent';
import { api, moneyMoved, useMe } from '../api';
import { AmountField, Avatar, Button, Field, fieldFault, Refusal } from '../parts';
import { Screen } from '../Screen';
import { FindPerson, nameOf, PersonRow } from './FindPerson';
import { equalParts } from './moneyRequests';

const CURRENCY = 'CNY';

interface Asked {
  total?: Money;
  billId?: string;
  note?: string;
  people: { payerId: string; amount?: Money }[];
}

/** Splits an amount, or a paid bill named in the address, with friends: each is asked for a part. */
export function SplitBill() {
  const { t } = useWords();
  const [search] = useSearchParams();
  const billId = search.get('bill');
  const bill = useQuery({ queryKey: ['bills', 'one', billId], enabled: billId !== null, queryFn: () => api.get<Bill>(`/bills/${billId}`) });
  return (
    <Screen title={t('splits.title')} back={billId ? `/bills/${billId}` : '/requests?list=splits'}>
      {billId !== null && bill.isPending && <Skeleton rows={[64, 110, 48]} />}
      {bill.isError && <ErrorState error={bill.error} onRetry={() => void bill.refetch()} />}
      {billId === null ? <Form /> : bill.data && <Form bill={bill.data} />}
    </Screen>
  );
}

function Form({ bill }: { bill?: Bill }) {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const me = useMe();
  const [typed, setTyped] = useState('');
  const [note, setNote] = useState(bill?.counterparty ?? '');
  const [people, setPeople] = useState<Recipient[]>([]);
  const [ways, setWays] = useState<'equally' | 'each'>('equally');
  const [shares, setShares] = useState<Record<string, string>>({});
  const [fault, setFault] = useState<string>();

  const split = useIntent<BillSplit, Problem, Asked>({
    mutationFn: (body) => carryOut('bill-split', body, (idempotencyKey) => api.post<BillSplit>('/bill-splits', body, { idempotencyKey })),
    onSuccess: (done) => {
      moneyMoved();
      void navigate(`/splits/${done.id}`, { replace: true });
    },
  });

  const parsed = parseAmount(typed, CURRENCY);
  const total = bill ? { ...bill.amount, value: -bill.amount.value } : parsed.ok ? parsed.money : undefined;
  const parts = equalParts(total?.value ?? 0, people.length + 1);
  const typedShares = people.map((person) => parseAmount(shares[person.id] ?? '', total?.currency ?? CURRENCY));
  const asked = ways === 'equally' ? (total?.value ?? 0) - (parts[0] ?? 0) : typedShares.reduce((sum, share) => sum + (share.ok ? share.money.value : 0), 0);
  const own = (total?.value ?? 0) - asked;

  function changed() {
    setFault(undefined);
    split.reset();
  }

  function add(person: Recipient) {
    changed();
    setPeople((now) => (now.some(({ id }) => id === person.id) ? now : [...now, person]));
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!total) return setFault(parsed.ok ? undefined : t(`amount.${parsed.fault}`));
    if (people.length === 0) return setFault(t('splits.needPeople'));
    const wrong = ways === 'each' && typedShares.find((share) => !share.ok);
    if (wrong && !wrong.ok) return setFault(t(`amount.${wrong.fault}`));
    if (own < 0) return setFault(t('splits.tooMuch'));
    split.mutate({
      ...(bill ? { billId: bill.id } : { total }),
      ...(note.trim() ? { note: note.trim() } : {}),
      people: people.map((person, at) => {
        const share = typedShares[at];
        return ways === 'each' && share?.ok ? { payerId: person.id, amount: share.money } : { payerId: person.id };
      }),
    });
  }

  const money = (value: number): Money => ({ value, currency: total?.currency ?? CURRENCY });
  const totalFault = fieldFault(t, split.error, 'total');
  const noteFault = fieldFault(t, split.error, 'note');
  return (
    <div className="stack">
      <div className="card padded">
        {bill ? (
          <div className="sheet-what">
            <span className="muted">{t('splits.ofBill', { name: bill.counterparty ?? t('bill.kind.payment') })}</span>
            {total && <Amount money={total} size={34} />}
          </div>
        ) : (
          <AmountField
            label={t('splits.total')}
            currency={CURRENCY}
            value={typed}
            onChange={(text) => {
              setTyped(text);
              changed();
            }}
            fault={totalFault}
            autoFocus
          />
        )}
        <Field
          label={t('splits.note')}
          maxLength={80}
          value={note}
          onChange={(event) => {
            setNote(event.target.value);
            changed();
          }}
          fault={noteFault}
        />
      </div>
      <div className="card padded">
        <FindPerson label={t('splits.addPhone')} submit={t('splits.add')} kind="ghost" onFound={add} />
        <Known without={people} onChosen={add} />
      </div>
      <form className="stack" onSubmit={submit}>
        {people.length > 0 && (
          <section>
            <div className="segments segments-wide" role="radiogroup" aria-label={t('splits.how')}>
              {(['equally', 'each'] as const).map((way) => (
                <button
                  key={way}
                  type="button"
                  role="radio"
                  aria-checked={ways === way}
                  onClick={() => {
                    setWays(way);
                    changed();
                  }}
                >
                  {t(`splits.${way}`)}
                </button>
              ))}
            </div>
            <ul className="card rows split-people" aria-label={t('splits.people')}>
              <li>
                <div className="row" data-testid="my-share">
                  <Avatar name={me.data?.name ?? ''} tone="sand" />
                  <span className="row-main">
                    {t('splits.me')}
                    <span className="row-note">{t('splits.mine')}</span>
                  </span>
                  <span className="row-amount num">{formatMoney(money(own), language)}</span>
                </div>
              </li>
              {people.map((person, at) => (
                <li key={person.id}>
                  <PersonRow person={person} testId="share">
                    {ways === 'equally' ? (
                      <span className="row-amount num">{formatMoney(money(parts[at + 1] ?? 0), language)}</span>
                    ) : (
                      <span className="share-field">
                        <span aria-hidden>{currencySymbol(total?.currency ?? CURRENCY, language)}</span>
                        <input
                          aria-label={t('splits.shareOf', { name: nameOf(person) })}
                          inputMode="decimal"
                          autoComplete="off"
                          maxLength={20}
                          placeholder="0.00"
                          value={shares[person.id] ?? ''}
                          onChange={(event) => {
                            setShares((now) => ({ ...now, [person.id]: event.target.value }));
                            changed();
                          }}
                        />
                      </span>
                    )}
                    <button
                      type="button"
                      className="link"
                      aria-label={t('splits.remove', { name: nameOf(person) })}
                      onClick={() => {
                        setPeople((now) => now.filter(({ id }) => id !== person.id));
                        changed();
                      }}
                    >
                      ✕
                    </button>
                  </PersonRow>
                </li>
              ))}
            </ul>
          </section>
        )}
        {fault && (
          <p className="refusal" role="alert">
            {fault}
          </p>
        )}
        {!totalFault && !noteFault && <Refusal problem={split.error} />}
        <p className="muted small">{t('requests.onlyAsks')}</p>
        <Button type="submit" busy={split.isPending}>
          {t('splits.do', { amount: asked > 0 && people.length > 0 ? formatMoney(money(asked), language) : '' })}
        </Button>
      </form>
    </div>
  );
}

/** With whom one has asked or been asked of late. */
function Known({ without, onChosen }: { without: Recipient[]; onChosen: (person: Recipient) => void }) {
  const { t } = useWords();
  const friends = useQuery({
    queryKey: ['money-requests', 'friends'],
    queryFn: async () => {
      const lists = await Promise.all(
        (['sent', 'received'] as const).map((direction) => api.get<Page<MoneyRequest>>('/money-requests', { query: { direction, limit: 20 } })),
      );
      const people = lists.flatMap((list) => list.items).map((request) => (request.direction === 'sent' ? request.payer : request.requester));
      return [...new Map(people.map((person) => [person.id, person])).values()];
    },
  });
  const left = (friends.data ?? []).filter((friend) => !without.some(({ id }) => id === friend.id)).slice(0, 6);
  if (left.length === 0) return null;
  return (
    <div className="quick" role="group" aria-label={t('splits.known')}>
      {left.map((friend) => (
        <button key={friend.id} type="button" className="filter-chip" onClick={() => onChosen(friend)}>
          + {nameOf(friend)}
        </button>
      ))}
    </div>
  );
}
