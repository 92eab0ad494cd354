import type { Money } from '../../api/types';
import { formatMoney } from '../../shared/money';
import { useWords } from '../../shared/i18n/start';

/** What a sponsor has with the house, or owes it, in words: a sign alone is read either way. */
export function Position({ amount }: { amount: Money }) {
  const { t, language } = useWords();
  const word = amount.value > 0 ? 'deposit' : amount.value < 0 ? 'due' : 'even';
  return (
    <span>
      <span className={`pill ${word === 'due' ? 'amber' : word === 'deposit' ? 'jade' : ''}`}>{t(`sponsors.${word}`)}</span>{' '}
      {amount.value !== 0 && <b className="num">{formatMoney({ ...amount, value: Math.abs(amount.value) }, language)}</b>}
    </span>
  );
}
