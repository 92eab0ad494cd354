import { createPortal } from 'react-dom';
import type { Payment } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { fullTime } from '../../shared/time';
import { keptPaper } from './paper';

/** The paper receipt: in the page only while it is printed, and the only thing on that print. */
export function Receipt({ payment }: { payment: Payment }) {
  const { t, language } = useWords();
  const paper = keptPaper();
  const money = (value: { value: number; currency: string }) => formatMoney(value, language);
  const line = (label: string, value: string, strong = false) => (
    <div className="print-line" style={strong ? { fontWeight: 700, fontSize: '14pt' } : undefined} key={label}>
      <span>{label}</span>
      <span>{value}</span>
    </div>
  );
  return createPortal(
    <section className={`print-sheet receipt-paper paper-${paper} num`} aria-hidden>
      <style>{`@page { size: ${paper}mm 297mm; margin: 0 }`}</style>
      <h1>{payment.merchant.name}</h1>
      <p>{t('receipt.title')}</p>
      <hr />
      {payment.lines.length > 1 && payment.lines.map((item) => line(`${item.name} × ${item.quantity}`, money(item.amount)))}
      {payment.lines.length > 1 && <hr />}
      {line(t('paid.gross'), money(payment.gross))}
      {payment.applied.map((offer) => offer.discount.value > 0 && line(offer.name, money({ ...offer.discount, value: -offer.discount.value })))}
      {line(t('paid.customerPaid'), money(payment.paid), true)}
      <hr />
      {line(t('receipt.at'), fullTime(payment.at, language))}
      {payment.orderNumber && line(t('receipt.order'), payment.orderNumber)}
      <p className="print-id">
        {t('receipt.payment')} {payment.id}
      </p>
      <p>{t('receipt.thanks')}</p>
    </section>,
    document.body,
  );
}
