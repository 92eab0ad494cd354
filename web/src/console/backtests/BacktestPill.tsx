import type { Backtest } from '../../api/types';
import { useWords } from '../../shared/i18n/start';

const TONES: Record<Backtest['state'], string> = { waiting: '', running: 'indigo', done: 'jade', stopped: '', failed: 'amber' };

export function BacktestPill({ state }: { state: Backtest['state'] }) {
  const { t } = useWords();
  return <span className={`pill ${TONES[state]}`}>{t(`backtests.states.${state}`)}</span>;
}
