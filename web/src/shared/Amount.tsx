import { useWords } from './i18n/start';
import { formatMoney, moneyParts, type Money } from './money';

/** An amount with its symbol and decimals smaller than its figures. Give `size` in px. */
export function Amount({ money, size = 40, plus = false }: { money: Money; size?: number; plus?: boolean }) {
  const { language } = useWords();
  const { sign, symbol, whole, fraction } = moneyParts(money, language, plus);
  const small = Math.round(size * 0.56);
  return (
    <span className="num amount" style={{ fontSize: size, fontWeight: 700, letterSpacing: size > 24 ? '-0.02em' : undefined, whiteSpace: 'nowrap' }}>
      <span className="visually-hidden">{formatMoney(money, language, plus)}</span>
      <span aria-hidden>
        <span style={{ fontSize: small }}>
          {sign}
          {symbol}
        </span>
        {whole}
        <span style={{ fontSize: small }}>{fraction}</span>
      </span>
    </span>
  );
}
