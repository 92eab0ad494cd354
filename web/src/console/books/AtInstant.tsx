import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useWords } from '../../shared/i18n/start';
import { Chips } from '../Chips';

export type By = 'recorded' | 'effective';

/** An instant of the past, and of which time it is; nothing chosen means now. */
export function AtInstant({ at, by, onChange }: { at: string; by: string; onChange: (part: { at?: string; by?: string }) => void }) {
  const { t } = useWords();
  return (
    <>
      <DatePicker
        aria-label={t('books.at')}
        placeholder={t('books.now')}
        showTime={{ format: 'HH:mm' }}
        format="YYYY-MM-DD HH:mm"
        value={at ? dayjs(at) : null}
        disabledDate={(day) => day.isAfter(dayjs(), 'day')}
        onChange={(chosen) => onChange({ at: chosen ? chosen.toISOString() : '', by: chosen ? by : '' })}
      />
      {at && (
        <Chips
          label={t('books.byTime')}
          value={by || 'recorded'}
          onChange={(chosen) => onChange({ by: chosen === 'recorded' ? '' : chosen })}
          options={[
            { value: 'recorded', label: t('books.byRecorded') },
            { value: 'effective', label: t('books.byEffective') },
          ]}
        />
      )}
    </>
  );
}
