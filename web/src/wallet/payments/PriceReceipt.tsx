import type { ReactNode } from 'react';
import type { AppliedOffer, Money, PricedLine } from '../../api/types';
import { Amount } from '../../shared/Amount';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';

export interface Price {
  gross: Money;
  discount: Money;
  payable: Money;
  cashback: Money;
  applied: AppliedOffer[];
  lines: PricedLine[];
}

/** The price as a till receipt: the basket, gross, each discount with who gives it, what is paid, what is earned. */
export function PriceReceipt({ price, payLabel }: { price: Price; payLabel: string }) {
  const { t, language } = useWords();
  const basket = price.lines.filter((line) => line.name && line.name !== 'amount');
  return (
    <section className="receipt-wrap" aria-label={t('receipt.title')}>
      <div className="receipt num">
        {basket.map((line) => (
          <Line key={line.id} label={line.quantity > 1 ? `${line.name} × ${line.quantity}` : line.name} amount={formatMoney(line.amount, language)} />
        ))}
        <div className={basket.length > 0 ? 'receipt-part' : undefined}>
          <Line label={t('receipt.gross')} amount={formatMoney(price.gross, language)} />
          {price.applied.map((offer) => (
            <Line
              key={offer.offerId}
              label={offer.name}
              note={givers(offer, t('receipt.givenBy'), language)}
              amount={
                offer.discount.value > 0
                  ? formatMoney({ ...offer.discount, value: -offer.discount.value }, language)
                  : t('receipt.earnLater', { amount: formatMoney(offer.cashback, language) })
              }
              tone={offer.discount.value > 0 ? 'jade' : 'gold'}
            />
          ))}
        </div>
        <div className="receipt-part receipt-total">
          <span>{payLabel}</span>
          <Amount money={price.payable} size={34} />
        </div>
        {price.cashback.value > 0 && (
          <div className="receipt-line receipt-earn">
            <span>{t('receipt.earned')}</span>
            <span className="gold">{t('receipt.cashback', { amount: formatMoney(price.cashback, language) })}</span>
          </div>
        )}
      </div>
      <div className="zigzag" aria-hidden />
    </section>
  );
}

/** "银行 70% · 面馆 30%": by what each gives of this very payment. */
function givers(offer: AppliedOffer, lead: string, language: string): string | undefined {
  const parts = offer.sponsors.filter((sponsor) => sponsor.discount.value + sponsor.cashback.value > 0);
  if (parts.length === 0) return undefined;
  const named = parts.map((sponsor) => {
    const amount = { value: sponsor.discount.value + sponsor.cashback.value, currency: sponsor.discount.currency };
    return parts.length === 1 ? sponsor.name : `${sponsor.name} ${formatMoney(amount, language)}`;
  });
  return `${lead} ${named.join(' · ')}`;
}

export function Line({ label, note, amount, tone }: { label: ReactNode; note?: ReactNode; amount: ReactNode; tone?: 'jade' | 'gold' | undefined }) {
  return (
    <div className="receipt-line">
      <span className="receipt-what">
        {label}
        {note && <em>{note}</em>}
      </span>
      <span className={tone}>{amount}</span>
    </div>
  );
}
