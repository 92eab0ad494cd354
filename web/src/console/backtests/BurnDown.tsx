import { useMemo } from 'react';
import type { BacktestReport } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { tokens } from '../../shared/tokens';
import { DayChart } from '../overview/DayChart';

/** What a draft would have cost each day as bars, and what of its budget was left as a line over them. */
export function BurnDown({ report }: { report: BacktestReport }) {
  const { t } = useWords();
  const shown = useMemo(() => report.days.map(({ day, reached, left }) => ({ day, bar: reached.cost, line: left })), [report]);
  return <DayChart label={t('backtests.burnDown')} days={shown} bar={t('backtests.cost')} line={t('backtests.left')} lineColor={tokens.jade} />;
}
