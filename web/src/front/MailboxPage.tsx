import { useEffect, useState } from 'react';
import type { Mail, Page } from '../api/types';
import { createClient } from '../shared/client';
import { useWords } from '../shared/i18n/start';
import { Empty, ErrorState, OfflineBanner, Skeleton } from '../shared/states';
import { When } from '../shared/When';
import { Top } from './Top';

const api = createClient();
const EVERY_MS = 3000;

/** What the demo would have sent, newest first. */
export function MailboxPage() {
  const { t } = useWords();
  const [letters, setLetters] = useState<Mail[]>();
  const [error, setError] = useState<unknown>();
  const [to, setTo] = useState('');
  const [asked, setAsked] = useState(0);

  useEffect(() => {
    const leaving = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function look() {
      try {
        const page = await api.get<Page<Mail>>('/demo/mailbox', { query: { limit: 50 }, signal: leaving.signal });
        setLetters(page.items);
        setError(undefined);
      } catch (failure) {
        if (leaving.signal.aborted) return;
        setError(failure);
      }
      timer = setTimeout(() => void look(), EVERY_MS);
    }
    void look();
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [asked]);

  const digits = to.replace(/\D/g, '');
  const shown = letters?.filter((letter) => letter.to.replace(/\D/g, '').includes(digits));
  return (
    <div className="page mailbox">
      <OfflineBanner />
      <Top />
      <main>
        <h1>{t('mailbox.title')}</h1>
        <p className="lead">{t('mailbox.lead')}</p>
        <label className="mailbox-filter">
          {t('mailbox.filter')}
          <input type="search" inputMode="tel" maxLength={24} value={to} onChange={(event) => setTo(event.target.value)} />
        </label>
        {!letters && error === undefined && <Skeleton rows={[92, 92, 92]} />}
        {!letters && error !== undefined && <ErrorState error={error} onRetry={() => setAsked(asked + 1)} />}
        {shown?.length === 0 && <Empty action={<a href="/wallet">{t('mailbox.wallet')}</a>}>{t('mailbox.none')}</Empty>}
        <ul className="letters" aria-live="polite">
          {shown?.map((letter, at) => (
            <li key={`${letter.at} ${letter.to} ${at}`} className="letter" data-testid="letter">
              <div className="letter-head num">
                <span>{letter.to}</span>
                <When at={letter.at} full />
              </div>
              <strong>{letter.subject}</strong>
              {/\b\d{6}\b/.test(letter.text) && <span className="letter-code num">{/\b\d{6}\b/.exec(letter.text)?.[0]}</span>}
              <p className="letter-text">{letter.text}</p>
            </li>
          ))}
        </ul>
      </main>
    </div>
  );
}
