import { Button, Segmented } from 'antd';
import { useState } from 'react';
import type { Order } from '../../api/types';
import { AmountInput } from '../../shared/desk/AmountInput';
import { FieldFault, ProblemNote } from '../../shared/desk/ProblemNote';
import { useWords } from '../../shared/i18n/start';
import { formatMoney, parseAmount } from '../../shared/money';
import { useIntent } from '../../shared/useIntent';
import { api } from '../api';

type Kind = 'cash' | 'outside_card';

/** The order is paid outside the wallet: what was handed over, and what goes back over the counter. */
export function TenderPanel({ order, onTaken }: { order: Order; onTaken: (order: Order) => void }) {
  const { t, language } = useWords();
  const [kind, setKind] = useState<Kind>('cash');
  const [typed, setTyped] = useState('');
  const money = (value: number) => formatMoney({ value, currency: order.amount.currency }, language);
  const parsed = parseAmount(typed, order.amount.currency);
  const received = parsed.ok ? parsed.money : null;
  const fault = typed === '' || kind !== 'cash' ? undefined : !parsed.ok ? t(`amount.${parsed.fault}`) : parsed.money.value < order.amount.value ? t('tender.tooLittle', { amount: money(order.amount.value) }) : undefined;
  const take = useIntent({
    mutationFn: (body: { kind: Kind; received?: Order['amount'] }) => api.post<Order>(`/orders/${order.id}/tender`, body),
    onSuccess: onTaken,
  });
  return (
    <section className="card tender-panel" aria-label={t('tender.title')}>
      <Segmented
        block
        value={kind}
        onChange={setKind}
        options={[
          { value: 'cash', label: t('tender.kinds.cash') },
          { value: 'outside_card', label: t('tender.kinds.outside_card') },
        ]}
      />
      {kind === 'cash' ? (
        <div>
          <label htmlFor="tender-received" className="small muted">
            {t('tender.received')} · {t('cashier.optional')}
          </label>
          <AmountInput id="tender-received" currency={order.amount.currency} value={typed} onChange={setTyped} status={fault ? 'error' : ''} aria-invalid={fault ? true : undefined} aria-describedby="tender-fault" />
          <FieldFault id="tender-fault">{fault}</FieldFault>
          <p className="strong num" role="status" style={{ margin: '8px 0 0' }}>
            {received && !fault ? t('tender.change', { amount: money(received.value - order.amount.value) }) : ' '}
          </p>
        </div>
      ) : (
        <p className="small muted" style={{ margin: 0 }}>
          {t('tender.cardHint')}
        </p>
      )}
      <ProblemNote error={take.error} />
      <Button
        type="primary"
        size="large"
        block
        disabled={fault !== undefined}
        loading={take.isPending}
        onClick={() => take.mutate({ kind, ...(kind === 'cash' && received ? { received } : {}) })}
      >
        {t(`tender.take.${kind}`, { amount: money(order.amount.value) })}
      </Button>
    </section>
  );
}
