import { Link } from 'react-router';
import type { OfferUse } from '../../api/types';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { formatMoney, type Money } from '../../shared/money';
import { When } from '../../shared/When';
import { api } from '../api';
import { DataTable } from '../DataTable';
import { LIVE_REFRESH_MS } from './Offers';

/** The payments and top-ups that had an offer, as far as the filters leave them. */
export function UsesTable({ offerId, filters = {}, onClear }: { offerId: string; filters?: Record<string, string>; onClear?: () => void }) {
  const { t, language } = useWords();
  const path = `/offers/${offerId}/uses`;
  const uses = usePages<OfferUse>(api, path, filters, { refetchMs: LIVE_REFRESH_MS });
  const unlessZero = (amount: Money) => (amount.value > 0 ? formatMoney(amount, language) : <span className="muted">·</span>);
  return (
    <DataTable<OfferUse>
      label={t('offers.usedBy')}
      pages={uses}
      rowKey={(use) => use.paymentId}
      empty={t('offers.usesEmptyHint')}
      filtered={Object.values(filters).some((value) => value !== '')}
      onClear={onClear}
      columns={[
        { title: t('common.time'), render: (_, use) => <When at={use.at} /> },
        { title: t('offers.customer'), render: (_, use) => use.customerMasked },
        { title: t('payments.merchant'), render: (_, use) => use.merchantName ?? t('offers.topUp') },
        { title: t('offers.gross'), align: 'right', render: (_, use) => formatMoney(use.gross, language) },
        { title: t('offers.discount'), align: 'right', render: (_, use) => unlessZero(use.discount) },
        { title: t('offers.cashback'), align: 'right', render: (_, use) => unlessZero(use.cashback) },
        { title: t('offers.bonus'), align: 'right', render: (_, use) => unlessZero(use.bonus) },
        { title: t('offers.refunded'), align: 'right', render: (_, use) => unlessZero(use.refunded) },
        { title: t('offers.returned'), align: 'right', render: (_, use) => unlessZero(use.returned) },
        { title: t('nav.payments'), render: (_, use) => (use.merchantId ? <Link to={`/payments?open=${use.paymentId}`}>{`…${use.paymentId.slice(-6)}`}</Link> : `…${use.paymentId.slice(-6)}`) },
      ]}
      file={{ path: `${path}.csv`, query: filters }}
    />
  );
}
