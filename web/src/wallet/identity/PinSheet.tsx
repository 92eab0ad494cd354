import { Popup } from 'antd-mobile';
import { useLocation, useNavigate } from 'react-router';
import { Amount } from '../../shared/Amount';
import { useWords } from '../../shared/i18n/start';
import type { Money } from '../../shared/money';
import type { Problem } from '../../shared/problem';
import { useMe } from '../api';
import { detour } from '../detour';
import { Button, Refusal } from '../parts';
import { PinPad } from './PinPad';

/** What the PIN pad answers itself: a PIN refused, or a try whose outcome is in doubt, which the PIN entered again repeats with the same key. */
export function atPinPad(problem: Problem | null): Problem | null {
  return problem && problem.code !== 'pin-required' && (problem.code.startsWith('pin-') || problem.inDoubt) ? problem : null;
}

/** Asks for the payment PIN from below, saying what for; leads to setting one if there is none. */
export function PinSheet({
  open,
  reason,
  amount,
  busy,
  problem,
  onPin,
  onClose,
}: {
  open: boolean;
  reason: string;
  amount?: Money;
  busy: boolean;
  problem: Problem | null;
  onPin: (pin: string) => void;
  onClose: () => void;
}) {
  const { t } = useWords();
  const me = useMe();
  const navigate = useNavigate();
  const pinSet = me.data?.pinSet ?? true;
  const here = useLocation();
  return (
    <Popup visible={open} onMaskClick={busy ? undefined : onClose} onClose={onClose} destroyOnClose bodyClassName="sheet">
      <div role="dialog" aria-modal="true" aria-label={t('pin.title')}>
        <header className="sheet-head">
          <button type="button" className="sheet-close" onClick={onClose} disabled={busy}>
            {t('action.cancel')}
          </button>
          <h2>{t('pin.title')}</h2>
        </header>
        <div className="sheet-what">
          <span className="muted">{reason}</span>
          {amount && <Amount money={amount} size={34} />}
        </div>
        {pinSet ? (
          <>
            <Refusal problem={problem} />
            <PinPad label={t('pin.title')} busy={busy} onPin={onPin} />
          </>
        ) : (
          <div className="sheet-none">
            <p>{t('pin.none')}</p>
            <Button onClick={() => void navigate(detour('/me/pin', here))}>{t('pin.set')}</Button>
          </div>
        )}
      </div>
    </Popup>
  );
}
