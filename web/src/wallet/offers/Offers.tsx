import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { LiveOffer, Page } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { Empty, ErrorState, Skeleton } from '../../shared/states';
import { api } from '../api';
import { useMyBenefits } from '../benefits/benefits';
import { useEndingCoupons } from '../coupons/coupons';
import { GiftIcon, TicketIcon } from '../icons';
import { OfferTicket } from './OfferTicket';

export function Offers() {
  const { t } = useWords();
  const offers = useQuery({ queryKey: ['live-offers'], queryFn: () => api.get<Page<LiveOffer>>('/live-offers') });
  const ending = useEndingCoupons();
  const benefits = useMyBenefits();
  return (
    <div className="screen-body">
      <h1 className="tab-title">{t('tab.offers')}</h1>
      <nav className="pair" aria-label={t('coupons.ways')}>
        <CouponWay to="/coupons/claim" icon={<GiftIcon />} label={t('coupons.centre')} note={t('coupons.centreNote')} />
        <CouponWay to="/coupons" icon={<TicketIcon />} label={t('coupons.mine')} note={ending.data?.length ? t('coupons.someEndSoon') : t('coupons.mineNote')} />
        {benefits.data?.pages.some((page) => page.items.length > 0) && <CouponWay wide to="/benefits" icon={<GiftIcon />} label={t('benefits.mine')} note={t('benefits.mineNote')} />}
      </nav>
      <h2 className="section">{t('offer.all')}</h2>
      <p className="muted small offers-auto">{t('offer.auto')}</p>
      {offers.isPending && <Skeleton rows={[92, 92, 92]} />}
      {offers.isError && <ErrorState error={offers.error} onRetry={() => void offers.refetch()} />}
      {offers.data?.items.length === 0 && (
        <Empty
          action={
            <Link className="button button-primary button-inline" to="/scan">
              {t('home.scan')}
            </Link>
          }
        >
          {t('offer.none')}
        </Empty>
      )}
      <ul className="stack-small plain-list">
        {offers.data?.items.map((offer) => (
          <li key={offer.id}>
            <OfferTicket offer={offer} detailed />
          </li>
        ))}
      </ul>
    </div>
  );
}

function CouponWay({ to, icon, label, note, wide = false }: { to: string; icon: ReactNode; label: string; note: string; wide?: boolean }) {
  return (
    <Link to={to} className={wide ? 'card coupon-way coupon-way-wide' : 'card coupon-way'}>
      <span className="action-icon">{icon}</span>
      <span>
        {label}
        <span className="row-note">{note}</span>
      </span>
    </Link>
  );
}
