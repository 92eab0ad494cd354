import { useQuery } from '@tanstack/react-query';
import { App, Button, Drawer } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { EntryStory, Payment } from '../../api/types';
import type { Page, Refund } from '../../api/types';
import { Amount } from '../../shared/Amount';
import { CopyId } from '../../shared/desk/CopyId';
import { leftToRefund, RefundForm, RefundPlanLines } from '../../shared/desk/RefundForm';
import { useWords } from '../../shared/i18n/start';
import { formatMoney, type Money } from '../../shared/money';
import { ErrorState, Skeleton } from '../../shared/states';
import { When } from '../../shared/When';
import { api } from '../api';
import { useOperator } from '../StaffContext';
import { Legs } from '../books/Legs';
import { PaymentTimeline } from './PaymentTimeline';
import { PaymentStatePill } from './PaymentStatePill';

/** A payment from both sides: what the customer saw, and the legs it has in the books. */
export function PaymentDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { t } = useWords();
  const payment = useQuery({
    queryKey: ['/payments', id],
    queryFn: ({ signal }) => api.get<Payment>(`/payments/${id}`, { signal }),
    enabled: id !== null,
  });
  return (
    <Drawer title={t('payments.title')} open={id !== null} onClose={onClose} size={800} extra={payment.data && <PaymentStatePill state={payment.data.state} />}>
      {payment.data ? (
        <Facts key={payment.data.id} payment={payment.data} />
      ) : payment.error ? (
        <ErrorState error={payment.error} onRetry={() => void payment.refetch()} />
      ) : (
        <Skeleton rows={[48, 140, 200]} />
      )}
    </Drawer>
  );
}

function Facts({ payment }: { payment: Payment }) {
  const { t, language } = useWords();
  const { message } = App.useApp();
  const operator = useOperator();
  const [refunding, setRefunding] = useState(false);
  // Each opening is a form of its own: the one before may still be on its way out.
  const [forms, setForms] = useState(0);
  const openRefund = () => {
    setForms((before) => before + 1);
    setRefunding(true);
  };
  const money = (value: Money) => formatMoney(value, language);
  const entry = useQuery({
    queryKey: ['/books/entries', String(payment.entryId)],
    queryFn: ({ signal }) => api.get<EntryStory>(`/books/entries/${payment.entryId}`, { signal }),
    select: (story) => story.entry,
  });
  const refunds = useQuery({
    queryKey: ['/payments', payment.id, 'refunds'],
    queryFn: ({ signal }) => api.get<Page<Refund>>(`/payments/${payment.id}/refunds`, { signal }),
  });
  const refundable = leftToRefund(payment).value > 0;
  return (
    <div className="drawer-body">
      <div className="drawer-head">
        <div>
          <div className="muted">
            {payment.merchant.name}
            {payment.customerMasked && ` · ${payment.customerMasked}`}
          </div>
          <Amount money={payment.paid} size={38} />
          <div className="small muted num">
            <When at={payment.at} full />
          </div>
        </div>
        {operator && (
          <Button type="primary" disabled={!refundable} onClick={openRefund}>
            {t('payments.refund')}
          </Button>
        )}
      </div>
      <section className="card">
        {payment.lines.length > 1 &&
          payment.lines.map((line) => (
            <div className="receipt-line small" key={line.id}>
              <span>
                {line.name} × {line.quantity}
              </span>
              <span>{money(line.amount)}</span>
            </div>
          ))}
        <div className="receipt-line">
          <span>{t('payments.gross')}</span>
          <span>{money(payment.gross)}</span>
        </div>
        {payment.applied.map((offer) => (
          <div className="receipt-line" key={offer.offerId}>
            <span>
              <Link to={`/offers/${offer.offerId}`}>{offer.name}</Link>
              <small>
                {offer.sponsors.map((sponsor) => `${sponsor.name} ${money({ ...sponsor.discount, value: sponsor.discount.value + sponsor.cashback.value })}`).join(' · ')}
              </small>
            </span>
            <span className="money-in">{offer.discount.value > 0 ? money({ ...offer.discount, value: -offer.discount.value }) : `${t('payments.cashback')} ${money(offer.cashback)}`}</span>
          </div>
        ))}
        <div className="receipt-line total">
          <span>{t('payments.paid')}</span>
          <span>{money(payment.paid)}</span>
        </div>
        {payment.refunded.value > 0 && (
          <div className="receipt-line">
            <span>{t('payments.refunded')}</span>
            <span>{money({ ...payment.refunded, value: -payment.refunded.value })}</span>
          </div>
        )}
      </section>
      <dl className="facts">
        {payment.orderNumber && (
          <>
            <dt>{t('payments.order')}</dt>
            <dd>{payment.orderNumber}</dd>
          </>
        )}
        <dt>{t('common.id')}</dt>
        <dd>
          <CopyId id={payment.id} />
        </dd>
        <dt>{t('payments.entry')}</dt>
        <dd>
          <Link to={`/books/entries/${payment.entryId}`}>{payment.entryId}</Link>
        </dd>
      </dl>
      <section aria-label={t('payments.timeline')}>
        <h2>{t('payments.timeline')}</h2>
        {refunds.data ? <PaymentTimeline payment={payment} refunds={refunds.data.items} /> : <Skeleton rows={[32, 32]} />}
      </section>
      <section>
        <h2>{t('payments.legs')}</h2>
        {entry.data ? <Legs transfers={entry.data.transfers} compact /> : entry.error ? <ErrorState error={entry.error} onRetry={() => void entry.refetch()} /> : <Skeleton rows={[32, 32, 32]} />}
      </section>
      <section>
        <h2>{t('payments.refunds')}</h2>
        {refunds.data?.items.length === 0 && <p className="muted">{t('payments.noRefunds')}</p>}
        {refunds.data?.items.map((refund) => (
          <div className="card" key={refund.id} style={{ marginBottom: 10 }}>
            <div className="small muted">
              <When at={refund.at} full />
              {refund.reason && ` · ${refund.reason}`}
            </div>
            <RefundPlanLines plan={refund} />
          </div>
        ))}
      </section>
      <Drawer title={t('refund.title')} open={refunding} onClose={() => setRefunding(false)} size={440} destroyOnHidden>
        <RefundForm
          key={forms}
          client={api}
          payment={payment}
          onDone={(refund) => {
            setRefunding(false);
            void message.success({ content: t('refund.done', { amount: money(refund.gross) }), key: refund.id });
          }}
        />
      </Drawer>
    </div>
  );
}
