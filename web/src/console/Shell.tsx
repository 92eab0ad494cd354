import { SearchOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { NavLink, Outlet, useLocation } from 'react-router';
import type { BankTransfer, Campaign, Merchant, StockAlarm } from '../api/types';
import type { Page } from '../api/types';
import { CoinMark } from '../shared/CoinMark';
import { useSignedIn } from '../shared/useMe';
import { useWords } from '../shared/i18n/start';
import { LanguageSwitch } from '../shared/LanguageSwitch';
import { api } from './api';
import { Palette } from './Palette';
import { pagesFor } from './pages';
import { useStaff } from './StaffContext';

const COUNT_REFRESH_MS = 15_000;

/** The frame of the console: jobs at the left with what waits for somebody, the search at the top. */
export function Shell() {
  const { t } = useWords();
  const me = useStaff();
  const ofTheHouse = !me.roles.includes('BRAND_PARTNER');
  const signedIn = useSignedIn();
  const { pathname } = useLocation();
  const [searching, setSearching] = useState(false);
  const leave = useMutation({ mutationFn: () => api.delete('/sessions/current'), onSuccess: () => signedIn(null) });

  const applied = useQuery({
    queryKey: ['/merchants', { status: 'applied' }, 'count'],
    queryFn: ({ signal }) => api.get<Page<Merchant>>('/merchants', { query: { status: 'applied', limit: 50 }, signal }),
    refetchInterval: COUNT_REFRESH_MS,
    enabled: ofTheHouse,
  });
  const transfers = useQuery({
    queryKey: ['/bank-transfers', 'count'],
    queryFn: ({ signal }) => api.get<Page<BankTransfer>>('/bank-transfers', { query: { state: 'proposed', limit: 50 }, signal }),
    refetchInterval: COUNT_REFRESH_MS,
    enabled: ofTheHouse,
  });
  const campaigns = useQuery({
    queryKey: ['/campaigns', 'count'],
    queryFn: ({ signal }) => api.get<Page<Campaign>>('/campaigns', { query: { state: 'in_review', limit: 50 }, signal }),
    refetchInterval: COUNT_REFRESH_MS,
    enabled: ofTheHouse,
  });
  const alarms = useQuery({
    queryKey: ['/stock-alarms', 'count'],
    queryFn: ({ signal }) => api.get<Page<StockAlarm>>('/stock-alarms', { query: { limit: 50 }, signal }),
    refetchInterval: COUNT_REFRESH_MS,
    enabled: ofTheHouse,
  });
  const waiting: Record<string, number> = {
    '/campaigns': campaigns.data?.items.filter((campaign) => campaign.newest.writtenBy.id !== me.id).length ?? 0,
    '/merchants': applied.data?.items.length ?? 0,
    '/bank-transfers': transfers.data?.items.length ?? 0,
    '/stock-alarms': alarms.data?.items.length ?? 0,
  };

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (ofTheHouse && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setSearching(true);
      }
    }
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [ofTheHouse]);
  // In braces: newer browsers answer scrollTo with a promise, which is no way to end an effect.
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [pathname]);

  return (
    <div className="console">
      <a className="skip-link" href="#content">
        {t('app.skip')}
      </a>
      <nav className="side" aria-label={t('nav.label')}>
        <div className="side-brand">
          <CoinMark size={26} />
          <span>{t('app.title')}</span>
        </div>
        {pagesFor(me.roles).map(({ group, pages }) => (
          <div key={group ?? 'top'}>
            {group && <h2>{t(group)}</h2>}
            {pages.map((page) => (
              <NavLink key={page.to} to={page.to} end={page.to === '/' || page.to === '/books'}>
                {t(page.name)}
                {(waiting[page.to] ?? 0) > 0 && <span className="side-count num">{waiting[page.to]}</span>}
              </NavLink>
            ))}
          </div>
        ))}
      </nav>
      <div className="main">
        <header className="top">
          {ofTheHouse ? (
            <button type="button" className="search-button" onClick={() => setSearching(true)}>
              <SearchOutlined aria-hidden />
              <span>{t('palette.open')}</span>
              <kbd>Ctrl K</kbd>
            </button>
          ) : (
            <span className="strong">{me.brand}</span>
          )}
          <span className="top-me">
            <span>
              {me.name}
              <span className="muted small"> · {me.roles.map((role) => t(`roles.${role}`)).join(', ')}</span>
            </span>
            <LanguageSwitch />
            <Button type="text" loading={leave.isPending} onClick={() => leave.mutate()}>
              {t('nav.signOut')}
            </Button>
          </span>
        </header>
        <main id="content" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      {searching && <Palette onClose={() => setSearching(false)} />}
    </div>
  );
}
