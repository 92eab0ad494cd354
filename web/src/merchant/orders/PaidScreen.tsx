import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Payment, TillEvent } from '../../api/types';
import { Amount } from '../../shared/Amount';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { api } from '../api';
import { Receipt } from '../payments/Receipt';

/** "Paid" fills the screen: the one moment a cashier must not miss from two metres away. */
export function PaidScreen({ event, before, onClose }: { event: TillEvent; before: TillEvent | null; onClose: () => void }) {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const next = useRef<HTMLButtonElement>(null);
  const [printing, setPrinting] = useState(false);
  const payment = useQuery({
    queryKey: ['/payments', event.paymentId],
    queryFn: ({ signal }) => api.get<Payment>(`/payments/${event.paymentId}`, { signal }),
  });

  useEffect(() => next.current?.focus(), [event.paymentId]);
  useEffect(() => {
    if (!printing || !payment.data) return;
    window.print();
    setPrinting(false);
  }, [printing, payment.data]);

  const time = new Date(event.at).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  const orderNumber = payment.data?.orderNumber;
  const close = (to: string) => {
    onClose();
    void navigate(to);
  };

  return (
    <div className="paid" role="dialog" aria-modal="true" aria-labelledby="paid-title" onKeyDown={(key) => key.key === 'Escape' && close('/')}>
      <p className="visually-hidden" role="status" aria-live="assertive">
        {t('paid.announce', { amount: formatMoney(event.gross, language) })}
      </p>
      <div className="paid-body" key={event.paymentId}>
        <svg className="paid-tick" viewBox="0 0 72 72" aria-hidden>
          <circle cx="36" cy="36" r="33" pathLength="1" />
          <path d="M22 37l10 10 19-21" pathLength="1" />
        </svg>
        <h1 id="paid-title">{t('paid.title')}</h1>
        <Amount money={event.gross} size={66} />
        <p className="num">
          {t('paid.from', { customer: event.customerMasked ?? payment.data?.customerMasked ?? '·', time })}
          {orderNumber && <> · {t('paid.order', { number: orderNumber })}</>}
        </p>
        <div className="paid-parts num">
          <PaidLine label={t('paid.gross')} value={formatMoney(event.gross, language)} />
          {event.discount.value > 0 && <PaidLine label={t('paid.sponsored')} value={formatMoney(event.discount, language)} />}
          <PaidLine label={t('paid.customerPaid')} value={formatMoney(event.paid, language)} />
        </div>
        {before && <p className="paid-before num">{t('paid.another', { amount: formatMoney(before.gross, language) })}</p>}
        <div className="paid-actions">
          <Button size="large" ghost disabled={!payment.data} onClick={() => setPrinting(true)}>
            {t('paid.print')}
          </Button>
          <Button size="large" ghost onClick={() => close(`/payments/${event.paymentId}`)}>
            {t('paid.detail')}
          </Button>
          <Button size="large" className="paid-next" ref={next} onClick={() => close('/')}>
            {t('paid.next')}
          </Button>
        </div>
      </div>
      {printing && payment.data && <Receipt payment={payment.data} />}
    </div>
  );
}

function PaidLine({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <span>{label}</span>
      <span>{value}</span>
    </div>
  );
}
