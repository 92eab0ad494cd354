import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useDeferredValue } from 'react';
import type { Payment, PaymentState } from '../../api/types';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { When } from '../../shared/When';
import { api } from '../api';
import { Chips } from '../Chips';
import { DataTable } from '../DataTable';
import { PageHead } from '../PageHead';
import { Period } from '../Period';
import { useFilters } from '../useFilters';
import { PaymentDrawer } from './PaymentDrawer';
import { PaymentStatePill } from './PaymentStatePill';

const STATES: PaymentState[] = ['paid', 'partly_refunded', 'refunded', 'pending', 'declined'];

export function Payments() {
  const { t, language } = useWords();
  const { filter, filtered, open, change, apply, clear } = useFilters('q', 'state', 'from', 'until', 'merchantId');
  const payments = usePages<Payment>(api, '/payments', useDeferredValue(filter), { refetchMs: 10_000 });
  return (
    <>
      <PageHead title={t('payments.title')} />
      <div className="filters" role="search">
        <Input
          allowClear
          style={{ width: 320 }}
          aria-label={t('payments.search')}
          placeholder={t('payments.search')}
          prefix={<SearchOutlined className="muted" />}
          value={filter.q}
          onChange={(event) => change({ q: event.target.value })}
        />
        <Period from={filter.from} until={filter.until} onChange={change} />
        <Chips
          label={t('common.state')}
          value={filter.state}
          onChange={(state) => change({ state })}
          options={[{ value: '', label: t('common.any') }, ...STATES.map((state) => ({ value: state as string, label: t(`payments.states.${state}`) }))]}
        />
        {filter.merchantId && (
          <button type="button" className="chip" onClick={() => change({ merchantId: null })}>
            {payments.items[0]?.merchant.name ?? filter.merchantId} ×
          </button>
        )}
      </div>
      <DataTable<Payment>
        label={t('payments.title')}
        pages={payments}
        rowKey={(payment) => payment.id}
        onOpen={(payment) => change({ open: payment.id })}
        views={{ list: 'payments', filter, apply }}
        filtered={filtered}
        onClear={clear}
        empty={t('payments.emptyHint')}
        columns={[
          {
            title: t('common.time'),
            render: (_, payment) => (
              <button type="button" className="row-link num" onClick={() => change({ open: payment.id })}>
                <When at={payment.at} />
              </button>
            ),
          },
          { title: t('payments.merchant'), render: (_, payment) => payment.merchant.name },
          { title: t('payments.order'), render: (_, payment) => payment.orderNumber ?? <span className="muted">·</span> },
          { title: t('payments.gross'), align: 'right', render: (_, payment) => formatMoney(payment.gross, language) },
          {
            title: t('payments.discount'),
            align: 'right',
            render: (_, payment) => (payment.discount.value > 0 ? <span className="money-in">{formatMoney({ ...payment.discount, value: -payment.discount.value }, language)}</span> : <span className="muted">·</span>),
          },
          { title: t('payments.paid'), align: 'right', render: (_, payment) => <span className="strong">{formatMoney(payment.paid, language)}</span> },
          { title: t('common.state'), render: (_, payment) => <PaymentStatePill state={payment.state} /> },
        ]}
        file={{ path: '/payments.csv', query: filter }}
      />
      <PaymentDrawer id={open} onClose={() => change({ open: null })} />
    </>
  );
}
