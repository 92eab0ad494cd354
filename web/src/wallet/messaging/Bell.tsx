import { Link } from 'react-router';
import { useWords } from '../../shared/i18n/start';
import { BellIcon } from '../icons';
import { useUnreadNotices } from './notices';

const MOST = 99;

/** The way to the inbox, with how many notices are unread. */
export function Bell() {
  const { t } = useWords();
  const unread = useUnreadNotices().data?.unread ?? 0;
  return (
    <Link to="/notices" className="bell" aria-label={unread > 0 ? t('notices.unread', { count: unread }) : t('notices.title')}>
      <BellIcon />
      {unread > 0 && (
        <span className="bell-count num" aria-hidden>
          {unread > MOST ? `${MOST}+` : unread}
        </span>
      )}
    </Link>
  );
}
