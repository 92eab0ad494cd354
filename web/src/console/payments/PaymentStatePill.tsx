import type { PaymentState } from '../../api/types';
import { useWords } from '../../shared/i18n/start';

const TONES: Record<PaymentState, string> = { pending: 'indigo', declined: 'amber', paid: 'jade', partly_refunded: 'amber', refunded: 'amber' };

export function PaymentStatePill({ state }: { state: PaymentState }) {
  const { t } = useWords();
  return <span className={`pill ${TONES[state]}`}>{t(`payments.states.${state}`)}</span>;
}
