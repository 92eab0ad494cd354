import type { CampaignStage, CampaignState } from '../../api/types';
import { useWords } from '../../shared/i18n/start';

const TONES: Record<CampaignState, string> = { draft: '', in_review: 'amber', scheduled: 'indigo', live: 'jade', paused: 'amber', ended: '', archived: '' };

export function CampaignStatePill({ state }: { state: CampaignState }) {
  const { t } = useWords();
  return <span className={`pill ${TONES[state]}`}>{t(`campaigns.states.${state}`)}</span>;
}

/** How far a change of what is open has come; nothing where there is none. */
export function ChangePill({ stage }: { stage: CampaignStage }) {
  const { t } = useWords();
  if (stage === 'approved') return null;
  return <span className={`pill ${stage === 'in_review' ? 'amber' : stage === 'rejected' ? 'red' : ''}`}>{t(`campaigns.changes.${stage}`)}</span>;
}
