import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useWords } from '../shared/i18n/start';

/** Days, the last one included; in the address `until` is the day after it. */
export function Period({ from, until, onChange }: { from: string; until: string; onChange: (days: { from: string | null; until: string | null }) => void }) {
  const { t } = useWords();
  return (
    <DatePicker.RangePicker
      aria-label={t('payments.period')}
      value={from && until ? [dayjs(from), dayjs(until).subtract(1, 'day')] : null}
      onChange={(days) => onChange({ from: days?.[0]?.format('YYYY-MM-DD') ?? null, until: days?.[1]?.add(1, 'day').format('YYYY-MM-DD') ?? null })}
    />
  );
}
