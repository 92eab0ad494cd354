import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useWords } from '../shared/i18n/start';
import { formatMoney, type Money } from '../shared/money';
import { When } from '../shared/When';

export interface TimelineItem {
  key: string;
  at: string;
  title: ReactNode;
  detail?: ReactNode;
  amount?: Money;
  tone?: 'jade' | 'amber' | 'indigo';
  /** What it was about, where the console has a page for it. */
  to?: string;
}

/** What happened to one thing, in the order given. */
export function Timeline({ items, more, loadingMore }: { items: TimelineItem[]; more?: () => void; loadingMore?: boolean }) {
  const { t, language } = useWords();
  return (
    <>
      <ol className="timeline">
        {items.map((item) => (
          <li key={item.key} className={item.tone}>
            <div className="timeline-line">
              <span>{item.to ? <Link to={item.to}>{item.title}</Link> : item.title}</span>
              {item.amount && <span className={`num strong ${item.amount.value > 0 ? 'money-in' : ''}`}>{formatMoney(item.amount, language)}</span>}
            </div>
            <div className="small muted">
              <When at={item.at} full />
              {item.detail && <> · {item.detail}</>}
            </div>
          </li>
        ))}
      </ol>
      {more && (
        <Button loading={loadingMore} onClick={more}>
          {t('common.more')}
        </Button>
      )}
    </>
  );
}
