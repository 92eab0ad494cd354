import type { ReactNode } from 'react';
import { CoinMark } from '../CoinMark';
import { LanguageSwitch } from '../LanguageSwitch';

/** A page that stands before the app: sign-in, sign-up, waiting. */
export function Gate({ title, lead, children, wide = false }: { title: string; lead?: string; children: ReactNode; wide?: boolean }) {
  return (
    <div className="gate">
      <main className="gate-body" style={wide ? { maxWidth: 560 } : undefined}>
        <div className="gate-brand">
          <CoinMark size={44} />
          <div>
            <h1>{title}</h1>
            {lead && <p>{lead}</p>}
          </div>
        </div>
        {children}
      </main>
      <footer className="gate-foot">
        <LanguageSwitch />
      </footer>
    </div>
  );
}
