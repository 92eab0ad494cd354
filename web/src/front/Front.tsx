import { type ReactNode, useEffect, useState } from 'react';
import { createClient } from '../shared/client';
import { CoinMark } from '../shared/CoinMark';
import { useWords } from '../shared/i18n/start';
import { StreetSwitch } from './StreetSwitch';
import { Top } from './Top';

const api = createClient();

/** The demo's addresses exist in the demo only, so asking for one tells the mode. */
function useDemo(): boolean {
  const [demo, setDemo] = useState(false);
  useEffect(() => {
    api.get('/demo/mailbox', { query: { limit: 1 } }).then(
      () => setDemo(true),
      () => setDemo(false),
    );
  }, []);
  return demo;
}

export function Front() {
  const { t } = useWords();
  const demo = useDemo();
  return (
    <div className="page">
      <Top />
      <main>
        <section className="hero">
          <span className="hero-coin">
            <CoinMark size={360} />
          </span>
          <h1>{t('front.lead')}</h1>
          <p>{t('front.text')}</p>
        </section>
        <div className="apps">
          <AppCard app="wallet" name={t('front.wallet')} text={t('front.walletText')}>
            <path d="M4 7.500A2.500 2.500 0 0 1 6.500 5H18v4M4 7.500V17a2.500 2.500 0 0 0 2.500 2.500H20V9H6a2 2 0 0 1-2-1.500zM16.500 14h.01" />
          </AppCard>
          <AppCard app="merchant" name={t('front.merchant')} text={t('front.merchantText')}>
            <path d="M4 10v10h16V10M3 10l2-6h14l2 6a3 3 0 0 1-6 0 3 3 0 0 1-6 0 3 3 0 0 1-6 0zM10 20v-5h4v5" />
          </AppCard>
          <AppCard app="console" name={t('front.console')} text={t('front.consoleText')}>
            <path d="M4 20V4M4 20h16M8 16v-4M12 16V8M16 16v-6" />
          </AppCard>
        </div>
        {demo && <p className="demo">{t('front.demo')}</p>}
        {demo && <StreetSwitch />}
        <h2 className="more">{t('front.more')}</h2>
        <ul className="links">
          <li>
            <a href="/v3/api-docs">
              {t('front.api')} <span>{t('front.apiText')}</span>
            </a>
          </li>
          <li>
            <a href="/actuator/health">
              {t('front.health')} <span>{t('front.healthText')}</span>
            </a>
          </li>
          {demo && (
            <li>
              <a href="/mailbox">
                {t('front.mailbox')} <span>{t('front.mailboxText')}</span>
              </a>
            </li>
          )}
        </ul>
      </main>
    </div>
  );
}

function AppCard({ app, name, text, children }: { app: string; name: string; text: string; children: ReactNode }) {
  const { t } = useWords();
  return (
    <a className={`app app-${app}`} href={`/${app}`}>
      <span className="app-sign">
        <svg width="26" height="26" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round" aria-hidden>
          {children}
        </svg>
      </span>
      <h2>{name}</h2>
      <p>{text}</p>
      <span className="app-open">{t('front.open')} →</span>
    </a>
  );
}
