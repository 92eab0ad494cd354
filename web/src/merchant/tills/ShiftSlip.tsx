import { createPortal } from 'react-dom';
import type { Money, Shift } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { fullTime } from '../../shared/time';
import { useMerchant } from '../merchants/MerchantContext';
import { keptPaper } from '../payments/paper';

/** The slip that goes with the money of a closed shift; in the page only while it is printed. */
export function ShiftSlip({ shift }: { shift: Shift }) {
  const { t, language } = useWords();
  const { merchant } = useMerchant();
  const paper = keptPaper();
  const closed = shift.closed!;
  const line = (label: string, money: Money, strong = false) => (
    <div className="print-line" style={strong ? { fontWeight: 700 } : undefined}>
      <span>{label}</span>
      <span>{formatMoney(money, language)}</span>
    </div>
  );
  return createPortal(
    <section className={`print-sheet receipt-paper paper-${paper} num`} aria-hidden>
      <style>{`@page { size: ${paper}mm 297mm; margin: 0 }`}</style>
      <h1>{merchant.name}</h1>
      <p>
        {t('shift.slip')} · {shift.name}
        {shift.storeName && ` · ${shift.storeName}`}
      </p>
      <p>
        {fullTime(shift.openedAt, language)} – {fullTime(closed.at, language)}
      </p>
      <hr />
      {line(t('shift.atBeginning'), shift.cash)}
      {line(t('shift.cashTaken'), shift.cashTaken)}
      {line(t('shift.cashRefunded'), { ...shift.cashRefunded, value: -shift.cashRefunded.value })}
      {line(t('shift.expected'), shift.expected, true)}
      {line(t('shift.counted'), closed.counted)}
      {line(t('shift.difference'), closed.difference)}
      {closed.note && <p>{closed.note}</p>}
      <hr />
      {line(t('shift.left'), closed.left)}
      {line(t('shift.takeOut'), { value: closed.counted.value - closed.left.value, currency: closed.counted.currency }, true)}
      <p>{t('shift.signHere')} ____________________</p>
      <p className="print-id">{shift.id}</p>
    </section>,
    document.body,
  );
}
