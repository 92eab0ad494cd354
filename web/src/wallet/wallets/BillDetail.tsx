import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useParams } from 'react-router';
import type { Bill, CardMovement, Page, Payment, Refund, Send } from '../../api/types';
import { Amount } from '../../shared/Amount';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { ErrorState, Skeleton } from '../../shared/states';
import { When } from '../../shared/When';
import { api } from '../api';
import { ChevronIcon } from '../icons';
import { Avatar } from '../parts';
import { FundingFacts } from '../payments/Paid';
import { Line, PriceReceipt } from '../payments/PriceReceipt';
import { Screen } from '../Screen';
import { billState, useBillTitle } from './BillRow';
import { CategoryChoice } from './CategoryChoice';
import { PictureOfSend } from './SendPicture';
import { KeepReceipt } from './KeepReceipt';
import { movementLines, receiptLines } from './receiptLines';
import './spending.css';

/** One bill; for a payment its receipt, its refunds, and where each part of them went. */
export function BillDetail() {
  const { t } = useWords();
  const { id = '' } = useParams();
  const location = useLocation();
  const given = (location.state as { bill?: Bill } | null)?.bill;
  const bill = useQuery({
    queryKey: ['bills', 'one', id],
    // As the list knew it, until asked: counted as just fetched, it would hide what was changed meanwhile.
    placeholderData: given,
    queryFn: () => findBill(id),
    refetchInterval: (query) => (query.state.data?.state === 'pending' ? 1500 : false),
  });
  return (
    <Screen title={t('bill.detail')} back="/bills">
      {bill.isPending && <Skeleton rows={[48, 60, 180]} />}
      {bill.isError && <ErrorState error={bill.error} onRetry={() => void bill.refetch()} />}
      {bill.data && <BillBody bill={bill.data} />}
    </Screen>
  );
}

function findBill(id: string): Promise<Bill> {
  return api.get<Bill>(`/bills/${id}`);
}

function BillBody({ bill }: { bill: Bill }) {
  const { t, language } = useWords();
  const title = useBillTitle()(bill);
  return (
    <>
      <header className="bill-head">
        <Avatar name={bill.counterparty ?? t(`bill.kind.${bill.kind}`)} />
        <p>{title}</p>
        <Amount money={bill.amount} size={38} plus />
        <p className="muted small">{t(`bill.state.${billState(bill)}`)}</p>
      </header>
      {bill.kind === 'refund' && (
        <ul className="card rows">
          <li>
            <Link className="row" to={`/bills/${bill.referenceId}`}>
              <span className="row-main">{t('refund.toPayment')}</span>
              <ChevronIcon />
            </Link>
          </li>
        </ul>
      )}
      {bill.kind === 'payment' || bill.kind === 'refund' ? (
        <PaymentOfBill key={`${bill.id} ${bill.state}`} paymentId={bill.referenceId} billId={bill.id} />
      ) : null}
      <dl className="card facts">
        <Fact label={t('bill.at')}>
          <When at={bill.at} full />
        </Fact>
        <Fact label={t('bill.what')}>{t(`bill.kind.${bill.kind}`)}</Fact>
        {bill.kind === 'top_up' && <ByItself topUpId={bill.referenceId} />}
        {bill.kind === 'top_up' && bill.saved && <Fact label={t('pay.bonus')}>{formatMoney(bill.saved, language, true)}</Fact>}
        {(bill.kind === 'send_in' || bill.kind === 'send_out') && <NoteOfSend sendId={bill.referenceId} />}
        {bill.spentAt && (
          <Fact label={t('spending.category')}>
            <CategoryChoice spentAt={bill.spentAt} name={bill.counterparty ?? ''} />
          </Fact>
        )}
        <Fact label={t('bill.number')}>
          <code>{bill.referenceId}</code>
        </Fact>
      </dl>
      {bill.kind !== 'payment' && bill.kind !== 'refund' && bill.state !== 'pending' && bill.state !== 'declined' && (
        <KeepReceipt of={{ id: bill.referenceId, head: bill.counterparty ?? t(`bill.kind.${bill.kind}`), at: bill.at, lines: movementLines(bill, t, language), pdf: `/bills/${bill.id}/receipt.pdf` }} />
      )}
      {bill.kind === 'payment' && bill.state === 'paid' && (
        <Link className="button button-plain" to={`/splits/new?bill=${bill.id}`}>
          {t('splits.this')}
        </Link>
      )}
    </>
  );
}

/** Whether the wallet topped itself up. */
function ByItself({ topUpId }: { topUpId: string }) {
  const { t } = useWords();
  const topUp = useQuery({ queryKey: ['/top-ups', topUpId], queryFn: () => api.get<CardMovement>(`/top-ups/${topUpId}`) });
  return topUp.data?.automatic ? <Fact label={t('bill.why')}>{t('autoTopUp.title')}</Fact> : null;
}

function NoteOfSend({ sendId }: { sendId: string }) {
  const { t } = useWords();
  const send = useQuery({ queryKey: ['send', sendId], queryFn: () => api.get<Send>(`/sends/${sendId}`) });
  return (
    <>
      {send.data?.note && <Fact label={t('bill.note')}>{send.data.note}</Fact>}
      {send.data?.picture && (
        <Fact label={t('send.picture')}>
          <PictureOfSend sendId={sendId} />
        </Fact>
      )}
    </>
  );
}

export function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="fact">
      <dt>{label}</dt>
      <dd className="num">{children}</dd>
    </div>
  );
}

function PaymentOfBill({ paymentId, billId }: { paymentId: string; billId: string }) {
  const { t, language } = useWords();
  const payment = useQuery({ queryKey: ['payment', paymentId], queryFn: () => api.get<Payment>(`/payments/${paymentId}`) });
  const refunds = useQuery({
    queryKey: ['refunds', paymentId],
    queryFn: () => api.get<Page<Refund>>(`/payments/${paymentId}/refunds`),
    refetchInterval: (query) => (query.state.data?.items.some((refund) => refund.toCard?.state === 'pending') ? 1500 : false),
  });
  if (payment.isPending) return <Skeleton rows={[180]} />;
  if (payment.isError) return <ErrorState error={payment.error} onRetry={() => void payment.refetch()} />;
  return (
    <>
      <PriceReceipt
        price={{ ...payment.data, payable: payment.data.paid }}
        payLabel={payment.data.state === 'pending' || payment.data.state === 'declined' ? t('receipt.toPay') : t('receipt.paid')}
      />
      {payment.data.state === 'declined' && (
        <p className="notice" role="status">
          {t(`paid.reason.${payment.data.reason ?? 'other'}`, { defaultValue: t('paid.reason.other') })}
        </p>
      )}
      {payment.data.state === 'pending' && (
        <p className="notice" role="status">
          {t('paid.pendingNote')}
        </p>
      )}
      <dl className="card facts">
        <FundingFacts payment={payment.data} />
        {payment.data.orderNumber && <Fact label={t('bill.orderNumber')}>{payment.data.orderNumber}</Fact>}
      </dl>
      {refunds.isError && <ErrorState error={refunds.error} onRetry={() => void refunds.refetch()} />}
      {refunds.data?.items.map((refund) => (
        <RefundPlan key={refund.id} refund={refund} isOpen={refund.id === billId} />
      ))}
      {refunds.data && payment.data.state !== 'pending' && payment.data.state !== 'declined' && (
        <KeepReceipt
          of={{
            id: payment.data.id,
            head: payment.data.merchant.name,
            at: payment.data.at,
            lines: receiptLines(payment.data, refunds.data.items, t, language),
            pdf: `/payments/${payment.data.id}/receipt.pdf`,
          }}
        />
      )}
    </>
  );
}

/** Where each part of a refund went, and when it comes there; isOpen if this is its own bill. */
function RefundPlan({ refund, isOpen }: { refund: Refund; isOpen: boolean }) {
  const { t, language } = useWords();
  const toCard = refund.toCard;
  const toBalance = { ...refund.cashToCustomer, value: refund.cashToCustomer.value - (toCard?.amount.value ?? 0) - refund.toBonus.value };
  return (
    <section className="card receipt num" data-testid="refund">
      <h2>
        {isOpen ? t('refund.title') : <Link to={`/bills/${refund.id}`}>{t('refund.title')}</Link>} <span className="muted small">{<When at={refund.at} full />}</span>
      </h2>
      <Line label={t('refund.gross')} amount={formatMoney(refund.gross, language)} />
      {refund.toBonus.value > 0 && <Line label={t('refund.toBonus')} note={t('refund.atOnce')} amount={formatMoney(refund.toBonus, language, true)} tone="jade" />}
      {(toBalance.value !== 0 || (!toCard && refund.toBonus.value === 0)) && <Line label={t('refund.toYou')} note={toBalance.value > 0 ? t('refund.atOnce') : undefined} amount={formatMoney(toBalance, language, true)} tone={toBalance.value < 0 ? undefined : 'jade'} />}
      {toCard && (
        <Line
          label={toCard.state === 'to_wallet' ? t('refund.toYou') : t('refund.toCard', { name: toCard.name ?? t('pay.card') })}
          note={
            <>
              {t(`refund.cardState.${toCard.state}`)}
              {toCard.finishedAt && (
                <>
                  {' · '}
                  <When at={toCard.finishedAt} full />
                </>
              )}
            </>
          }
          amount={formatMoney(toCard.amount, language, true)}
          tone="jade"
        />
      )}
      {refund.cashbackTakenBack.value > 0 && (
        <Line label={t('refund.cashbackBack')} note={t('refund.cashbackBackWhy')} amount={formatMoney(refund.cashbackTakenBack, language)} />
      )}
      {refund.sponsors.map((sponsor) => (
        <Line
          key={sponsor.sponsorId}
          label={t('refund.toSponsor', { name: sponsor.name })}
          note={t('refund.toSponsorWhy')}
          amount={formatMoney({ value: sponsor.discount.value + sponsor.cashback.value, currency: sponsor.discount.currency }, language)}
        />
      ))}
      {refund.reason && <p className="muted small">{refund.reason}</p>}
    </section>
  );
}
