import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useWords } from '../shared/i18n/start';
import { useGoBack } from './detour';
import { BackIcon } from './icons';

/** A screen below the tabs: a way back, a title, its content, and what stays at the bottom. */
export function Screen({
  title,
  back = -1,
  right,
  bottom,
  className = '',
  children,
}: {
  title?: string;
  /** Where the way back leads; null for none. */
  back?: string | -1 | null;
  right?: ReactNode;
  bottom?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const { t } = useWords();
  const navigate = useNavigate();
  const toBefore = useGoBack();
  const goBack = () => (back === -1 || back === null ? toBefore('/') : void navigate(back, { replace: true }));
  return (
    <main className={`screen ${className}`}>
      <header className="bar">
        {back !== null && (
          <button type="button" className="bar-back" aria-label={t('action.back')} onClick={goBack}>
            <BackIcon />
          </button>
        )}
        {title && <h1>{title}</h1>}
        <div className="bar-right">{right}</div>
      </header>
      <div className="screen-body">{children}</div>
      {bottom && <footer className="screen-bottom">{bottom}</footer>}
    </main>
  );
}
