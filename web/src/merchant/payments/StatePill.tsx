import type { OrderState } from '../../api/types';
import type { PaymentState } from '../../api/types';
import { useWords } from '../../shared/i18n/start';

const TONES: Record<string, string> = { paid: 'jade', open: 'indigo', pending: 'indigo', cancelling: 'amber', declined: 'amber', partly_refunded: 'amber', refunded: 'amber' };

export function PaymentStatePill({ state }: { state: PaymentState }) {
  const { t } = useWords();
  return <span className={`pill ${TONES[state] ?? ''}`}>{t(`payments.states.${state}`)}</span>;
}

export function OrderStatePill({ state }: { state: OrderState }) {
  const { t } = useWords();
  return <span className={`pill ${TONES[state] ?? ''}`}>{t(`payments.orderStates.${state}`)}</span>;
}
