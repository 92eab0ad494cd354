import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useDeferredValue } from 'react';
import { Link } from 'react-router';
import type { RefundLine } from '../../api/types';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { When } from '../../shared/When';
import { api } from '../api';
import { AtLeast } from '../AtLeast';
import { Chips } from '../Chips';
import { DataTable } from '../DataTable';
import { PageHead } from '../PageHead';
import { Period } from '../Period';
import { useFilters } from '../useFilters';
import { PaymentDrawer } from './PaymentDrawer';

const EXTENTS = ['full', 'part'] as const;

/** What was given back, over all merchants; a row opens the payment that it belongs to. */
export function Refunds() {
  const { t, language } = useWords();
  const { filter, filtered, open, change, apply, clear } = useFilters('q', 'extent', 'atLeast', 'from', 'until', 'merchantId');
  const asked = useDeferredValue(filter);
  const refunds = usePages<RefundLine>(api, '/refunds', asked, { refetchMs: 10_000 });
  return (
    <>
      <PageHead title={t('refunds.title')} lead={t('refunds.lead')} />
      <div className="filters" role="search">
        <Input
          allowClear
          style={{ width: 320 }}
          aria-label={t('refunds.search')}
          placeholder={t('refunds.search')}
          prefix={<SearchOutlined className="muted" />}
          value={filter.q}
          onChange={(event) => change({ q: event.target.value })}
        />
        <Period from={filter.from} until={filter.until} onChange={change} />
        <Chips
          label={t('refunds.extent')}
          value={filter.extent}
          onChange={(extent) => change({ extent })}
          options={[{ value: '', label: t('common.any') }, ...EXTENTS.map((extent) => ({ value: extent as string, label: t(`refunds.extents.${extent}`) }))]}
        />
        <AtLeast value={filter.atLeast} onChange={(atLeast) => change({ atLeast })} />
        {filter.merchantId && (
          <button type="button" className="chip" onClick={() => change({ merchantId: null })}>
            {refunds.items[0]?.merchant.name ?? filter.merchantId} ×
          </button>
        )}
      </div>
      <DataTable<RefundLine>
        label={t('refunds.title')}
        pages={refunds}
        rowKey={(refund) => refund.id}
        onOpen={(refund) => change({ open: refund.paymentId })}
        views={{ list: 'refunds', filter, apply }}
        filtered={filtered}
        onClear={clear}
        empty={t('refunds.empty')}
        columns={[
          {
            title: t('common.time'),
            render: (_, refund) => (
              <button type="button" className="row-link num" onClick={() => change({ open: refund.paymentId })}>
                <When at={refund.at} />
              </button>
            ),
          },
          {
            title: t('payments.merchant'),
            render: (_, refund) => (
              <Link to={`/merchants?open=${refund.merchant.id}`} onClick={(event) => event.stopPropagation()}>
                {refund.merchant.name}
              </Link>
            ),
          },
          { title: t('refunds.customer'), render: (_, refund) => refund.customerMasked || <span className="muted">·</span> },
          { title: t('payments.order'), render: (_, refund) => refund.orderNumber ?? <span className="muted">·</span> },
          { title: t('refunds.gross'), align: 'right', render: (_, refund) => <span className="strong">{formatMoney(refund.gross, language)}</span> },
          { title: t('refunds.toCustomer'), align: 'right', render: (_, refund) => formatMoney(refund.cashToCustomer, language) },
          { title: t('refunds.toBudget'), align: 'right', render: (_, refund) => (refund.toBudget.value > 0 ? formatMoney(refund.toBudget, language) : <span className="muted">·</span>) },
          {
            title: t('refunds.extent'),
            render: (_, refund) => (
              <span>
                <span className={`pill ${refund.full ? 'jade' : ''}`}>{t(`refunds.extents.${refund.full ? 'full' : 'part'}`)}</span>
                {refund.toCard?.state === 'pending' && <span className="pill amber"> {t('refunds.cardPending')}</span>}
              </span>
            ),
          },
        ]}
        file={{ path: '/refunds.csv', query: filter }}
      />
      <PaymentDrawer id={open} onClose={() => change({ open: null })} />
    </>
  );
}
