import { formatMoney } from '../../shared/money';

/** An amount of an asset as a person reads it: money as money, money counted (SPEND.CNY) as well, all else as a number. */
export function formatAsset(asset: string, minor: number, locale: string): string {
  const currency = /(?:^|\.)([A-Z]{3})$/.exec(asset)?.[1];
  if (currency && currency !== 'USE') {
    try {
      return formatMoney({ value: minor, currency }, locale);
    } catch {
      // Not a currency after all.
    }
  }
  return minor.toLocaleString(locale).replace('-', '\u2212');
}
