import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import type { Money, Page, Spending as SpendingOf } from '../../api/types';
import { Amount } from '../../shared/Amount';
import { useWords } from '../../shared/i18n/start';
import { formatMoney, minorDigits } from '../../shared/money';
import { Empty, ErrorState, Skeleton } from '../../shared/states';
import { useCategories } from '../../shared/useCategories';
import { api } from '../api';
import { BackIcon, ChevronIcon } from '../icons';
import { Screen } from '../Screen';
import { monthAfter, monthIn, monthName, monthOf, shortMonth } from './months';
import { byCurrency, type OfCategory, shareOf, type SpendingIn } from './spendingSums';
import { BudgetsOf } from './Budgets';
import './spending.css';

/** Where the money went in a month: by category, beside the months before. */
export function Spending() {
  const { t, language } = useWords();
  const [search, setSearch] = useSearchParams();
  const month = monthIn(search);
  const current = month === monthOf(new Date());
  const spending = useSpending(month);
  const categories = useCategories(api);
  const go = (by: number) => setSearch({ month: monthAfter(month, by) }, { replace: true });
  const all = byCurrency(spending.data?.items ?? []);
  return (
    <Screen title={t('spending.title')} back="/bills">
      <div className="month-chooser" role="group" aria-label={t('bill.month')}>
        <button type="button" aria-label={t('spending.earlier')} onClick={() => go(-1)}>
          <BackIcon />
        </button>
        <h2 aria-live="polite">{monthName(month, language)}</h2>
        <button type="button" aria-label={t('spending.later')} disabled={current} onClick={() => go(1)}>
          <ChevronIcon size={22} />
        </button>
      </div>
      {(spending.isPending || categories.loading) && !spending.isError && <Skeleton rows={[96, 150, 64, 64, 64]} />}
      {spending.isError && <ErrorState error={spending.error} onRetry={() => void spending.refetch()} />}
      {spending.isSuccess && !categories.loading && (
        <>
          {all.length === 0 && <Empty>{t('spending.none')}</Empty>}
          {all.map((of) => (
            <OneCurrency key={of.currency} of={of} current={current} nameOf={categories.nameOf} />
          ))}
          <BudgetsOf month={month} nameOf={categories.nameOf} />
        </>
      )}
    </Screen>
  );
}

export function useSpending(month: string) {
  return useQuery({
    queryKey: ['bills', 'spending', month],
    queryFn: ({ signal }) => api.get<Page<SpendingOf>>('/spending', { query: { month }, signal }),
  });
}

function OneCurrency({ of, current, nameOf }: { of: SpendingIn; current: boolean; nameOf: (code: string) => string }) {
  const { t } = useWords();
  const last = of.months.at(-1);
  const before = of.months.at(-2);
  if (!last || !before) return null;
  const longest = Math.max(...of.categories.map(({ spent }) => spent.value), 0);
  return (
    <>
      <section className="card padded" data-testid="spending-total">
        <p className="muted small">{t(current ? 'spending.totalSoFar' : 'spending.total')}</p>
        <Amount money={last.spent} size={38} />
        <Compared spent={last.spent} before={before.spent} month={before.month} />
        <SixMonths months={of.months} />
      </section>
      {of.categories.length > 0 && (
        <ul className="card rows">
          {of.categories.map((each) => (
            <li key={each.category}>
              <CategoryRow of={each} name={nameOf(each.category)} month={last.month} before={before.month} longest={longest} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function CategoryRow({ of, name, month, before, longest }: { of: OfCategory; name: string; month: string; before: string; longest: number }) {
  const { t, language } = useWords();
  return (
    <Link className="row spending-row" to={`/spending/${of.category}?month=${month}`} data-testid={`spending-${of.category}`}>
      <span className="row-main">
        <span className="spending-head">
          <span>{name}</span>
          <span className="row-amount num">{formatMoney(of.spent, language)}</span>
        </span>
        <span className="spending-bar" aria-hidden>
          <span style={{ width: `${shareOf(of.spent, longest) * 100}%` }} />
        </span>
        <span className="row-note num">
          {t('spending.payments', { count: of.payments })} · <ComparedWords spent={of.spent} before={of.before} month={before} />
        </span>
      </span>
      <ChevronIcon />
    </Link>
  );
}

function Compared(compared: { spent: Money; before: Money; month: string }) {
  return (
    <p className="muted small num">
      <ComparedWords {...compared} />
    </p>
  );
}

function ComparedWords({ spent, before, month }: { spent: Money; before: Money; month: string }) {
  const { t, language } = useWords();
  const more = spent.value - before.value;
  const than = { month: shortMonth(month, language), amount: formatMoney({ ...spent, value: Math.abs(more) }, language) };
  return <>{more === 0 ? t('spending.same', than) : more > 0 ? t('spending.more', than) : t('spending.less', than)}</>;
}

/** A column for each month, from zero, with its rounded sum above it; exact in the table for who does not see it. */
function SixMonths({ months }: { months: SpendingIn['months'] }) {
  const { t, language } = useWords();
  const highest = Math.max(...months.map(({ spent }) => spent.value), 0);
  return (
    <figure className="six-months">
      <div className="columns num" aria-hidden>
        {months.map(({ month, spent }, at) => (
          <div key={month} className={at === months.length - 1 ? 'column-of column-now' : 'column-of'}>
            <span className="column-sum">{rounded(spent, language)}</span>
            <span className="column-room">
              <span style={{ height: `${shareOf(spent, highest) * 100}%` }} />
            </span>
            <span>{shortMonth(month, language)}</span>
          </div>
        ))}
      </div>
      <table className="visually-hidden">
        <caption>{t('spending.sixMonths')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('bill.month')}</th>
            <th scope="col">{t('spending.spent')}</th>
          </tr>
        </thead>
        <tbody>
          {months.map(({ month, spent }) => (
            <tr key={month}>
              <th scope="row">{monthName(month, language)}</th>
              <td>{formatMoney(spent, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

/** As short as fits above a column: 960, 1.2万, 12K. */
function rounded(amount: Money, language: string): string {
  const major = amount.value / 10 ** minorDigits(amount.currency);
  return new Intl.NumberFormat(language, { notation: 'compact', maximumSignificantDigits: Math.abs(major) < 1000 ? 3 : 2 }).format(major).replace('-', '−');
}
