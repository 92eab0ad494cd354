import { Link } from 'react-router';
import type { Card, FundingRequest, Money, Quote } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';

/** All from the balance, all from a card, or all of a balance that is too small and the rest from a card. */
export type Way = 'balance' | 'card' | 'both';

export interface Choice {
  way: Way;
  cardId?: string | undefined;
}

/** What is proposed before anything is chosen: the balance if it is enough, else the rest from the default card. */
export function proposed(quote: Quote, cards: readonly Card[], declinedCard?: string): Choice {
  const card = cards.find((each) => each.default && each.id !== declinedCard) ?? cards.find((each) => each.id !== declinedCard) ?? cards[0];
  if (!card || quote.available.value >= quote.payable.value) return { way: 'balance', cardId: card?.id };
  return { way: quote.available.value > 0 ? 'both' : 'card', cardId: card.id };
}

/** Whether what was chosen for an earlier price can be had for this one. */
export function fits(choice: Choice, quote: Quote): boolean {
  const short = quote.available.value < quote.payable.value;
  return choice.way === 'card' || (choice.way === 'balance' ? !short : short && quote.available.value > 0);
}

/** What the choice says to the API; nothing when all comes from the balance. */
export function fundingOf(choice: Choice, quote: Quote): FundingRequest | undefined {
  if (choice.way === 'balance' || !choice.cardId) return undefined;
  return choice.way === 'card' ? { cardId: choice.cardId } : { cardId: choice.cardId, balance: quote.available };
}

export function ChooseFunding({ quote, cards, choice, onChange, next }: { quote: Quote; cards: readonly Card[]; choice: Choice; onChange: (choice: Choice) => void; next: string }) {
  const { t, language } = useWords();
  const money = (amount: Money) => formatMoney(amount, language);
  const short = quote.available.value < quote.payable.value;
  const rest = { ...quote.payable, value: quote.payable.value - quote.available.value };
  const option = (way: Way, label: string, note: string, disabled = false) => (
    <label className="row">
      <input type="radio" name="funding" value={way} checked={choice.way === way} disabled={disabled} onChange={() => onChange({ ...choice, way })} />
      <span className="row-main">
        {label}
        <span className="row-note num">{note}</span>
      </span>
    </label>
  );
  return (
    <>
      <fieldset className="card rows choose-card" data-testid="funding">
        <legend className="visually-hidden">{t('pay.from')}</legend>
        {option('balance', t('pay.balance'), t('cardMoney.available', { amount: money(quote.available) }), short)}
        {cards.length > 0 && option('card', t('pay.card'), t('pay.cardNote', { amount: money(quote.payable) }))}
        {cards.length > 0 && short && quote.available.value > 0 && option('both', t('pay.both'), t('pay.bothNote', { balance: money(quote.available), card: money(rest) }))}
        {cards.length === 0 && (
          <Link className="row" to={`/cards/new?next=${encodeURIComponent(next)}`}>
            <span className="row-main indigo">{t('pay.linkCard')}</span>
          </Link>
        )}
      </fieldset>
      {choice.way !== 'balance' && (
        <fieldset className="card rows choose-card">
          <legend className="visually-hidden">{t('pay.whichCard')}</legend>
          {cards.map((card) => (
            <label key={card.id} className="row">
              <input type="radio" name="card" checked={choice.cardId === card.id} onChange={() => onChange({ ...choice, cardId: card.id })} />
              <span className="row-main">
                {card.bankName}
                <span className="row-note num">
                  {t(`card.brand.${card.brand}`)} •••• {card.last4}
                </span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}
