import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useDeferredValue, useState } from 'react';
import { Link } from 'react-router';
import type { Balance, Bill, LiveCampaign, LiveOffer, Money, Page } from '../../api/types';
import { Amount } from '../../shared/Amount';
import { CoinMark } from '../../shared/CoinMark';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { offersWords } from '../../shared/offerWords';
import { Empty, ErrorState, Skeleton, Warning } from '../../shared/states';
import { api, useBalances, useMe } from '../api';
import { CouponTickets } from '../coupons/CouponTicket';
import { useEndingCoupons } from '../coupons/coupons';
import { CodeIcon, EyeIcon, ReceiveIcon, ScanIcon, SendIcon } from '../icons';
import { Bell } from '../messaging/Bell';
import { useLargePrint } from '../print';
import { OfferTicket } from '../offers/OfferTicket';
import { BillRows } from './BillRow';
import { FirstSteps, useFirstPayment } from './FirstSteps';
import { useOpenRequests } from './moneyRequests';
import { RequestRows } from './RequestRow';

export function Home() {
  const { t } = useWords();
  const me = useMe();
  const [largePrint] = useLargePrint();
  const shown = useDeferredValue(useArrived(largePrint));
  return (
    <div className="screen-body">
      <header className="greeting">
        <div>
          <p className="muted small">{t(`home.greeting.${partOfDay()}`)}</p>
          <h1>{me.data?.name}</h1>
        </div>
        <Bell />
      </header>
      <BalanceCard />
      <FrozenNotice />
      <nav className="card actions" aria-label={t('home.actions')}>
        <Action to="/scan" icon={<ScanIcon />} label={t('home.scan')} />
        <Action to="/pay" icon={<CodeIcon />} label={t('home.payCode')} />
        <Action to="/receive" icon={<ReceiveIcon />} label={t('home.receive')} />
        <Action to="/send" icon={<SendIcon />} label={t('home.send')} />
      </nav>
      {shown ? (
        <>
          <RequestsForMe />
          <FirstSteps />
          <CouponsEnding />
          {!largePrint && <CampaignsForMe />}
          {!largePrint && <OffersForMe />}
          <LatestBills />
        </>
      ) : (
        <Skeleton rows={[84, 62, 62, 62]} />
      )}
    </div>
  );
}

/** Whether all is here, or has failed once: what stands below on the screen would jump if it came before what stands above. */
function useArrived(largePrint: boolean): boolean {
  const waitedFor = [useOpenRequests(2), useFirstPayment(), useEndingCoupons(), useCampaignsForMe(!largePrint), useOffersForMe(!largePrint), useLatestBills()];
  return waitedFor.every((query) => !query.isLoading || query.failureCount > 0);
}

function useOffersForMe(enabled: boolean) {
  return useQuery({ queryKey: ['live-offers'], queryFn: () => api.get<Page<LiveOffer>>('/live-offers'), enabled });
}

function useCampaignsForMe(enabled: boolean) {
  return useQuery({ queryKey: ['live-campaigns'], queryFn: () => api.get<Page<LiveCampaign>>('/live-campaigns', { query: { limit: 2 } }), enabled });
}

function useLatestBills() {
  return useQuery({ queryKey: ['bills', 'latest'], queryFn: () => api.get<Page<Bill>>('/bills', { query: { limit: 4 } }) });
}

function partOfDay(): 'morning' | 'afternoon' | 'evening' {
  const hour = new Date().getHours();
  return hour >= 5 && hour < 12 ? 'morning' : hour >= 12 && hour < 18 ? 'afternoon' : 'evening';
}

function Action({ to, icon, label }: { to: string; icon: ReactNode; label: string }) {
  return (
    <Link to={to} className="action">
      <span className="action-icon">{icon}</span>
      {label}
    </Link>
  );
}

function FrozenNotice() {
  const { t } = useWords();
  const balances = useBalances();
  return balances.data?.items.some((balance) => balance.frozen) ? (
    <p className="notice notice-warn" role="status">
      <Warning size={18} />
      {t('home.frozen')}
    </p>
  ) : null;
}

/** At merchants: money and bonus together. */
function spendable({ available, bonus }: Balance): Money {
  return { ...available, value: available.value + bonus.value };
}

const HIDDEN = 'tongbao.balance-hidden';

function BalanceCard() {
  const { t, language } = useWords();
  const balances = useBalances();
  const [hidden, setHidden] = useState(() => localStorage.getItem(HIDDEN) === 'yes');
  const items = balances.data?.items ?? [];
  const main = items.find((item) => item.currency === 'CNY') ?? items[0];
  const others = items.filter((item) => item !== main && (spendable(item).value !== 0 || item.reserved.value !== 0));

  function toggle() {
    localStorage.setItem(HIDDEN, hidden ? 'no' : 'yes');
    setHidden(!hidden);
  }

  return (
    <section className="balance num" aria-label={t('home.balance')}>
      <span className="balance-coin">
        <CoinMark size={190} />
      </span>
      <div className="balance-head">
        <span>{t('home.balance')}</span>
        <button type="button" className="balance-eye" aria-pressed={hidden} aria-label={hidden ? t('home.show') : t('home.hide')} onClick={toggle}>
          <EyeIcon shut={hidden} />
        </button>
      </div>
      <div className="balance-amount" data-testid="balance">
        {balances.isPending ? (
          <span className="balance-wait" role="status" aria-label={t('state.loading')} />
        ) : balances.isError ? (
          <button type="button" className="balance-retry" onClick={() => void balances.refetch()}>
            {t('home.balanceFailed')}
          </button>
        ) : hidden ? (
          <span style={{ fontSize: 38, fontWeight: 700 }} aria-label={t('home.hidden')}>
            ••••••
          </span>
        ) : (
          <Amount money={main ? spendable(main) : { value: 0, currency: 'CNY' }} size={38} />
        )}
      </div>
      <div className="balance-foot">
        <span className="balance-sub">
          {!hidden && main && main.bonus.value > 0 && (
            <span data-testid="bonus">{t('home.ofWhichBonus', { amount: formatMoney(main.bonus, language) })}</span>
          )}
          {!hidden && main && main.reserved.value > 0 && <span>{t('home.onItsWay', { amount: formatMoney(main.reserved, language) })}</span>}
          {!hidden && others.map((other) => <span key={other.currency}>{formatMoney(spendable(other), language)}</span>)}
        </span>
        <span className="balance-links">
          <Link to="/top-up">{t('home.topUp')}</Link>
          <Link to="/withdraw">{t('home.withdraw')}</Link>
        </span>
      </div>
    </section>
  );
}

/** Who asks me for money, as long as somebody does. */
function RequestsForMe() {
  const { t } = useWords();
  const requests = useOpenRequests(2);
  if (!requests.data?.items.length) return null;
  return (
    <section data-testid="requests-for-me">
      <h2 className="section">
        {t('requests.title')}
        <Link to="/requests">{t('requests.all')}</Link>
      </h2>
      <RequestRows requests={requests.data.items} />
    </section>
  );
}

/** What expires soon, as long as something does. */
function CouponsEnding() {
  const { t } = useWords();
  const coupons = useEndingCoupons();
  if (!coupons.data?.length) return null;
  return (
    <section data-testid="coupons-ending">
      <h2 className="section">
        {t('coupons.endSoon')}
        <Link to="/coupons">{t('coupons.all')}</Link>
      </h2>
      <CouponTickets coupons={coupons.data.slice(0, 2)} />
    </section>
  );
}

/** Campaigns that have a place here, as long as one is on. What fails is the offers' to tell. */
function CampaignsForMe() {
  const { t, language } = useWords();
  const campaigns = useCampaignsForMe(true);
  if (!campaigns.data?.items.length) return null;
  return (
    <section className="campaigns-here" aria-label={t('campaign.here')}>
      {campaigns.data.items.map((campaign) => (
        <Link key={campaign.id} className="campaign-banner" to={`/campaigns/${campaign.id}`}>
          <b>{campaign.name}</b>
          <span className="small num">{offersWords(
            campaign.offers.map((offer) => ({ ...offer, currency: campaign.currency })),
            t,
            language,
          )}</span>
        </Link>
      ))}
    </section>
  );
}

function OffersForMe() {
  const { t } = useWords();
  const offers = useOffersForMe(true);
  if (offers.isSuccess && offers.data.items.length === 0) return null;
  return (
    <section>
      <h2 className="section">
        {t('home.offers')}
        <Link to="/offers">{t('home.allOffers')}</Link>
      </h2>
      {offers.isPending && <Skeleton rows={[84]} />}
      {offers.isError && <ErrorState error={offers.error} onRetry={() => void offers.refetch()} />}
      <div className="stack-small">{offers.data?.items.slice(0, 2).map((offer) => <OfferTicket key={offer.id} offer={offer} />)}</div>
    </section>
  );
}

function LatestBills() {
  const { t } = useWords();
  const bills = useLatestBills();
  return (
    <section>
      <h2 className="section">
        {t('home.bills')}
        <Link to="/bills">{t('home.allBills')}</Link>
      </h2>
      {bills.isPending && <Skeleton rows={[62, 62, 62]} gap={2} />}
      {bills.isError && <ErrorState error={bills.error} onRetry={() => void bills.refetch()} />}
      {bills.data?.items.length === 0 && (
        <Empty
          action={
            <Link className="button button-primary button-inline" to="/top-up">
              {t('home.topUp')}
            </Link>
          }
        >
          {t('home.noBills')}
        </Empty>
      )}
      {bills.data && bills.data.items.length > 0 && (
        <BillRows bills={bills.data.items.slice(0, 4)} />
      )}
    </section>
  );
}
