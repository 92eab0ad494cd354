import { Link } from 'react-router';
import type { Bill } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { When } from '../../shared/When';
import { Avatar } from '../parts';

const TONES = {
  payment: 'sand',
  refund: 'jade',
  top_up: 'indigo',
  withdrawal: 'indigo',
  send_in: 'jade',
  send_out: 'sand',
} as const;

export function useBillTitle() {
  const { t } = useWords();
  return (bill: Bill) =>
    bill.counterparty ? t(`bill.title.${bill.kind}`, { name: bill.counterparty }) : t(`bill.kind.${bill.kind}`);
}

export function BillRow({ bill }: { bill: Bill }) {
  const { t, language } = useWords();
  const title = useBillTitle()(bill);
  return (
    <Link to={`/bills/${bill.id}`} state={{ bill }} className="row" data-testid="bill">
      <Avatar name={bill.counterparty ?? t(`bill.kind.${bill.kind}`)} tone={TONES[bill.kind]} />
      <span className="row-main">
        {title}
        <span className="row-note num">
          <When at={bill.at} />
          {bill.saved && bill.saved.value > 0 && <> · {t(bill.kind === 'top_up' ? 'bill.onTop' : 'bill.saved', { amount: formatMoney(bill.saved, language) })}</>}
          {!SILENT_STATES.has(billState(bill)) && <> · {t(`bill.state.${billState(bill)}`)}</>}
        </span>
      </span>
      <span className={`row-amount num${bill.amount.value > 0 ? ' jade' : ''}${bill.state === 'declined' ? ' row-void' : ''}`}>{formatMoney(bill.amount, language, true)}</span>
    </Link>
  );
}

/** How it stands with a bill. A refund is done; refunded, in part or in full, is what its payment is. */
export function billState(bill: Bill): Bill['state'] | 'done' {
  return bill.kind === 'refund' ? 'done' : bill.state;
}

/** States that need no word beside the amount. */
const SILENT_STATES = new Set<ReturnType<typeof billState>>(['paid', 'settled', 'sent', 'received', 'done']);

/** Bills one below the other, on a card. */
export function BillRows({ bills }: { bills: Bill[] }) {
  return (
    <ul className="card rows">
      {bills.map((bill) => (
        <li key={bill.id}>
          <BillRow bill={bill} />
        </li>
      ))}
    </ul>
  );
}
