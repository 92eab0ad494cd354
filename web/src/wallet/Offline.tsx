import { useEffect, useEffectEvent } from 'react';
import { CoinOutline } from '../shared/CoinMark';
import { useWords } from '../shared/i18n/start';
import { useOnline } from '../shared/states';
import { Button } from './parts';

/** The wallet opened without a network: what can't be known is not shown, and it goes on by itself when the network is back. */
export function Offline({ onBack }: { onBack: () => void }) {
  const { t } = useWords();
  const online = useOnline();
  const back = useEffectEvent(onBack);
  useEffect(() => {
    if (online) back();
  }, [online]);
  return (
    <main className="column offline-screen">
      <div className="state" role="alert">
        <CoinOutline />
        <h1>{t('offline.title')}</h1>
        <p>{t('offline.why')}</p>
        <Button className="button-inline" onClick={onBack}>
          {t('state.retry')}
        </Button>
      </div>
    </main>
  );
}
