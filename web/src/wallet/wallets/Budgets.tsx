import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Money, Page, SpendingBudget } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { ErrorState, Skeleton, Warning } from '../../shared/states';
import { useCategories } from '../../shared/useCategories';
import { api } from '../api';
import { ChevronIcon } from '../icons';
import { howFar, overBy } from './budgetSums';
import './spending.css';

export function useBudgets(month: string) {
  return useQuery({
    queryKey: ['bills', 'budgets', month],
    queryFn: ({ signal }) => api.get<Page<SpendingBudget>>('/spending-budgets', { query: { month }, signal }),
  });
}

/** The person's budgets, and how far each is used in the month. */
export function BudgetsOf({ month, nameOf }: { month: string; nameOf: (code: string) => string }) {
  const { t } = useWords();
  const budgets = useBudgets(month);
  if (budgets.isPending) return <Skeleton rows={[64]} />;
  if (budgets.isError) return <ErrorState error={budgets.error} onRetry={() => void budgets.refetch()} />;
  return (
    <section aria-labelledby="budgets">
      <h2 className="section" id="budgets">
        {t('budget.title')}
        <Link to="/spending-budgets">{t(budgets.data.items.length > 0 ? 'budget.change' : 'budget.set')}</Link>
      </h2>
      {budgets.data.items.length > 0 ? (
        <ul className="card rows">
          {budgets.data.items.map((budget) => (
            <li key={`${budget.category} ${budget.amount.currency}`}>
              <Link className="row spending-row" to={`/spending-budgets?category=${budget.category}&currency=${budget.amount.currency}`} data-testid={`budget-${budget.category}`}>
                <BudgetLine budget={budget} name={nameOf(budget.category)} />
                <ChevronIcon />
              </Link>
            </li>
          ))}
        </ul>
      ) : (
        <p className="muted small">{t('budget.why')}</p>
      )}
    </section>
  );
}

export function BudgetLine({ budget, name }: { budget: SpendingBudget; name: string }) {
  const { t, language } = useWords();
  const { state, share, left } = howFar(budget);
  const amount = formatMoney({ ...left, value: Math.abs(left.value) }, language);
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(Math.floor(share * 100) / 100);
  return (
    <span className="row-main">
      <span className="spending-head">
        <span>{name}</span>
        <span className="num small">{t('budget.ofBudget', { spent: formatMoney(budget.spent, language), budget: formatMoney(budget.amount, language) })}</span>
      </span>
      <span className={`spending-bar budget-bar budget-${state}`} aria-hidden>
        <span style={{ width: `${Math.min(1, share) * 100}%` }} />
      </span>
      <span className={`row-note num${state === 'well' ? '' : ' amber'}`}>
        {state !== 'well' && <Warning size={13} />} {t(`budget.${state === 'well' ? 'left' : state}`, { amount, percent })}
      </span>
    </span>
  );
}

/** Said before paying, if this payment would pass a budget. It stands in nobody's way. */
export function BudgetWarning({ merchantId, payable, cashback }: { merchantId: string; payable: Money; cashback: Money }) {
  const { t, language } = useWords();
  const categories = useCategories(api);
  const budgets = useQuery({
    queryKey: ['bills', 'budgets', 'at', merchantId],
    queryFn: ({ signal }) => api.get<Page<SpendingBudget>>('/spending-budgets', { query: { merchantId }, signal }),
  });
  const budget = budgets.data?.items.find((each) => each.amount.currency === payable.currency);
  const over = budget && overBy(budget, payable.value - cashback.value);
  if (!budget || !over || categories.loading) return null;
  return (
    <p className="notice notice-warn" role="status" data-testid="over-budget">
      <Warning size={18} />
      <span>{t('budget.warning', { name: categories.nameOf(budget.category), amount: formatMoney(over, language) })}</span>
    </p>
  );
}
