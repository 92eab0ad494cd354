import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Segmented } from 'antd';
import { useDeferredValue, useState } from 'react';
import type { Payment } from '../../api/types';
import type { Refund, RefundPlan } from '../../api/types';
import type { Client } from '../client';
import { useWords } from '../i18n/start';
import { carryOut } from '../intents';
import { formatMoney, type Money, parseAmount } from '../money';
import { asProblem } from '../problem';
import { Skeleton } from '../states';
import { useIntent } from '../useIntent';
import { AmountInput } from './AmountInput';
import { fieldText } from '../problemText';
import { ProblemNote } from './ProblemNote';

const PREVIEW = 'refund-preview';

/** What can still be given back of a payment, in terms of its full price. */
export function leftToRefund(payment: Payment, refundedMinor = payment.refunded.value): Money {
  if (payment.state === 'pending' || payment.state === 'declined') return { ...payment.gross, value: 0 };
  return { value: payment.gross.value - refundedMinor, currency: payment.gross.currency };
}

/**
 * A refund in full or in part. The server works out where each part goes, and the person sees it before confirming;
 * the button stays closed until the plan shown is the plan of the amount typed.
 */
export function RefundForm({ client, payment, onDone }: { client: Client; payment: Payment; onDone: (refund: Refund) => void }) {
  const { t, language } = useWords();
  const queries = useQueryClient();
  const [refundedBefore, setRefundedBefore] = useState(payment.refunded.value);
  const left = leftToRefund(payment, refundedBefore);
  const [how, setHow] = useState<'full' | 'part'>('full');
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');

  const parsed = how === 'full' ? { ok: true as const, money: left } : parseAmount(typed, left.currency);
  const amount = parsed.ok ? parsed.money : null;
  const asked = useDeferredValue(amount?.value ?? null);
  const above = amount !== null && amount.value > left.value;

  const refund = useIntent({
    mutationFn: (money: Money) => {
      const body = { amount: money, ...(reason.trim() ? { reason: reason.trim() } : {}) };
      return carryOut(`refund.${payment.id}`, { ...body, refundedBefore }, (key) =>
        client.post<Refund>(`/payments/${payment.id}/refunds`, body, { idempotencyKey: key }),
      );
    },
    onSuccess: (done) => {
      onDone(done);
      // All that shows money; not the plan, which is of the state before.
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== PREVIEW });
    },
  });

  // While nobody knows whether this refund was made, the form stands still: a push that it was must not turn the next press into a second one.
  const known = !refund.isPending && !(refund.error && asProblem(refund.error).inDoubt);
  if (known && refundedBefore !== payment.refunded.value) setRefundedBefore(payment.refunded.value);

  // Made already: the form is on its way out.
  const spent = refund.isPending || refund.isSuccess;

  const plan = useQuery({
    queryKey: [PREVIEW, payment.id, asked, refundedBefore],
    queryFn: ({ signal }) =>
      client.post<RefundPlan>(`/payments/${payment.id}/refunds/preview`, { amount: { value: asked, currency: left.currency } }, { signal }),
    enabled: known && !spent && asked !== null && asked > 0 && asked <= left.value,
    retry: false,
  });

  const fault = how === 'part' && typed !== '' && !parsed.ok ? t(`amount.${parsed.fault}`) : above ? t('refund.left', { amount: formatMoney(left, language) }) : undefined;
  const ready = amount !== null && !above && plan.data !== undefined && plan.data.gross.value === amount.value;
  const refusedField = refund.error ? asProblem(refund.error).errors.find((error) => error.field.startsWith('amount')) : undefined;
  const fieldFault = refusedField && fieldText(t, refusedField);

  return (
    <Form layout="vertical" component="form" onFinish={() => amount && ready && refund.mutate(amount)} requiredMark={false}>
      <Form.Item label={t('refund.title')} htmlFor="refund-how" extra={t('refund.left', { amount: formatMoney(left, language) })}>
        <Segmented
          id="refund-how"
          block
          size="large"
          value={how}
          onChange={setHow}
          options={[
            { value: 'full', label: t('refund.full') },
            { value: 'part', label: t('refund.part') },
          ]}
        />
      </Form.Item>
      {how === 'part' && (
        <Form.Item label={t('refund.amount')} htmlFor="refund-amount" validateStatus={(fault ?? fieldFault) ? 'error' : ''} help={fault ?? fieldFault}>
          <AmountInput id="refund-amount" currency={left.currency} value={typed} onChange={setTyped} />
        </Form.Item>
      )}
      <Form.Item label={t('refund.reason')} htmlFor="refund-reason">
        <Input id="refund-reason" maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Form.Item>
      <section aria-live="polite" className="card" style={{ marginBottom: 16, background: 'var(--paper)', minHeight: 176 }}>
        <h3 className="small" style={{ margin: '0 0 6px' }}>
          {t('refund.where')}
        </h3>
        {!amount || above ? (
          <p className="small muted">{t('refund.whereHint')}</p>
        ) : plan.data ? (
          <RefundPlanLines plan={plan.data} />
        ) : plan.isFetching ? (
          <Skeleton rows={[18, 18, 18]} />
        ) : null}
        {plan.error && <ProblemNote error={plan.error} />}
        {plan.data?.full && amount && !above && <p className="small muted">{t('refund.fullNote')}</p>}
      </section>
      {refund.error && (
        <div style={{ marginBottom: 16 }}>
          <ProblemNote error={refund.error} />
        </div>
      )}
      <Button type="primary" size="large" block htmlType="submit" disabled={!ready || spent} loading={refund.isPending}>
        {t('refund.confirm', { amount: amount ? formatMoney(amount, language) : '' }).trim()}
      </Button>
    </Form>
  );
}

/** Where each part of a refund goes, or went. */
export function RefundPlanLines({ plan }: { plan: RefundPlan | Refund }) {
  const { t, language } = useWords();
  const part = plan.toCard;
  const state = part && 'state' in part ? part.state : undefined;
  const toCard: Money = part ? ('state' in part ? part.amount : part) : { ...plan.cashToCustomer, value: 0 };
  const toBalance = { ...plan.cashToCustomer, value: plan.cashToCustomer.value - toCard.value };
  const line = (label: string, money: Money, minus = false) => (
    <div className="receipt-line" key={label}>
      <span>{label}</span>
      <span>{formatMoney(minus ? { ...money, value: -money.value } : money, language)}</span>
    </div>
  );
  return (
    <div>
      {line(t('refund.fromMerchant'), plan.gross, true)}
      {(toBalance.value !== 0 || toCard.value === 0) && line(t('refund.toCustomer'), toBalance)}
      {toCard.value > 0 && line(state === 'to_wallet' ? t('refund.toCardInstead') : state === 'pending' ? t('refund.toCardPending') : t('refund.toCard'), toCard)}
      {plan.cashbackTakenBack.value > 0 && line(t('refund.cashbackTaken'), plan.cashbackTakenBack)}
      {plan.sponsors
        .map((sponsor) => ({ sponsor, money: { value: sponsor.discount.value + sponsor.cashback.value, currency: plan.gross.currency } }))
        .filter(({ money }) => money.value > 0)
        .map(({ sponsor, money }) => line(t('refund.sponsor', { name: sponsor.name }), money))}
    </div>
  );
}
