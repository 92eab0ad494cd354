import { BarChartOutlined, CalculatorOutlined, ProfileOutlined, ShopOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { NavLink, Outlet, useLocation } from 'react-router';
import { CoinMark } from '../shared/CoinMark';
import { useWords } from '../shared/i18n/start';
import { useWaitingCampaigns } from './campaigns/useWaitingCampaigns';
import { useMerchant } from './merchants/MerchantContext';
import { useTill } from './orders/Till';

/** The frame of the app: tabs at the foot of a phone, a column at the left of a desktop. */
export function Shell() {
  const { t } = useWords();
  const { merchant } = useMerchant();
  const { full } = useTill();
  const { pathname } = useLocation();
  // The pages of the office keep their tabs: from there is no other way back.
  const alone = full && (pathname === '/' || pathname.startsWith('/orders/'));
  const waiting = useWaitingCampaigns();
  const tabs: { to: string; icon: ReactNode; label: string; waiting?: number }[] = [
    { to: '/', icon: <CalculatorOutlined />, label: t('nav.cashier') },
    { to: '/today', icon: <BarChartOutlined />, label: t('nav.today') },
    { to: '/payments', icon: <ProfileOutlined />, label: t('nav.payments') },
    { to: '/shop', icon: <ShopOutlined />, label: t('nav.shop'), waiting },
  ];
  return (
    <div className={alone ? 'shell alone' : 'shell'}>
      <a className="skip-link" href="#content">
        {t('app.skip')}
      </a>
      <nav className="tabs no-print" aria-label={t('nav.more')}>
        <span className="tabs-brand">
          <CoinMark size={28} />
          <span>{merchant.name}</span>
        </span>
        {tabs.map((tab) => (
          <NavLink key={tab.to} to={tab.to} end={tab.to === '/'} className="tab">
            <span className="tab-icon" aria-hidden>
              {tab.icon}
            </span>
            {tab.label}
            {tab.waiting ? <span className="tab-waiting">{t('nav.waiting', { count: tab.waiting })}</span> : null}
          </NavLink>
        ))}
      </nav>
      <main id="content" className="content" tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}
