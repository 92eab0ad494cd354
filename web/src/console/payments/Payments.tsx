import { SearchOutlined } from '@ant-design/icons';
import { DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import { useDeferredValue } from 'react';
import type { Payment, PaymentState } from '../../api/types';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { formatMoney, toDecimal } from '../../shared/money';
import { When } from '../../shared/When';
import { api } from '../api';
import { Chips } from '../Chips';
import { DataTable } from '../DataTable';
import { PageHead } from '../PageHead';
import { useFilters } from '../useFilters';
import { PaymentDrawer } from './PaymentDrawer';
import { PaymentStatePill } from './PaymentStatePill';

const STATES: PaymentState[] = ['paid', 'partly_refunded', 'refunded', 'pending', 'declined'];

export function Payments() {
  const { t, language } = useWords();
  const { filter, filtered, open, change, clear } = useFilters('q', 'state', 'from', 'until', 'merchantId');
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
        <DatePicker.RangePicker
          aria-label={t('payments.period')}
          value={filter.from && filter.until ? [dayjs(filter.from), dayjs(filter.until).subtract(1, 'day')] : null}
          onChange={(days) => change({ from: days?.[0]?.format('YYYY-MM-DD') ?? null, until: days?.[1]?.add(1, 'day').format('YYYY-MM-DD') ?? null })}
        />
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
        csv={{
          name: 'payments',
          header: [t('common.id'), t('common.time'), t('payments.merchant'), t('payments.order'), t('payments.gross'), t('payments.discount'), t('payments.paid'), t('payments.refunded'), t('merchants.currency'), t('common.state')],
          row: (payment) => [
            payment.id,
            payment.at,
            payment.merchant.name,
            payment.orderNumber ?? '',
            toDecimal(payment.gross),
            toDecimal(payment.discount),
            toDecimal(payment.paid),
            toDecimal(payment.refunded),
            payment.gross.currency,
            t(`payments.states.${payment.state}`),
          ],
        }}
      />
      <PaymentDrawer id={open} onClose={() => change({ open: null })} />
    </>
  );
}
