import { Link } from 'react-router';
import { useWords } from '../../shared/i18n/start';
import { When } from '../../shared/When';
import { useShiftNow } from './useShiftNow';

/** At the till: since when one has the drawer, or the way to begin. */
export function ShiftLink() {
  const { t } = useWords();
  const now = useShiftNow();
  if (!now.data) return null;
  const { shift, handOvers } = now.data;
  return (
    <Link to="/shift" className="tiny shift-link num">
      {shift ? (
        <>
          {t('shift.title')} · <When at={shift.openedAt} hour /> {t('shift.since')}
        </>
      ) : handOvers[0] ? (
        t('shift.waits', { name: handOvers[0].name })
      ) : (
        t('shift.open')
      )}
    </Link>
  );
}
