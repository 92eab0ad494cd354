import type { TFunction } from 'i18next';
import type { AppliedOffer, Bill, Money, Payment, Refund } from '../../api/types';
import { formatMoney } from '../../shared/money';

/** A receipt as a list, for whatever it is drawn on. */
export interface ReceiptLine {
  label: string;
  note?: string;
  amount: string;
  tone?: 'jade' | 'gold' | 'total';
  /** Whether something new begins with it. */
  part?: boolean;
}

/** What the payment cost, who gave what, from where it was paid, and what came back. */
export function receiptLines(payment: Payment, refunds: Refund[], t: TFunction, language: string): ReceiptLine[] {
  const amount = (money: Money, showPlus = false) => formatMoney(money, language, showPlus);
  const lines: ReceiptLine[] = [
    ...payment.lines
      .filter((line) => line.name && line.name !== 'amount')
      .map((line) => ({ label: line.quantity > 1 ? `${line.name} × ${line.quantity}` : line.name, amount: amount(line.amount) })),
    { label: t('receipt.gross'), amount: amount(payment.gross), part: true },
    ...payment.applied.map((offer) => ({
      label: offer.name,
      note: givers(offer, t('receipt.givenBy'), amount),
      amount: offer.discount.value > 0 ? amount({ ...offer.discount, value: -offer.discount.value }) : t('receipt.earnLater', { amount: amount(offer.cashback) }),
      tone: offer.discount.value > 0 ? ('jade' as const) : ('gold' as const),
    })),
    { label: t('receipt.paid'), amount: amount(payment.paid), tone: 'total', part: true },
    ...sources(payment, t).map(({ name, money }) => ({ label: name, amount: amount(money) })),
  ];
  for (const refund of refunds) {
    lines.push({ label: t('refund.title'), note: new Date(refund.at).toLocaleString(language), amount: amount(refund.gross), part: true });
    for (const { name, money } of back(refund, t)) lines.push({ label: name, amount: amount(money, true), tone: 'jade' });
    for (const sponsor of refund.sponsors) lines.push({ label: t('refund.toSponsor', { name: sponsor.name }), amount: amount(given(sponsor)) });
  }
  return lines;
}

/** A top-up, a withdrawal or a send: what moved, and the bonus on top of it. */
export function movementLines(bill: Bill, t: TFunction, language: string): ReceiptLine[] {
  return [
    { label: t(`bill.kind.${bill.kind}`), amount: formatMoney(bill.amount, language, true), tone: 'total' },
    ...(bill.saved ? [{ label: t('pay.bonus'), amount: formatMoney(bill.saved, language, true), tone: 'gold' as const }] : []),
  ];
}

const given = (sponsor: AppliedOffer['sponsors'][number]): Money => ({ ...sponsor.discount, value: sponsor.discount.value + sponsor.cashback.value });

/** One giver by name; of several, each with what it gave. */
function givers(offer: AppliedOffer, lead: string, amount: (money: Money) => string): string {
  const parts = offer.sponsors.filter((sponsor) => given(sponsor).value > 0);
  return `${lead} ${parts.map((sponsor) => (parts.length === 1 ? sponsor.name : `${sponsor.name} ${amount(given(sponsor))}`)).join(' · ')}`;
}

function sources({ funding }: Payment, t: TFunction): { name: string; money: Money }[] {
  const bonus = funding.bonus?.value ?? 0;
  const balance = funding.balance.value - bonus;
  return [
    ...(bonus > 0 ? [{ name: t('pay.bonus'), money: { ...funding.balance, value: bonus } }] : []),
    ...(balance > 0 || (bonus === 0 && !funding.card) ? [{ name: t('pay.balance'), money: { ...funding.balance, value: balance } }] : []),
    ...(funding.card ? [{ name: funding.card.name ?? t('pay.card'), money: funding.card.amount }] : []),
  ];
}

function back(refund: Refund, t: TFunction): { name: string; money: Money }[] {
  const { cashToCustomer, toBonus, toCard } = refund;
  const toBalance = cashToCustomer.value - toBonus.value - (toCard?.amount.value ?? 0);
  return [
    ...(toBonus.value > 0 ? [{ name: t('refund.toBonus'), money: toBonus }] : []),
    ...(toBalance !== 0 ? [{ name: t('refund.toYou'), money: { ...cashToCustomer, value: toBalance } }] : []),
    ...(toCard ? [{ name: toCard.state === 'to_wallet' ? t('refund.toYou') : t('refund.toCard', { name: toCard.name ?? t('pay.card') }), money: toCard.amount }] : []),
  ];
}
