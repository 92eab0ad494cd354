import type { WalletState } from '../../api/types';
import { useWords } from '../../shared/i18n/start';

const TONES: Record<WalletState, string> = { none: 'jade', in: 'amber', out: 'amber', both: 'amber', closed: '' };

export function WalletStatePill({ state }: { state: WalletState }) {
  const { t } = useWords();
  return <span className={`pill ${TONES[state]}`}>{t(`customers.states.${state}`)}</span>;
}
