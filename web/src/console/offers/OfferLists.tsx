import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Checkbox, Segmented } from 'antd';
import { Link, useParams } from 'react-router';
import type { Merchant, Offer, OfferCouponLine } from '../../api/types';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { ErrorState, Skeleton } from '../../shared/states';
import { When } from '../../shared/When';
import { api } from '../api';
import { DataTable } from '../DataTable';
import { PageHead } from '../PageHead';
import { Period } from '../Period';
import { useFilters } from '../useFilters';
import { UsesTable } from './UsesTable';

/** What stands behind a figure of an offer's results, each list under its own address. */
function useOffer() {
  const { id = '' } = useParams();
  return useQuery({ queryKey: ['/offers', id], queryFn: ({ signal }) => api.get<Offer>(`/offers/${id}`, { signal }) });
}

function BackToResults({ id }: { id: string }) {
  const { t } = useWords();
  return (
    <Link to={`/offers/${id}/results`} className="back">
      <ArrowLeftOutlined aria-hidden /> {t('results.back')}
    </Link>
  );
}

/** The payments behind an offer's results. */
export function OfferUses() {
  const { id = '' } = useParams();
  const { t } = useWords();
  const offer = useOffer();
  const { filter, change, clear } = useFilters('merchantId', 'from', 'until', 'refunded');
  const merchant = useQuery({
    queryKey: ['/merchants', filter.merchantId],
    queryFn: ({ signal }) => api.get<Merchant>(`/merchants/${filter.merchantId}`, { signal }),
    enabled: filter.merchantId !== '',
  });
  if (offer.isPending) return <Skeleton rows={[40, 240]} />;
  if (!offer.data) return <ErrorState error={offer.error} onRetry={() => void offer.refetch()} action={<Link to="/offers">{t('offers.back')}</Link>} />;
  return (
    <>
      <BackToResults id={id} />
      <PageHead title={t('results.usesOf', { name: offer.data.name })} />
      <div className="filters">
        <Period from={filter.from} until={filter.until} onChange={change} />
        <Checkbox checked={filter.refunded === 'true'} onChange={({ target }) => change({ refunded: target.checked ? 'true' : null })}>
          {t('results.onlyRefunded')}
        </Checkbox>
        {filter.merchantId && (
          <button type="button" className="chip" onClick={() => change({ merchantId: null })}>
            {merchant.data?.name ?? filter.merchantId} ×
          </button>
        )}
      </div>
      <UsesTable offerId={id} filters={filter} onClear={clear} />
    </>
  );
}

const STATES = ['', 'open', 'used', 'expired', 'given'] as const;

/** The coupons behind an offer's results. */
export function OfferCouponList() {
  const { id = '' } = useParams();
  const { t } = useWords();
  const offer = useOffer();
  const { filter, change, filtered, clear } = useFilters('state');
  const path = `/offers/${id}/coupons`;
  const coupons = usePages<OfferCouponLine>(api, path, filter);
  if (offer.isPending) return <Skeleton rows={[40, 240]} />;
  if (!offer.data) return <ErrorState error={offer.error} onRetry={() => void offer.refetch()} action={<Link to="/offers">{t('offers.back')}</Link>} />;
  return (
    <>
      <BackToResults id={id} />
      <PageHead title={t('results.couponsOf', { name: offer.data.name })} />
      <div className="filters">
        <Segmented
          aria-label={t('common.state')}
          value={filter.state}
          onChange={(state) => change({ state })}
          options={STATES.map((state) => ({ value: state as string, label: t(`results.couponStates.${state || 'all'}`) }))}
        />
      </div>
      <DataTable<OfferCouponLine>
        label={t('coupons.title')}
        pages={coupons}
        rowKey={(coupon) => coupon.id}
        empty={t('results.noCoupons')}
        filtered={filtered}
        onClear={clear}
        columns={[
          { title: t('results.gotAt'), render: (_, coupon) => <When at={coupon.gotAt} /> },
          { title: t('offers.customer'), render: (_, coupon) => coupon.customerMasked },
          { title: t('common.state'), render: (_, coupon) => <span className={`pill ${coupon.state === 'used' ? 'jade' : coupon.state === 'open' ? 'indigo' : ''}`}>{t(`results.couponStates.${coupon.state}`)}</span> },
          { title: t('results.how'), render: (_, coupon) => t(`results.hows.${coupon.how}`) },
          { title: t('results.until'), render: (_, coupon) => <When at={coupon.until} /> },
          { title: t('nav.payments'), render: (_, coupon) => (coupon.paymentId ? <Link to={`/payments?open=${coupon.paymentId}`}>{`…${coupon.paymentId.slice(-6)}`}</Link> : <span className="muted">·</span>) },
        ]}
        file={{ path: `${path}.csv`, query: filter }}
      />
    </>
  );
}
