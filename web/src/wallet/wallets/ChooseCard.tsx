import { Link, useLocation } from 'react-router';
import type { Card } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { Empty } from '../../shared/states';
import { detour } from '../detour';

/** Which of one's cards the money comes from or goes to; another one can be linked on the way. */
export function ChooseCard({ cards, chosen, onChoose }: { cards: Card[]; chosen: string; onChoose: (cardId: string) => void }) {
  const { t } = useWords();
  const here = useLocation();
  return (
    <fieldset className="card rows choose-card">
      <legend className="visually-hidden">{t('cardMoney.card')}</legend>
      {cards.map((card) => (
        <label key={card.id} className="row">
          <input type="radio" name="card" checked={chosen === card.id} onChange={() => onChoose(card.id)} />
          <span className="row-main">
            {card.bankName}
            <span className="row-note num">
              {t(`cardBrand.${card.brand}`)} •••• {card.last4}
            </span>
          </span>
        </label>
      ))}
      <Link className="row" to={detour('/cards/new', here)}>
        <span className="row-main indigo">{t('cardMoney.otherCard')}</span>
      </Link>
    </fieldset>
  );
}

/** Where a card is needed and there is none. */
export function NoCard() {
  const { t } = useWords();
  const here = useLocation();
  return (
    <Empty
      action={
        <Link className="button button-primary button-inline" to={detour('/cards/new', here)}>
          {t('card.link')}
        </Link>
      }
    >
      {t('cardMoney.noCard')}
    </Empty>
  );
}
