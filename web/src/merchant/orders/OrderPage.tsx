import { ArrowLeftOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Segmented } from 'antd';
import { useEffect, useState } from 'react';
import { Link, useLocation, useNavigate, useParams } from 'react-router';
import type { Payment, Order } from '../../api/types';
import { Amount } from '../../shared/Amount';
import { CoinMark } from '../../shared/CoinMark';
import { CopyId } from '../../shared/desk/CopyId';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { QrCode } from '../../shared/QrCode';
import { useWords } from '../../shared/i18n/start';
import { carryOut } from '../../shared/intents';
import { ErrorState, Skeleton } from '../../shared/states';
import { shortTime } from '../../shared/time';
import { useIntent } from '../../shared/useIntent';
import { api } from '../api';
import { useMerchant } from '../merchants/MerchantContext';
import { Suspended } from '../merchants/Suspended';
import { PayCodeCharge } from './PayCodeCharge';
import { Tendered } from './Tendered';
import { TenderPanel } from './TenderPanel';
import { useTill } from './Till';
import { OrderStatePill } from '../payments/StatePill';

/** In case the push does not get through: the order is also looked at. */
const LOOK_AT_ORDER_MS = 3_000;

const STILL_TO_COME = new Set<Order['state']>(['open', 'pending', 'cancelling']);

/** One order waiting for its payment: our QR code for the customer, or the customer's code for us. */
export function OrderPage() {
  const { id = '' } = useParams();
  const { t, language } = useWords();
  const { state } = useLocation() as { state?: { way?: 'qr' | 'scan'; payCode?: string } | null };
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { modal } = App.useApp();
  const { announce } = useTill();
  const { merchant } = useMerchant();
  const [way, setWay] = useState<'qr' | 'scan' | 'tender'>(state?.way ?? 'qr');
  const [seenOpen, setSeenOpen] = useState(false);

  const order = useQuery({
    queryKey: ['/orders', id],
    queryFn: ({ signal }) => api.get<Order>(`/orders/${id}`, { signal }),
    refetchInterval: (query) => (query.state.data && STILL_TO_COME.has(query.state.data.state) ? LOOK_AT_ORDER_MS : false),
  });
  const now = order.data;

  useEffect(() => {
    if (now?.state === 'open' || now?.state === 'pending') setSeenOpen(true);
    if (!seenOpen || now?.state !== 'paid' || !now.paymentId) return;
    const abort = new AbortController();
    void api
      .get<Payment>(`/payments/${now.paymentId}`, { signal: abort.signal })
      .then((payment) => announce({ ...payment, paymentId: payment.id, refundId: null }))
      .catch(() => undefined);
    return () => abort.abort();
  }, [now?.state, now?.paymentId, seenOpen, announce]);

  // Open again after it waited for a bank: the bank has declined.
  const [before, setBefore] = useState<Order['state']>();
  const [declined, setDeclined] = useState(false);
  if (now && now.state !== before) {
    setBefore(now.state);
    setDeclined(before === 'pending' && now.state === 'open');
  }

  const took = (answer: Order) => queries.setQueryData(['/orders', id], answer);
  const inquiry = useMutation({ mutationFn: () => api.post<Order>(`/orders/${id}/inquiry`), onSuccess: () => void order.refetch() });
  const cancel = useIntent({
    mutationFn: () => carryOut(`cancel.${id}`, {}, (key) => api.post<Order>(`/orders/${id}/cancellation`, {}, { idempotencyKey: key })),
    onSuccess: (answer) => {
      if (answer?.id === id) took(answer);
      void queries.invalidateQueries();
    },
  });

  if (order.isPending) return <Skeleton rows={[40, 320, 48]} />;
  if (!now) return <ErrorState error={order.error} onRetry={() => void order.refetch()} action={<Link to="/payments?list=orders">{t('payment.back')}</Link>} />;
  const open = now.state === 'open';
  const cancelButton = (
    <Button
      size="large"
      danger
      loading={cancel.isPending}
      onClick={() =>
        void modal.confirm({
          title: t('qr.cancel'),
          content: t('qr.cancelSure'),
          okText: t('qr.cancel'),
          okButtonProps: { danger: true },
          cancelText: t('qr.keep'),
          onOk: () => cancel.mutateAsync().catch(() => undefined),
        })
      }
    >
      {t('qr.cancel')}
    </Button>
  );
  const stopped = merchant.status === 'suspended';

  return (
    <div className="order-page">
      <header className="page-head">
        <Button type="text" aria-label={t('qr.back')} icon={<ArrowLeftOutlined />} onClick={() => void navigate('/')} />
        <h1>{!open ? t('payments.orders') : way === 'qr' ? t('qr.title') : way === 'scan' ? t('payCode.title') : t('tender.title')}</h1>
        <OrderStatePill state={now.state} />
      </header>
      <div className="order-amount">
        <Amount money={now.amount} size={48} />
        <div className="small muted num">
          {now.orderNumber ? t('paid.order', { number: now.orderNumber }) : <CopyId id={now.id} />}
          {open && now.expiresAt && <> · {t('qr.expires', { time: shortTime(now.expiresAt, language) })}</>}
        </div>
      </div>
      {declined && (
        <p className="problem" role="alert">
          {t('qr.declined')}
        </p>
      )}
      {open ? (
        <>
          {stopped ? (
            <Suspended />
          ) : (
            <>
              <Segmented
                block
                size="large"
                className="no-print"
                value={way}
                onChange={setWay}
                options={[
                  { value: 'qr', label: t('cashier.showQr') },
                  { value: 'scan', label: t('cashier.scan') },
                  { value: 'tender', label: t('tender.other') },
                ]}
              />
              {way === 'qr' ? (
                <div className="order-qr">
                  <QrCode text={now.qr} label={t('qr.alt', { number: now.orderNumber ?? now.id })} />
                  <p className="order-qr-name">{merchant.name}</p>
                  <p role="status" className="muted">
                    <span className="dot live" aria-hidden /> {t('qr.waiting')}
                  </p>
                </div>
              ) : way === 'tender' ? (
                <TenderPanel
                  order={now}
                  onTaken={(answer) => {
                    took(answer);
                    void queries.invalidateQueries();
                  }}
                />
              ) : (
                <PayCodeCharge order={now} scanned={state?.payCode} onInquiry={() => inquiry.mutate()} />
              )}
            </>
          )}
          {inquiry.isSuccess && !inquiry.isPending && open && (
            <p role="status" className="small muted" style={{ textAlign: 'center' }}>
              {t('qr.stillOpen', { time: new Date(inquiry.submittedAt).toLocaleTimeString(language, { hourCycle: 'h23' }) })}
            </p>
          )}
          <ProblemNote error={inquiry.error ?? cancel.error} />
          <div className="two-buttons">
            <Button size="large" loading={inquiry.isPending} onClick={() => inquiry.mutate()}>
              {t('qr.inquiry')}
            </Button>
            {cancelButton}
          </div>
        </>
      ) : now.state === 'pending' || now.state === 'cancelling' ? (
        <>
          <div className="card" style={{ textAlign: 'center' }} role="status" data-testid="waiting-for-bank">
            <CoinMark size={56} className="coin-turning" />
            <p className="strong">{now.state === 'pending' ? t('qr.bank') : t('qr.cancelling')}</p>
            <p className="muted small">{now.state === 'pending' ? t('qr.bankHint') : t('qr.cancellingHint')}</p>
          </div>
          <ProblemNote error={inquiry.error ?? cancel.error} />
          <div className="two-buttons">
            <Button size="large" loading={inquiry.isPending} onClick={() => inquiry.mutate()}>
              {t('qr.inquiry')}
            </Button>
            {now.state === 'pending' && cancelButton}
          </div>
        </>
      ) : (
        <>
          <div className="card" style={{ textAlign: 'center' }} role="status">
            <p className="strong">
              {now.state === 'cancelled' ? t('qr.cancelled') : now.state === 'expired' ? t('qr.expired') : t(`payments.orderStates.${now.state}`)}
            </p>
            {now.paymentId && (
              <p>
                <Link to={`/payments/${now.paymentId}`}>{t('paid.detail')}</Link>
              </p>
            )}
            <Button type="primary" size="large" onClick={() => void navigate('/')}>
              {t('paid.next')}
            </Button>
          </div>
          <Tendered order={now} />
        </>
      )}
    </div>
  );
}
