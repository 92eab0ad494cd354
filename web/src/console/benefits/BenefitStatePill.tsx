import type { SuppliedBenefit } from '../../api/types';
import { useWords } from '../../shared/i18n/start';

const TONE: Record<SuppliedBenefit['state'], string> = { open: 'jade', not_started: 'indigo', paused: 'amber', gone: 'amber', over: '', empty: 'amber' };

export function BenefitStatePill({ state }: { state: SuppliedBenefit['state'] }) {
  const { t } = useWords();
  return <span className={`pill ${TONE[state]}`}>{t(`benefits.states.${state}`)}</span>;
}
