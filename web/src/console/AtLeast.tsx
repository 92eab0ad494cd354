import { useWords } from '../shared/i18n/start';
import { Chips } from './Chips';

const STEPS = [10_000, 50_000, 100_000];

/** Only what is large: in whole units of whatever currency the row is in. */
export function AtLeast({ value, onChange }: { value: string; onChange: (minor: string) => void }) {
  const { t, language } = useWords();
  const whole = new Intl.NumberFormat(language);
  return (
    <Chips
      label={t('common.amount')}
      value={value}
      onChange={onChange}
      options={[{ value: '', label: t('common.anyAmount') }, ...STEPS.map((minor) => ({ value: String(minor), label: t('common.atLeast', { amount: whole.format(minor / 100) }) }))]}
    />
  );
}
