import type { Money, Shift } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';

/** What should be in the drawer, line by line, and what is. */
export function Drawer({ shift, counted }: { shift: Shift; counted?: Money }) {
  const { t, language } = useWords();
  const text = (money: Money) => formatMoney(money, language);
  const is = counted ?? shift.closed?.counted;
  const difference = is && { ...is, value: is.value - shift.expected.value };
  const lines: [string, Money][] = [
    [t('shift.atBeginning'), shift.cash],
    [t('shift.cashTaken'), shift.cashTaken],
    [t('shift.cashRefunded'), { ...shift.cashRefunded, value: -shift.cashRefunded.value }],
    [t('shift.expected'), shift.expected],
  ];
  return (
    <dl className="drawer num">
      {lines.map(([label, money]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{text(money)}</dd>
        </div>
      ))}
      {is && difference && (
        <>
          <div>
            <dt>{t('shift.counted')}</dt>
            <dd>{text(is)}</dd>
          </div>
          <div className="strong" role="status">
            <dt>{difference.value === 0 ? t('shift.agrees') : difference.value < 0 ? t('shift.missing') : t('shift.over')}</dt>
            <dd className={difference.value === 0 ? 'jade-text' : 'amber-text'}>{text({ ...difference, value: Math.abs(difference.value) })}</dd>
          </div>
        </>
      )}
    </dl>
  );
}
