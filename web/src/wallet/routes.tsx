import { createBrowserRouter, Navigate } from 'react-router';
import { Turning } from '../shared/states';
import { Home } from './wallets/Home';
import { Shell, SignedIn } from './Shell';
import { ScreenError } from './ScreenError';

/** A screen comes with its first visit; only home is in the first load. */
function lazily<Name extends string>(load: () => Promise<Record<Name, React.ComponentType>>, name: Name) {
  return async () => ({ Component: (await load())[name] });
}

export const router = createBrowserRouter(
  [
    {
      errorElement: <ScreenError />,
      hydrateFallbackElement: <Turning />,
      children: [
        { path: 'sign-in', lazy: lazily(() => import('./identity/SignIn'), 'SignIn') },
        {
          element: <SignedIn />,
          children: [
            {
              element: <Shell />,
              children: [
                { index: true, element: <Home /> },
                { path: 'offers', lazy: lazily(() => import('./offers/Offers'), 'Offers') },
                { path: 'bills', lazy: lazily(() => import('./wallets/Bills'), 'Bills') },
                { path: 'me', lazy: lazily(() => import('./identity/MePage'), 'MePage') },
              ],
            },
            { path: 'campaigns/:id', lazy: lazily(() => import('./offers/CampaignPage'), 'CampaignPage') },
            { path: 'welcome', lazy: lazily(() => import('./identity/Welcome'), 'Welcome') },
            { path: 'me/pin', lazy: lazily(() => import('./identity/ChangePin'), 'ChangePin') },
            { path: 'me/small-payments', lazy: lazily(() => import('./identity/SmallPayments'), 'SmallPayments') },
            { path: 'me/limits', lazy: lazily(() => import('./wallets/LimitsPage'), 'LimitsPage') },
            { path: 'me/auto-top-up', lazy: lazily(() => import('./wallets/AutoTopUpPage'), 'AutoTopUpPage') },
            { path: 'me/sessions', lazy: lazily(() => import('./identity/Sessions'), 'Sessions') },
            { path: 'cards', lazy: lazily(() => import('./wallets/Cards'), 'Cards') },
            { path: 'cards/new', lazy: lazily(() => import('./wallets/LinkCard'), 'LinkCard') },
            { path: 'top-up', lazy: lazily(() => import('./wallets/CardMoney'), 'TopUp') },
            { path: 'withdraw', lazy: lazily(() => import('./wallets/CardMoney'), 'Withdraw') },
            { path: 'top-up/:id', lazy: lazily(() => import('./wallets/CardMoneyResult'), 'TopUpResult') },
            { path: 'withdraw/:id', lazy: lazily(() => import('./wallets/CardMoneyResult'), 'WithdrawalResult') },
            { path: 'receive', lazy: lazily(() => import('./wallets/Receive'), 'Receive') },
            { path: 'requests', lazy: lazily(() => import('./wallets/MoneyRequests'), 'MoneyRequests') },
            { path: 'requests/new', lazy: lazily(() => import('./wallets/AskForMoney'), 'AskForMoney') },
            { path: 'requests/:id', lazy: lazily(() => import('./wallets/MoneyRequestPage'), 'MoneyRequestPage') },
            { path: 'splits/new', lazy: lazily(() => import('./wallets/SplitBill'), 'SplitBill') },
            { path: 'splits/:id', lazy: lazily(() => import('./wallets/BillSplitPage'), 'BillSplitPage') },
            { path: 'coupons', lazy: lazily(() => import('./coupons/MyCoupons'), 'MyCoupons') },
            { path: 'coupons/claim', lazy: lazily(() => import('./coupons/ClaimCentre'), 'ClaimCentre') },
            { path: 'coupons/:id', lazy: lazily(() => import('./coupons/CouponPage'), 'CouponPage') },
            { path: 'coupons/:id/give', lazy: lazily(() => import('./coupons/GiveCoupon'), 'GiveCoupon') },
            { path: 'benefits', lazy: lazily(() => import('./benefits/MyBenefits'), 'MyBenefits') },
            { path: 'benefits/:id', lazy: lazily(() => import('./benefits/BenefitPage'), 'BenefitPage') },
            { path: 'notices', lazy: lazily(() => import('./messaging/Notices'), 'Notices') },
            { path: 'send', lazy: lazily(() => import('./wallets/SendMoney'), 'SendMoney') },
            { path: 'bills/:id', lazy: lazily(() => import('./wallets/BillDetail'), 'BillDetail') },
            { path: 'statement', lazy: lazily(() => import('./wallets/StatementPage'), 'StatementPage') },
            { path: 'spending-budgets', lazy: lazily(() => import('./wallets/BudgetsPage'), 'BudgetsPage') },
            { path: 'spending', lazy: lazily(() => import('./wallets/Spending'), 'Spending') },
            { path: 'spending/:category', lazy: lazily(() => import('./wallets/SpendingCategory'), 'SpendingCategory') },
            { path: 'scan', lazy: lazily(() => import('./payments/Scan'), 'Scan') },
            { path: 'pay', lazy: lazily(() => import('./payments/PayCodePage'), 'PayCodePage') },
            { path: 'pay/amount', lazy: lazily(() => import('./payments/PayAmount'), 'PayAmount') },
            { path: 'pay/confirm', lazy: lazily(() => import('./payments/Confirm'), 'Confirm') },
            { path: 'pay/done/:id', lazy: lazily(() => import('./payments/Paid'), 'Paid') },
          ],
        },
        { path: '*', element: <Navigate to="/" replace /> },
      ],
    },
  ],
  { basename: '/wallet' },
);
