import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Drawer } from 'antd';
import { useEffect, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { Payment } from '../../api/types';
import type { Page, Refund } from '../../api/types';
import { Amount } from '../../shared/Amount';
import { CopyId } from '../../shared/desk/CopyId';
import { leftToRefund, RefundForm, RefundPlanLines } from '../../shared/desk/RefundForm';
import { useWords } from '../../shared/i18n/start';
import { formatMoney, type Money } from '../../shared/money';
import { ErrorState, Skeleton } from '../../shared/states';
import { When } from '../../shared/When';
import { api } from '../api';
import { Receipt } from './Receipt';
import { PaymentStatePill } from './StatePill';

export function PaymentDetail() {
  const { id = '' } = useParams();
  const { t, language } = useWords();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [refunding, setRefunding] = useState(false);
  // Each opening is a form of its own: the one before may still be on its way out.
  const [forms, setForms] = useState(0);
  const [printing, setPrinting] = useState(false);
  const openRefund = () => {
    setForms((before) => before + 1);
    setRefunding(true);
  };
  const query = useQuery({
    queryKey: ['/payments', id],
    queryFn: ({ signal }) => api.get<Payment>(`/payments/${id}`, { signal }),
  });
  const refunds = useQuery({
    queryKey: ['/payments', id, 'refunds'],
    queryFn: ({ signal }) => api.get<Page<Refund>>(`/payments/${id}/refunds`, { signal }),
  });
  useEffect(() => {
    if (!printing) return;
    window.print();
    setPrinting(false);
  }, [printing]);

  if (query.isPending) return <Skeleton rows={[40, 160, 120]} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} action={<Link to="/payments">{t('payment.back')}</Link>} />;
  const payment = query.data;
  const money = (value: Money) => formatMoney(value, language);
  const left = leftToRefund(payment);
  const refundable = left.value > 0;

  return (
    <div className="page narrow">
      <header className="page-head">
        <Button type="text" aria-label={t('payment.back')} icon={<ArrowLeftOutlined />} onClick={() => void navigate(-1)} />
        <h1>{t('payment.title')}</h1>
        <PaymentStatePill state={payment.state} />
      </header>
      <div className="card">
        <div style={{ textAlign: 'center', padding: '8px 0 12px' }}>
          <div className="muted">{payment.customerMasked}</div>
          <Amount money={payment.gross} size={44} />
        </div>
        {payment.lines.length > 1 && (
          <section aria-label={t('payment.lines')} style={{ borderBottom: '1px solid var(--line)', marginBottom: 6, paddingBottom: 6 }}>
            {payment.lines.map((line) => (
              <div className="receipt-line" key={line.id}>
                <span>
                  {line.name} × {line.quantity}
                </span>
                <span>{money(line.amount)}</span>
              </div>
            ))}
          </section>
        )}
        <div className="receipt-line">
          <span>{t('payment.gross')}</span>
          <span>{money(payment.gross)}</span>
        </div>
        {payment.applied.map((offer) => (
          <div className="receipt-line" key={offer.offerId}>
            <span>
              {offer.name}
              <small>
                {offer.sponsors.map((sponsor) => t('payment.by', { name: sponsor.name, amount: money({ ...sponsor.discount, value: sponsor.discount.value + sponsor.cashback.value }) })).join(' · ')}
              </small>
            </span>
            <span className="money-in">{offer.discount.value > 0 ? money({ ...offer.discount, value: -offer.discount.value }) : money(offer.cashback)}</span>
          </div>
        ))}
        <div className="receipt-line total">
          <span>{t('payment.paid')}</span>
          <span>{money(payment.paid)}</span>
        </div>
        {payment.cashback.value > 0 && (
          <div className="receipt-line">
            <span>{t('payment.cashback')}</span>
            <span>{money(payment.cashback)}</span>
          </div>
        )}
        {payment.refunded.value > 0 && (
          <div className="receipt-line">
            <span>{t('payment.refunded')}</span>
            <span>{money({ ...payment.refunded, value: -payment.refunded.value })}</span>
          </div>
        )}
      </div>
      <div className="card">
        <dl className="facts">
          <dt>{t('payment.at')}</dt>
          <dd className="num">
            <When at={payment.at} full />
          </dd>
          {payment.orderNumber && (
            <>
              <dt>{t('payment.orderNumber')}</dt>
              <dd className="num">{payment.orderNumber}</dd>
            </>
          )}
          <dt>{t('payment.id')}</dt>
          <dd>
            <CopyId id={payment.id} />
          </dd>
        </dl>
      </div>
      {refunds.data && refunds.data.items.length > 0 && (
        <section className="card">
          <h2>{t('payment.refunds')}</h2>
          {refunds.data.items.map((refund) => (
            <div key={refund.id} className="refund">
              <div className="small muted">
                <When at={refund.at} full />
                {refund.reason && ` · ${refund.reason}`}
              </div>
              <RefundPlanLines plan={refund} />
            </div>
          ))}
        </section>
      )}
      <div className="two-buttons sticky">
        <Button size="large" onClick={() => setPrinting(true)}>
          {t('payment.print')}
        </Button>
        <Button size="large" type="primary" disabled={!refundable} onClick={openRefund}>
          {refundable ? t('payment.refund') : t('refund.none')}
        </Button>
      </div>
      <Drawer
        title={t('refund.title')}
        open={refunding}
        onClose={() => setRefunding(false)}
        placement={window.innerWidth < 700 ? 'bottom' : 'right'}
        size={window.innerWidth < 700 ? '88%' : 440}
        destroyOnHidden
      >
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
      {printing && <Receipt payment={payment} />}
    </div>
  );
}
