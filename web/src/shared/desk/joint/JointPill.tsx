import type { JointCampaign } from '../../../api/types';
import { useWords } from '../../i18n/start';

const STATES: Record<JointCampaign['state'], string> = { in_review: '', scheduled: 'indigo', live: 'jade', paused: 'amber', ended: '' };
const ANSWERS: Record<JointCampaign['answer'], string> = { waiting: 'amber', accepted: 'jade', refused: 'red' };

/** How the campaign stands, and one's own answer while the version is open to one. */
export function JointPills({ campaign }: { campaign: JointCampaign }) {
  const { t } = useWords();
  return (
    <span className="pills">
      <span className={`pill ${STATES[campaign.state]}`}>{t(`joint.states.${campaign.state}`)}</span>
      {campaign.open && <span className={`pill ${ANSWERS[campaign.answer]}`}>{t(`joint.answers.${campaign.answer}`)}</span>}
    </span>
  );
}
