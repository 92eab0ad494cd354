import { Link } from 'react-router';
import type { Card, FundingRequest, Money, PaymentSource, Quote } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';

/** All from the balance, all from a card, or all of a balance that is too small and the rest from a card. */
export type Way = 'balance' | 'card' | 'both';

export interface Choice {
  way: Way;
  cardId?: string | undefined;
}

/**
 * What is proposed before anything is chosen: the balance if it is enough, else the rest from the default card. A price that was made for
 * a card is proposed for that card, or one that is the same to it.
 */
export function proposed(quote: Quote, cards: readonly Card[], declinedCard?: string): Choice {
  const priced = quote.dependsOnSource ? cards.find((each) => isSame(quote.source, sourceOf({ way: 'card', cardId: each.id }, cards))) : undefined;
  if (priced) return { way: 'card', cardId: priced.id };
  const card = cards.find((each) => each.default && each.id !== declinedCard) ?? cards.find((each) => each.id !== declinedCard) ?? cards[0];
  if (!card || quote.available.value >= quote.payable.value) return { way: 'balance', cardId: card?.id };
  return { way: quote.available.value > 0 ? 'both' : 'card', cardId: card.id };
}

/**
 * What was chosen for an earlier price, as it can be had for this one; nothing if it can't be had. Where the price depends on the choice
 * the balance stays chosen though it is too small (it has a price of its own), and all comes from the card where a part need no longer.
 */
export function kept(choice: Choice, quote: Quote): Choice | undefined {
  const short = quote.available.value < quote.payable.value;
  if (choice.way === 'card') return choice;
  if (choice.way === 'balance') return !short || quote.dependsOnSource ? choice : undefined;
  if (short && quote.available.value > 0) return choice;
  return quote.dependsOnSource ? { ...choice, way: 'card' } : undefined;
}

/** What a payment so chosen is paid with, as prices are made for it: a part from a card is by card. */
export function sourceOf(choice: Choice, cards: readonly Card[]): PaymentSource {
  const card = choice.way === 'balance' ? undefined : cards.find((each) => each.id === choice.cardId);
  return card ? { kind: 'card', issuer: card.bankCode, brand: card.brand } : { kind: 'balance', issuer: null, brand: null };
}

/** Whether the price is one for this choice: only then it may be paid so. */
export function isPriceOf(quote: Quote, choice: Choice, cards: readonly Card[]): boolean {
  return !quote.dependsOnSource || isSame(quote.source, sourceOf(choice, cards));
}

function isSame(one: PaymentSource, other: PaymentSource): boolean {
  return one.kind === other.kind && (one.issuer ?? null) === (other.issuer ?? null) && (one.brand ?? null) === (other.brand ?? null);
}

/** What the choice says to the API; nothing when all comes from the balance. */
export function fundingOf(choice: Choice, quote: Quote): FundingRequest | undefined {
  if (choice.way === 'balance' || !choice.cardId) return undefined;
  return choice.way === 'card' ? { cardId: choice.cardId } : { cardId: choice.cardId, balance: quote.available };
}

export function ChooseFunding({
  quote,
  cards,
  choice,
  onChange,
  next,
  disabled,
  focused,
}: {
  quote: Quote;
  cards: readonly Card[];
  choice: Choice;
  onChange: (choice: Choice) => void;
  next: string;
  /** While a price is made for what was chosen, or it is being paid. */
  disabled: boolean;
  /** Which of its choices brought this price: the keyboard goes on from there. */
  focused: 'way' | 'card' | undefined;
}) {
  const { t, language } = useWords();
  const money = (amount: Money) => formatMoney(amount, language);
  const short = quote.available.value < quote.payable.value;
  const rest = { ...quote.payable, value: quote.payable.value - quote.available.value };
  const available =
    t('cardMoney.available', { amount: money(quote.available) }) + (quote.bonus.value > 0 ? ` · ${t('pay.ofWhichBonus', { amount: money(quote.bonus) })}` : '');
  const option = (way: Way, label: string, note: string, impossible = false) => (
    <label className="row">
      <input type="radio" name="funding" value={way} checked={choice.way === way} disabled={disabled || impossible} autoFocus={focused === 'way' && choice.way === way} onChange={() => onChange({ ...choice, way })} />
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
        {option('balance', t('pay.balance'), available, short && !quote.dependsOnSource)}
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
              <input type="radio" name="card" checked={choice.cardId === card.id} disabled={disabled} autoFocus={focused === 'card' && choice.cardId === card.id} onChange={() => onChange({ ...choice, cardId: card.id })} />
              <span className="row-main">
                {card.bankName}
                <span className="row-note num">
                  {t(`cardBrand.${card.brand}`)} •••• {card.last4}
                </span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}
