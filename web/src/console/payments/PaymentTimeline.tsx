import type { Payment, Refund } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { formatMoney, type Money } from '../../shared/money';
import { Timeline, type TimelineItem } from '../Timeline';

/** What happened to a payment, and where each part of the money came from or went. */
export function PaymentTimeline({ payment, refunds }: { payment: Payment; refunds: Refund[] }) {
  const { t, language } = useWords();
  const part = (name: string, money: Money) => (money.value > 0 ? `${t(`payments.parts.${name}`)} ${formatMoney(money, language)}` : '');
  const list = (...parts: (string | false | null | undefined)[]) => parts.filter(Boolean).join(' · ');
  const bearers = (offers: { name: string; money: Money }[]) => offers.filter(({ money }) => money.value > 0).map(({ name, money }) => `${name} ${formatMoney(money, language)}`);
  const borne = bearers(payment.applied.flatMap((offer) => offer.sponsors).map((sponsor) => ({ name: sponsor.name, money: { ...sponsor.discount, value: sponsor.discount.value + sponsor.cashback.value } })));
  const items: TimelineItem[] = [];
  if (payment.orderedAt) items.push({ key: 'ordered', at: payment.orderedAt, title: t('payments.events.ordered'), detail: payment.orderNumber });
  items.push({
    key: 'paid',
    at: payment.at,
    title: t(`payments.events.${payment.state === 'pending' || payment.state === 'declined' ? payment.state : 'paid'}`),
    tone: payment.state === 'pending' ? 'indigo' : payment.state === 'declined' ? 'amber' : 'jade',
    amount: payment.paid,
    detail: list(part('balance', payment.funding.balance), payment.funding.card && part('card', payment.funding.card.amount), ...borne, part('cashback', payment.cashback)),
  });
  for (const refund of refunds) {
    const card = refund.toCard?.amount.value ?? 0;
    const back = bearers(refund.sponsors.map((sponsor) => ({ name: sponsor.name, money: { ...sponsor.discount, value: sponsor.discount.value + sponsor.cashback.value } })));
    items.push({
      key: refund.id,
      at: refund.at,
      title: t(`payments.events.${refund.full ? 'refundedFull' : 'refundedPart'}`),
      tone: 'amber',
      amount: { ...refund.gross, value: -refund.gross.value },
      detail: list(
        part('toBalance', { ...refund.cashToCustomer, value: refund.cashToCustomer.value - card - refund.toBonus.value }),
        part('toBonus', refund.toBonus),
        refund.toCard && part('toCard', refund.toCard.amount),
        ...back,
        part('cashbackBack', refund.cashbackTakenBack),
      ),
    });
    if (refund.toCard?.finishedAt) {
      items.push({ key: `${refund.id} card`, at: refund.toCard.finishedAt, title: t(`payments.events.${refund.toCard.state === 'done' ? 'cardPaidOut' : 'cardToWallet'}`), tone: refund.toCard.state === 'done' ? 'jade' : 'amber', amount: refund.toCard.amount });
    }
  }
  return <Timeline items={items.sort((one, other) => one.at.localeCompare(other.at))} />;
}
