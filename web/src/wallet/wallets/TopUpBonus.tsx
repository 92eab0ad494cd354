import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Money, TopUpQuote } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { whyNotWords } from '../../shared/whyNot';
import { api, queryClient } from '../api';

const PAUSE_MS = 350;

interface Asked {
  cardId: string;
  amount: Money;
}

export interface BonusShown {
  /** What is on the screen for exactly what is typed; undefined while it is asked for, or could not be. */
  shown: TopUpQuote | undefined;
  asking: boolean;
  failed: boolean;
  retry: () => void;
  replace: (quote: TopUpQuote) => void;
}

const keyOf = (asked: Asked | null) => ['top-up-quote', asked?.cardId, asked?.amount.value];

/** The bonus of a top-up while its amount is typed: asked for once the typing rests. */
export function useTopUpBonus(asked: Asked | null): BonusShown {
  const text = JSON.stringify(asked);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const request = JSON.parse(settled) as Asked | null;
  const quote = useQuery({
    queryKey: keyOf(request),
    queryFn: ({ signal }) => api.post<TopUpQuote>('/top-up-quotes', request, { signal }),
    enabled: request !== null,
    retry: false,
    gcTime: 0,
  });
  const current = asked !== null && settled === text;
  return {
    shown: current && quote.isSuccess ? quote.data : undefined,
    asking: asked !== null && (!current || quote.isPending),
    failed: current && quote.isError,
    retry: () => void quote.refetch(),
    replace: (next) => queryClient.setQueryData(keyOf(request), next),
  };
}

/** What comes on top, named, with who gives it; or why there is nothing. */
export function BonusOfTopUp({ bonus, changed }: { bonus: BonusShown; changed: boolean }) {
  const { t, language } = useWords();
  const { shown } = bonus;
  if (bonus.asking) {
    return (
      <p className="muted small" role="status">
        {t('topUpBonus.asking')}
      </p>
    );
  }
  if (bonus.failed) {
    return (
      <p className="notice" role="status">
        {t('topUpBonus.failed')}{' '}
        <button type="button" className="link" onClick={bonus.retry}>
          {t('topUpBonus.retry')}
        </button>
      </p>
    );
  }
  if (!shown) return null;
  const money = (amount: Money) => formatMoney(amount, language);
  return (
    <div className="stack-small" aria-live="polite">
      {changed && (
        <p className="notice notice-warn" role="alert">
          {t('topUpBonus.changed', { amount: money(shown.bonus) })}
        </p>
      )}
      {shown.offers.map((offer) => (
        <div key={offer.offerId} className="card padded num" data-testid="top-up-bonus">
          <p className="gold">{t('topUpBonus.gives', { name: offer.name, amount: money(offer.bonus) })}</p>
          <p className="muted small">
            {t('receipt.givenBy')}{' '}
            {offer.sponsors
              .filter((sponsor) => sponsor.bonus.value > 0)
              .map((sponsor) => sponsor.name)
              .join(' · ')}
          </p>
          <p className="muted small">{t('topUpBonus.use')}</p>
        </div>
      ))}
      {shown.offers.length === 0 &&
        shown.notApplied.slice(0, 2).map((missed) => (
          <p key={missed.offerId} className="muted small" data-testid="top-up-missed">
            {missed.name}: {whyNotWords(missed, shown.amount.currency, t, language)}
          </p>
        ))}
    </div>
  );
}
