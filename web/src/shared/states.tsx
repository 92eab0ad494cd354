import { type ReactNode, useSyncExternalStore } from 'react';
import { CoinMark, CoinOutline } from './CoinMark';
import { useWords } from './i18n/start';
import { asProblem } from './problem';
import { problemText } from './problemText';
import './states.css';

/** Grey bars where the content will be, so that nothing jumps. One height (px) for each row. */
export function Skeleton({ rows = [20, 20, 20], gap = 12 }: { rows?: number[]; gap?: number }) {
  const { t } = useWords();
  return (
    <div role="status" aria-label={t('state.loading')} style={{ display: 'grid', gap }}>
      {rows.map((height, index) => (
        <span key={index} className="skeleton" style={{ height }} />
      ))}
    </div>
  );
}

/** The turning coin, for a whole page that is on its way. */
export function Turning({ size = 48 }: { size?: number }) {
  const { t } = useWords();
  return (
    <div className="state" role="status" aria-label={t('state.loading')}>
      <CoinMark size={size} className="coin-turning" />
    </div>
  );
}

export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="state">
      <span className="state-coin">
        <CoinOutline />
      </span>
      <p>{children}</p>
      {action}
    </div>
  );
}

/** What happened, what to do, a code to quote, and a way on: to try again where that may help, or the `action`. */
export function ErrorState({ error, onRetry, action }: { error: unknown; onRetry?: () => void; action?: ReactNode }) {
  const { t, language } = useWords();
  const problem = asProblem(error);
  const reference = problem.members.traceId ?? problem.members.instance;
  return (
    <div className="state" role="alert">
      <Warning />
      <p className="state-title">{problemText(t, problem, language)}</p>
      <p className="state-code">
        {t('state.errorCode', { code: [problem.code, problem.status || undefined, reference].filter(Boolean).join(' · ') })}
      </p>
      {onRetry && problem.code !== 'not-found' && (
        <button type="button" className="state-button" onClick={onRetry}>
          {t('state.retry')}
        </button>
      )}
      {action}
    </div>
  );
}

export function Warning({ size = 32 }: { size?: number }) {
  return (
    <svg className="state-amber" width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" aria-hidden>
      <path d="M12 3 2.500 20h19zM12 10v4M12 17v.5" strokeLinejoin="round" />
    </svg>
  );
}

function onNetworkChange(changed: () => void): () => void {
  addEventListener('online', changed);
  addEventListener('offline', changed);
  return () => {
    removeEventListener('online', changed);
    removeEventListener('offline', changed);
  };
}

export function useOnline(): boolean {
  return useSyncExternalStore(onNetworkChange, () => navigator.onLine);
}

export function OfflineBanner() {
  const { t } = useWords();
  return useOnline() ? null : (
    <div className="offline" role="status">
      <Warning size={18} />
      {t('state.offline')}
    </div>
  );
}
