import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import type { Order, Page, TenderRefund } from '../../api/types';
import { AmountInput } from '../../shared/desk/AmountInput';
import { showAtFields } from '../../shared/desk/formProblems';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { useWords } from '../../shared/i18n/start';
import { carryOut } from '../../shared/intents';
import { formatMoney, parseAmount, toDecimal } from '../../shared/money';
import { useIntent } from '../../shared/useIntent';
import { When } from '../../shared/When';
import { api } from '../api';

/** An order that was paid outside the wallet: how, and what was handed back since. */
export function Tendered({ order }: { order: Order }) {
  const { t, language } = useWords();
  const [asking, setAsking] = useState(false);
  const money = (value: Order['amount']) => formatMoney(value, language);
  const refunds = useQuery({
    queryKey: ['/orders', order.id, 'tender-refunds'],
    queryFn: ({ signal }) => api.get<Page<TenderRefund>>(`/orders/${order.id}/tender/refunds`, { signal }),
  });
  const left = { ...order.amount, value: order.amount.value - order.refunded.value };
  if (!order.tender) return null;
  return (
    <section className="card" aria-label={t('tender.title')}>
      <dl className="facts">
        <dt>{t('tender.how')}</dt>
        <dd>{t(`tender.kinds.${order.tender.kind}`)}</dd>
        <dt>{t('tender.at')}</dt>
        <dd className="num">
          <When at={order.tender.at} full />
        </dd>
        {order.tender.received && order.tender.change && (
          <>
            <dt>{t('tender.received')}</dt>
            <dd className="num">{money(order.tender.received)}</dd>
            <dt>{t('tender.changeWord')}</dt>
            <dd className="num strong">{money(order.tender.change)}</dd>
          </>
        )}
        {refunds.data?.items.map((refund) => [
          <dt key={`${refund.id}-word`}>{t('tender.handedBack')}</dt>,
          <dd key={refund.id} className="num">
            {money({ ...refund.amount, value: -refund.amount.value })} · <When at={refund.at} />
            {refund.reason && ` · ${refund.reason}`}
          </dd>,
        ])}
      </dl>
      <ProblemNote error={refunds.error} />
      {left.value > 0 && (
        <Button style={{ marginTop: 12 }} onClick={() => setAsking(true)}>
          {t('tender.refund')}
        </Button>
      )}
      {asking && <RefundDialog order={order} left={left} onClose={() => setAsking(false)} />}
    </section>
  );
}

function RefundDialog({ order, left, onClose }: { order: Order; left: Order['amount']; onClose: () => void }) {
  const { t, language } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<{ amount: string; reason?: string }>();
  const refund = useIntent({
    mutationFn: (body: { amount: Order['amount']; reason?: string }) =>
      carryOut(`tender-refund.${order.id}`, { ...body, before: order.refunded.value }, (key) => api.post<TenderRefund>(`/orders/${order.id}/tender/refunds`, body, { idempotencyKey: key })),
    onSuccess: (done) => {
      void message.success(t('tender.refunded', { amount: formatMoney(done.amount, language) }));
      onClose();
      void queries.invalidateQueries();
    },
    onError: (error) => showAtFields(form, error, t),
  });
  return (
    <Modal title={t('tender.refund')} open onCancel={onClose} okText={t('tender.refund')} cancelText={t('action.cancel')} confirmLoading={refund.isPending} onOk={() => form.submit()}>
      <p className="muted">{t('tender.refundHint')}</p>
      <Form
        name="tender-refund"
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ amount: toDecimal(left) }}
        onFinish={({ amount, reason }) => {
          const parsed = parseAmount(amount, left.currency);
          if (parsed.ok) refund.mutate({ amount: parsed.money, ...(reason?.trim() ? { reason: reason.trim() } : {}) });
        }}
      >
        <Form.Item
          name="amount"
          label={t('tender.refundAmount', { amount: formatMoney(left, language) })}
          rules={[
            {
              validator: (_, typed: string) => {
                const parsed = parseAmount(typed ?? '', left.currency);
                if (!parsed.ok) return Promise.reject(new Error(t(`amount.${parsed.fault}`)));
                return parsed.money.value > left.value ? Promise.reject(new Error(t('refund.left', { amount: formatMoney(left, language) }))) : Promise.resolve();
              },
            },
          ]}
        >
          <AmountInput currency={left.currency} />
        </Form.Item>
        <Form.Item name="reason" label={`${t('refund.reason')}`}>
          <Input maxLength={200} />
        </Form.Item>
        <ProblemNote error={refund.error} />
      </Form>
    </Modal>
  );
}
