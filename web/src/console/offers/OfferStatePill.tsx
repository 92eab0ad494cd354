import type { OfferState } from '../../api/types';
import { useWords } from '../../shared/i18n/start';

const TONES: Record<OfferState, string> = { scheduled: 'indigo', live: 'jade', paused: 'amber', ended: '' };

export function OfferStatePill({ state }: { state: OfferState }) {
  const { t } = useWords();
  return <span className={`pill ${TONES[state]}`}>{t(`offers.states.${state}`)}</span>;
}
