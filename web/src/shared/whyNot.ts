import type { TFunction } from 'i18next';
import { formatMoney } from './money';

/** What was asked for and what was seen, as the engine says it. */
export interface Miss {
  code: string;
  condition: string;
  seen: string;
}

/** Why an offer did not apply, with the figures where the reason has any. */
export function whyNotWords({ code, condition, seen }: Miss, currency: string, t: TFunction, language: string): string {
  const wanted = />= (\d+)$/.exec(condition)?.[1];
  if (wanted && /^\d+$/.test(seen)) {
    const money = (minor: string) => formatMoney({ value: Number(minor), currency }, language);
    if (code === 'below-threshold') return t('whyNot.below-threshold-by', { threshold: money(wanted), seen: money(seen) });
    if (code === 'too-few-units') return t('whyNot.too-few-units-by', { wanted, seen });
  }
  return t(`whyNot.${code}`, { defaultValue: [condition, seen].filter(Boolean).join(' · ') || code });
}
