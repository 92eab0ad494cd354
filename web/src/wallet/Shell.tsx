import { useDeferredValue } from 'react';
import { NavLink, Navigate, Outlet, useLocation } from 'react-router';
import { useWords } from '../shared/i18n/start';
import { asProblem } from '../shared/problem';
import { ErrorState, OfflineBanner, Turning } from '../shared/states';
import { useMe } from './api';
import { Offline } from './Offline';
import { useLargePrint } from './print';
import { BillIcon, CodeIcon, GiftIcon, HomeIcon, MeIcon } from './icons';

/** Lets only those in who are signed in, and sends newcomers to say their name and choose a PIN. */
export function SignedIn() {
  const me = useMe();
  // Behind what is urgent, so that the first screen is drawn in slices and a finger is answered meanwhile.
  const drawn = useDeferredValue(me.data);
  const location = useLocation();
  const here = location.pathname + location.search;
  if (me.isPending) return <Turning />;
  if (me.isError && asProblem(me.error).code === 'offline') return <Offline onBack={() => void me.refetch()} />;
  if (me.isError) return <ErrorState error={me.error} onRetry={() => void me.refetch()} />;
  if (me.data === null) return <Navigate to={`/sign-in?next=${encodeURIComponent(here)}`} replace />;
  if (!me.data.name && location.pathname !== '/welcome') {
    return <Navigate to={`/welcome?next=${encodeURIComponent(here)}`} replace />;
  }
  if (!drawn) return <Turning />;
  return (
    <div className="column">
      <OfflineBanner />
      <Outlet />
    </div>
  );
}

export function Shell() {
  const { t } = useWords();
  const [largePrint] = useLargePrint();
  return (
    <>
      <main className="screen with-tabs">
        <Outlet />
      </main>
      <nav className="tabs" aria-label={t('tab.label')}>
        <NavLink to="/" end className="tab">
          <HomeIcon />
          {t('tab.home')}
        </NavLink>
        {!largePrint && (
          <NavLink to="/offers" className="tab">
            <GiftIcon />
            {t('tab.offers')}
          </NavLink>
        )}
        <NavLink to="/pay" className="tab tab-pay">
          <span className="tab-pay-coin">
            <CodeIcon />
          </span>
          {t('tab.pay')}
        </NavLink>
        <NavLink to="/bills" className="tab">
          <BillIcon />
          {t('tab.bills')}
        </NavLink>
        <NavLink to="/me" className="tab">
          <MeIcon />
          {t('tab.me')}
        </NavLink>
      </nav>
    </>
  );
}
