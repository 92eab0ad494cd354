import { useMemo } from 'react';
import type { OfferResults } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { tokens } from '../../shared/tokens';
import { DayChart } from '../overview/DayChart';

/** What each day's payments came to as bars, and what the offer cost as a line over them. */
export function ResultDays({ days }: { days: OfferResults['days'] }) {
  const { t } = useWords();
  const shown = useMemo(() => days.map(({ day, sums }) => ({ day, bar: sums.gross, line: sums.cost, more: `${t('results.payments')} ${sums.payments}` })), [days, t]);
  return <DayChart label={t('results.byDay')} days={shown} bar={t('results.gross')} line={t('results.cost')} lineColor={tokens.amber} />;
}
