import { Input } from 'antd';
import type { TFunction } from 'i18next';
import { currencySymbol, parseAmount, parseMoney } from '../money';
import { useWords } from '../i18n/start';

interface Props {
  currency: string;
  id?: string;
  value?: string;
  onChange?: (typed: string) => void;
  'aria-label'?: string;
  placeholder?: string;
  disabled?: boolean;
  status?: '' | 'error';
  'aria-invalid'?: boolean;
  'aria-describedby'?: string;
}

/** A field for an amount. Its value is what was typed, so that nothing is lost or rounded while typing. */
export function AmountInput({ currency, value, onChange, ...rest }: Props) {
  const { language } = useWords();
  return (
    <Input
      {...rest}
      className="num"
      inputMode="decimal"
      autoComplete="off"
      prefix={<span className="muted">{currencySymbol(currency, language)}</span>}
      value={value ?? ''}
      onChange={(event) => onChange?.(event.target.value)}
    />
  );
}

/** A rule for antd's Form: an amount that can be read, exactly, or nothing where it is optional. */
export function amountRule(t: TFunction, currency: string, optional = false) {
  return {
    validator: async (_: unknown, typed: string | undefined) => {
      const parsed = parseAmount(typed ?? '', currency);
      if (parsed.ok || (optional && parsed.fault === 'empty')) return;
      throw new Error(t(`amount.${parsed.fault}`));
    },
  };
}

/** The same for an amount that may be zero. */
export function moneyRule(t: TFunction, currency: string) {
  return {
    validator: async (_: unknown, typed: string | undefined) => {
      const parsed = parseMoney(typed ?? '', currency);
      if (!parsed.ok) throw new Error(t(`amount.${parsed.fault}`));
    },
  };
}
