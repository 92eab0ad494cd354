import { lazy, Suspense } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import { useMe } from '../shared/useMe';
import { ErrorState, Turning } from '../shared/states';
import { api } from './api';
import { AuditLog } from './audit/AuditLog';
import { Accounts } from './books/Accounts';
import { ChartPage } from './books/ChartPage';
import { Entries } from './books/Entries';
import { EntryPage } from './books/EntryPage';
import { Statement } from './books/Statement';
import { TrialBalancePage } from './books/TrialBalancePage';
import { Backtests } from './backtests/Backtests';
import { BenefitPage } from './benefits/BenefitPage';
import { Benefits } from './benefits/Benefits';
import { StockAlarms } from './benefits/StockAlarms';
import { SupplierPage } from './benefits/SupplierPage';
import { Suppliers } from './benefits/Suppliers';
import { CampaignPage } from './campaigns/CampaignPage';
import { OurCampaign, OurCampaigns } from './campaigns/OurCampaigns';
import { Campaigns } from './campaigns/Campaigns';
import { CustomerPage } from './customers/CustomerPage';
import { Customers } from './customers/Customers';
import { Health } from './events/Health';
import { Brands } from './identity/Brands';
import { Invitation } from './identity/Invitation';
import { SignIn } from './identity/SignIn';
import { Staff } from './identity/Staff';
import { Merchants } from './merchants/Merchants';
import { AudiencePage } from './audiences/AudiencePage';
import { Audiences } from './audiences/Audiences';
import { OfferDetail } from './offers/OfferDetail';
import { OfferLimits } from './offers/OfferLimits';
import { OfferCouponList, OfferUses } from './offers/OfferLists';
import { OfferResults } from './offers/OfferResults';
import { Offers } from './offers/Offers';
import { Payments } from './payments/Payments';
import { Refunds } from './payments/Refunds';
import { BudgetAlerts } from './offers/BudgetAlerts';
import { FeePlans } from './settlements/FeePlans';
import { Settlements } from './settlements/Settlements';
import { Shell } from './Shell';
import { SponsorPage } from './sponsors/SponsorPage';
import { Sponsors } from './sponsors/Sponsors';
import { StaffContext } from './StaffContext';
import { BankTransfers } from './wallets/BankTransfers';
import { Sends } from './wallets/Sends';

// The chart and the long form are fetched when they are opened.
const Overview = lazy(async () => ({ default: (await import('./overview/Overview')).Overview }));
// It draws a chart.
const BacktestPage = lazy(async () => ({ default: (await import('./backtests/BacktestPage')).BacktestPage }));
const CampaignForm = lazy(async () => ({ default: (await import('./campaigns/CampaignForm')).CampaignForm }));
const OfferForm = lazy(async () => ({ default: (await import('./offers/OfferForm')).OfferForm }));

export function ConsoleApp() {
  return (
    <Routes>
      <Route path="invitations/:token" element={<Invitation />} />
      <Route path="*" element={<Inside />} />
    </Routes>
  );
}

/** Handed something else by the palette, it is another search. */
function CustomersAnew() {
  return <Customers key={useLocation().key} />;
}

function Inside() {
  const me = useMe(api);
  if (me.isPending) return <Turning />;
  if (me.error && me.data === undefined) return <ErrorState error={me.error} onRetry={() => void me.refetch()} />;
  if (!me.data) return <SignIn />;
  if (me.data.roles.includes('BRAND_PARTNER')) {
    return (
      <StaffContext value={me.data}>
        <Routes>
          <Route element={<Shell />}>
            <Route path="joint-campaigns" element={<OurCampaigns />} />
            <Route path="joint-campaigns/:id" element={<OurCampaign />} />
            <Route path="*" element={<Navigate to="/joint-campaigns" replace />} />
          </Route>
        </Routes>
      </StaffContext>
    );
  }
  return (
    <StaffContext value={me.data}>
      <Suspense fallback={<Turning />}>
        <Routes>
          <Route element={<Shell />}>
            <Route index element={<Overview />} />
            <Route path="audiences" element={<Audiences />} />
            <Route path="audiences/:id" element={<AudiencePage />} />
            <Route path="backtests" element={<Backtests />} />
            <Route path="backtests/:id" element={<BacktestPage />} />
            <Route path="campaigns" element={<Campaigns />} />
            <Route path="campaigns/new" element={<CampaignForm />} />
            <Route path="campaigns/:id" element={<CampaignPage />} />
            <Route path="campaigns/:id/edit" element={<CampaignForm />} />
            <Route path="offers" element={<Offers />} />
            <Route path="offers/new" element={<OfferForm />} />
            <Route path="offers/:id" element={<OfferDetail />} />
            <Route path="offers/:id/results" element={<OfferResults />} />
            <Route path="offers/:id/uses" element={<OfferUses />} />
            <Route path="offers/:id/coupons" element={<OfferCouponList />} />
            <Route path="customers" element={<CustomersAnew />} />
            <Route path="customers/:id" element={<CustomerPage />} />
            <Route path="merchants" element={<Merchants />} />
            <Route path="payments" element={<Payments />} />
            <Route path="refunds" element={<Refunds />} />
            <Route path="sends" element={<Sends />} />
            <Route path="bank-transfers" element={<BankTransfers />} />
            <Route path="settlements" element={<Settlements />} />
            <Route path="sponsors" element={<Sponsors />} />
            <Route path="sponsors/:id" element={<SponsorPage />} />
            <Route path="benefits" element={<Benefits />} />
            <Route path="benefits/:id" element={<BenefitPage />} />
            <Route path="suppliers" element={<Suppliers />} />
            <Route path="suppliers/:id" element={<SupplierPage />} />
            <Route path="stock-alarms" element={<StockAlarms />} />
            <Route path="budget-alerts" element={<BudgetAlerts />} />
            <Route path="offer-limits" element={<OfferLimits />} />
            <Route path="fee-plans" element={<FeePlans />} />
            <Route path="books" element={<TrialBalancePage />} />
            <Route path="books/entries" element={<Entries />} />
            <Route path="books/entries/:id" element={<EntryPage />} />
            <Route path="books/accounts" element={<Accounts />} />
            <Route path="books/chart" element={<ChartPage />} />
            <Route path="books/statement" element={<Statement />} />
            <Route path="brands" element={<Brands />} />
            <Route path="staff" element={<Staff />} />
            <Route path="audit-log" element={<AuditLog />} />
            <Route path="health" element={<Health />} />
            <Route path="*" element={<Navigate to="/" replace />} />
          </Route>
        </Routes>
      </Suspense>
    </StaffContext>
  );
}
