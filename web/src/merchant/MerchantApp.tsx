import { useQuery } from '@tanstack/react-query';
import { Navigate, Route, Routes } from 'react-router';
import type { Merchant } from '../api/types';
import { useMe } from '../shared/useMe';
import { every } from '../shared/poll';
import { ErrorState, Turning } from '../shared/states';
import { api } from './api';
import { OurCampaign, OurCampaigns } from './campaigns/OurCampaigns';
import { SignIn } from './identity/SignIn';
import { MerchantContext } from './merchants/MerchantContext';
import { Shop } from './merchants/Shop';
import { SignUp } from './merchants/SignUp';
import { StaticQr } from './merchants/StaticQr';
import { Waiting } from './merchants/Waiting';
import { OwnOfferForm } from './offers/OwnOfferForm';
import { OwnOfferPage } from './offers/OwnOfferPage';
import { OwnOffers } from './offers/OwnOffers';
import { Cashier } from './orders/Cashier';
import { OrderPage } from './orders/OrderPage';
import { Till } from './orders/Till';
import { PaymentDetail } from './payments/PaymentDetail';
import { PaymentList } from './payments/PaymentList';
import { Report } from './payments/Report';
import { Today } from './payments/Today';
import { SettlementPage } from './settlements/SettlementPage';
import { Settlements } from './settlements/Settlements';
import { Shell } from './Shell';
import { DayClose } from './tills/DayClose';
import { ShiftPage } from './tills/ShiftPage';

const LOOK_AT_SHOP_MS = 5_000;

/** From nobody to a shop that takes payments: sign in, sign up, wait for approval, then the app. A suspended shop keeps all but taking money. */
export function MerchantApp() {
  const me = useMe(api);
  const status = me.data?.merchant?.status;
  const merchant = useQuery({
    queryKey: ['/merchants/mine'],
    queryFn: ({ signal }) => api.get<Merchant>('/merchants/mine', { signal }),
    enabled: status !== undefined,
    // Also when all is well: the till hears by itself that it was approved, or stopped.
    refetchInterval: every(LOOK_AT_SHOP_MS),
  });

  if (me.isPending) return <Turning />;
  if (me.error && me.data === undefined) return <ErrorState error={me.error} onRetry={() => void me.refetch()} />;
  if (!me.data) return <SignIn />;
  if (!me.data.merchant) return <SignUp />;
  if (merchant.isPending) return <Turning />;
  if (!merchant.data) return <ErrorState error={merchant.error} onRetry={() => void merchant.refetch()} />;
  if (merchant.data.status === 'applied' || merchant.data.status === 'rejected') return <Waiting merchant={merchant.data} />;

  return (
    <MerchantContext value={{ me: me.data, merchant: merchant.data }}>
      <Till>
        <Routes>
          <Route element={<Shell />}>
            <Route index element={<Cashier />} />
            <Route path="orders/:id" element={<OrderPage />} />
            <Route path="today" element={<Today />} />
            <Route path="day-close" element={<DayClose />} />
            <Route path="shift" element={<ShiftPage />} />
            <Route path="report" element={<Report />} />
            <Route path="payments" element={<PaymentList />} />
            <Route path="payments/:id" element={<PaymentDetail />} />
            <Route path="settlements" element={<Settlements />} />
            <Route path="settlements/:id" element={<SettlementPage />} />
            <Route path="offers" element={<OwnOffers />} />
            <Route path="offers/new" element={<OwnOfferForm />} />
            <Route path="offers/:id" element={<OwnOfferPage />} />
            <Route path="joint-campaigns" element={<OurCampaigns />} />
            <Route path="joint-campaigns/:id" element={<OurCampaign />} />
            <Route path="shop" element={<Shop />} />
            <Route path="shop/qr" element={<StaticQr />} />
            <Route path="*" element={<Navigate to="/" replace />} />
          </Route>
        </Routes>
      </Till>
    </MerchantContext>
  );
}
