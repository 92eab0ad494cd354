import { useWords } from '../../shared/i18n/start';
import { formatMoney, type Money } from '../../shared/money';

/** How much of a budget is spent. The figures stand beside the bar: the bar is only a look, never the only word. */
export function BudgetBar({ spent, total, label }: { spent: Money; total: Money; label: string }) {
  const { t, language } = useWords();
  const percent = total.value === 0 ? 0 : Math.min(100, (spent.value / total.value) * 100);
  const words = t('offers.spentOf', { spent: formatMoney(spent, language), total: formatMoney(total, language) });
  return (
    <div className="budget">
      <div className="budget-words num">
        <span>{words}</span>
        <span className="muted">{percent.toLocaleString(language, { maximumFractionDigits: percent < 10 ? 1 : 0 })}%</span>
      </div>
      <div className="budget-bar" role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(percent)} aria-valuetext={words}>
        <span className={percent >= 80 ? 'high' : ''} style={{ width: `${percent}%` }} />
      </div>
    </div>
  );
}
