import { useEffect, useState } from 'react';
import type { DemoStreet } from '../api/types';
import { createClient } from '../shared/client';
import { useWords } from '../shared/i18n/start';
import { formatMoney } from '../shared/money';

const api = createClient();
const LOOK_MS = 2_000;

/** The demo's street: how far it is, what it came to, and the switch that lets it go on in real time. */
export function StreetSwitch() {
  const { t, language } = useWords();
  const [street, setStreet] = useState<DemoStreet | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let over = false;
    const look = () =>
      api.get<DemoStreet>('/demo/street').then(
        (found) => !over && setStreet(found),
        () => !over && setFailed(true),
      );
    void look();
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, []);
  if (!street || (!street.figures && street.total === 0)) return null;
  const toggle = () => {
    setFailed(false);
    api.put<DemoStreet>('/demo/street', { live: !street.live }).then(setStreet, () => setFailed(true));
  };
  const figures = street.figures;
  return (
    <section className="street" aria-label={t('street.title')}>
      <div>
        <h2>{t('street.title')}</h2>
        {figures ? (
          <p className="num">
            {t('street.figures', {
              shops: figures.shops,
              customers: figures.customers,
              payments: figures.payments.toLocaleString(language),
              amount: formatMoney(figures.taken, language),
            })}
          </p>
        ) : (
          <>
            <p className="num">{t('street.filling', { done: street.done.toLocaleString(language), total: street.total.toLocaleString(language) })}</p>
            <progress value={street.done} max={street.total} aria-label={t('street.title')} />
          </>
        )}
        {failed && <p role="alert">{t('street.failed')}</p>}
      </div>
      {figures && (
        <button type="button" role="switch" aria-checked={street.live} className={street.live ? 'street-switch on' : 'street-switch'} onClick={toggle}>
          <i aria-hidden />
          {street.live ? t('street.live') : t('street.still')}
        </button>
      )}
    </section>
  );
}
