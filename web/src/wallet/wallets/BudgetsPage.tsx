import { useMutation } from '@tanstack/react-query';
import { Dialog, Toast } from 'antd-mobile';
import { type FormEvent, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { Money, SpendingBudget } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { parseAmount, toDecimal } from '../../shared/money';
import type { Problem } from '../../shared/problem';
import { ErrorState, Skeleton } from '../../shared/states';
import { useCategories } from '../../shared/useCategories';
import { api, queryClient } from '../api';
import { AmountField, Button, fieldFault, Refusal } from '../parts';
import { Screen } from '../Screen';
import { useBudgets } from './Budgets';
import { monthOf } from './months';
import './statement.css';

/** 每月预算: one category's budget is set, changed or taken back; the address says whose it is. */
export function BudgetsPage() {
  const { t } = useWords();
  const [search] = useSearchParams();
  const budgets = useBudgets(monthOf(new Date()));
  const categories = useCategories(api);
  return (
    <Screen title={t('budget.title')} back="/spending">
      {budgets.isError && <ErrorState error={budgets.error} onRetry={() => void budgets.refetch()} />}
      {(budgets.isPending || categories.loading) && <Skeleton rows={[64, 110, 48]} />}
      {budgets.isSuccess && !categories.loading && (
        <Form
          budgets={budgets.data.items}
          categories={categories.all.map(({ value }) => value)}
          nameOf={categories.nameOf}
          asked={search.get('category') ?? ''}
          currency={search.get('currency') ?? 'CNY'}
        />
      )}
    </Screen>
  );
}

function Form({
  budgets,
  categories,
  nameOf,
  asked,
  currency,
}: {
  budgets: SpendingBudget[];
  categories: readonly string[];
  nameOf: (code: string) => string;
  asked: string;
  currency: string;
}) {
  const { t } = useWords();
  const navigate = useNavigate();
  const of = (code: string) => budgets.find((budget) => budget.category === code && budget.amount.currency === currency);
  const decimalOf = (code: string) => {
    const budget = of(code);
    return budget ? toDecimal(budget.amount) : '';
  };
  const [category, setCategory] = useState(categories.includes(asked) ? asked : (categories.find((code) => !of(code)) ?? categories[0] ?? ''));
  const [typed, setTyped] = useState(decimalOf(category));
  const [fault, setFault] = useState<string>();

  function done() {
    void queryClient.invalidateQueries({ queryKey: ['bills', 'budgets'] });
    void navigate('/spending', { replace: true });
  }
  const save = useMutation<unknown, Problem, Money>({
    mutationFn: (amount) => api.put(`/spending-budgets/${category}`, { amount }),
    onSuccess: () => {
      void Toast.show({ icon: 'success', content: t('budget.saved') });
      done();
    },
  });
  const remove = useMutation<unknown, Problem>({
    mutationFn: () => api.delete(`/spending-budgets/${category}`, { query: { currency } }),
    onSuccess: done,
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    const amount = parseAmount(typed, currency);
    setFault(amount.ok ? undefined : t(`amount.${amount.fault}`));
    if (amount.ok) save.mutate(amount.money);
  }
  async function confirmRemoval() {
    if (await Dialog.confirm({ content: t('budget.removeSure', { name: nameOf(category) }), confirmText: t('budget.remove'), cancelText: t('action.cancel') })) remove.mutate();
  }
  return (
    <form className="stack" onSubmit={submit}>
      <p className="muted">{t('budget.why')}</p>
      <div className="card padded stack">
        <label className="labelled">
          <span>{t('budget.category')}</span>
          <select
            value={category}
            onChange={(event) => {
              setCategory(event.target.value);
              setTyped(decimalOf(event.target.value));
              setFault(undefined);
              save.reset();
            }}
          >
            {categories.map((code) => (
              <option key={code} value={code}>
                {nameOf(code)}
              </option>
            ))}
          </select>
        </label>
        <AmountField
          label={t('budget.amount')}
          currency={currency}
          value={typed}
          onChange={(text) => {
            setTyped(text);
            setFault(undefined);
            save.reset();
          }}
          fault={fault ?? fieldFault(t, save.error, 'amount')}
        />
      </div>
      {!fieldFault(t, save.error, 'amount') && <Refusal problem={save.error} />}
      <Refusal problem={remove.error} />
      <Button type="submit" busy={save.isPending}>
        {t('budget.save')}
      </Button>
      {of(category) && (
        <Button kind="ghost" busy={remove.isPending} onClick={() => void confirmRemoval()}>
          {t('budget.remove')}
        </Button>
      )}
    </form>
  );
}
