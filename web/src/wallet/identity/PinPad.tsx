import { useEffect, useEffectEvent, useState } from 'react';
import { useWords } from '../../shared/i18n/start';
import { BackspaceIcon } from '../icons';

const LENGTH = 6;

/** Six dots and twelve keys. Tells the PIN when it is complete and forgets it at once; takes a keyboard too. */
export function PinPad({ label, busy = false, onPin }: { label: string; busy?: boolean; onPin: (pin: string) => void }) {
  const { t } = useWords();
  const [digits, setDigits] = useState('');

  function press(digit: string) {
    if (busy) return;
    const next = digits + digit;
    if (next.length < LENGTH) {
      setDigits(next);
      return;
    }
    setDigits('');
    onPin(next);
  }

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (/^\d$/.test(event.key)) {
      event.preventDefault();
      press(event.key);
    } else if (event.key === 'Backspace') {
      setDigits((now) => now.slice(0, -1));
    }
  });

  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);

  const filled = busy ? LENGTH : digits.length;
  return (
    <div className="pin" role="group" aria-label={label} data-testid="pin-pad">
      <p className="pin-dots" role="status" aria-label={t('pin.entered', { entered: filled, of: LENGTH })}>
        {Array.from({ length: LENGTH }, (_, at) => (
          <span key={at} className={at < filled ? 'pin-dot pin-dot-on' : 'pin-dot'} />
        ))}
      </p>
      <div className="pin-keys num">
        {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => (
          <button key={digit} type="button" disabled={busy} onClick={() => press(digit)}>
            {digit}
          </button>
        ))}
        <span />
        <button type="button" disabled={busy} onClick={() => press('0')}>
          0
        </button>
        <button type="button" disabled={busy} className="pin-key-plain" aria-label={t('pin.delete')} onClick={() => setDigits((now) => now.slice(0, -1))}>
          <BackspaceIcon />
        </button>
      </div>
    </div>
  );
}
