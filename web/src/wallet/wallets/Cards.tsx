import { useMutation } from '@tanstack/react-query';
import { Dialog } from 'antd-mobile';
import { Link } from 'react-router';
import type { Card } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import type { Problem } from '../../shared/problem';
import { Empty, ErrorState, Skeleton } from '../../shared/states';
import { api, queryClient, useCards } from '../api';
import { Refusal } from '../parts';
import { Screen } from '../Screen';

export function Cards() {
  const { t } = useWords();
  const cards = useCards();
  const unlink = useMutation<unknown, Problem, string>({
    mutationFn: (id) => api.delete(`/cards/${id}`),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['cards'] }),
  });

  async function confirmUnlink(card: Card) {
    const sure = await Dialog.confirm({
      content: t('card.unlinkSure', { bank: card.bankName, last4: card.last4 }),
      confirmText: t('card.unlink'),
      cancelText: t('action.cancel'),
    });
    if (sure) unlink.mutate(card.id);
  }

  return (
    <Screen
      title={t('me.cards')}
      bottom={
        <Link className="button button-primary" to="/cards/new">
          {t('card.link')}
        </Link>
      }
    >
      <Refusal problem={unlink.error} />
      {cards.isPending && <Skeleton rows={[96, 96]} />}
      {cards.isError && <ErrorState error={cards.error} onRetry={() => void cards.refetch()} />}
      {cards.data?.items.length === 0 && <Empty>{t('card.none')}</Empty>}
      <ul className="stack">
        {cards.data?.items.map((card) => (
          <li key={card.id} className="bank-card">
            <span className="bank-card-bank">{card.bankName}</span>
            <span className="bank-card-brand">{t(`cardBrand.${card.brand}`)}</span>
            <span className="bank-card-number num">•••• {card.last4}</span>
            <button type="button" onClick={() => void confirmUnlink(card)} disabled={unlink.isPending}>
              {t('card.unlink')}
            </button>
          </li>
        ))}
      </ul>
    </Screen>
  );
}
