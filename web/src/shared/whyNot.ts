import type { TFunction } from 'i18next';
import { formatMoney } from './money';
import { type BankNames, channelNames, sourceWords } from './offerWords';

/** What was asked for and what was seen, as the engine says it. */
export interface Miss {
  code: string;
  condition: string;
  seen: string;
}

/** Why an offer did not apply, with the figures and names where the reason has any. */
export function whyNotWords({ code, condition, seen }: Miss, currency: string, t: TFunction, language: string, banks?: BankNames): string {
  const wanted = />= (\d+)$/.exec(condition)?.[1];
  if (wanted && /^\d+$/.test(seen)) {
    const money = (minor: string) => formatMoney({ value: Number(minor), currency }, language);
    if (code === 'below-threshold') return t('whyNot.below-threshold-by', { threshold: money(wanted), seen: money(seen) });
    if (code === 'too-few-units') return t('whyNot.too-few-units-by', { wanted, seen });
  }
  if (code === 'other-source' && condition.startsWith('paid with ')) {
    const source = { kinds: namesOf('kind', condition), issuers: namesOf('issuer', condition), brands: namesOf('brand', condition) };
    return t('whyNot.other-source-than', { source: sourceWords(source, t, language, banks) });
  }
  if (code === 'other-channel') {
    const channels = namesOf('channel is one of', condition);
    if (channels.length > 0) return t('whyNot.other-channel-than', { names: channelNames(channels, t, language) });
  }
  const days = /^joined at most (\d+) days ago$/.exec(condition)?.[1];
  if (code === 'not-new' && days) return t('whyNot.not-new-within', { days });
  return t(`whyNot.${code}`, { defaultValue: [condition, seen].filter(Boolean).join(' · ') || code });
}

/** "kind [card] issuer [abc, icbc]": the names that the engine lists after a word. */
function namesOf(word: string, condition: string): string[] {
  const [, names = ''] = new RegExp(`\\b${word} \\[([^\\]]*)\\]`).exec(condition) ?? [];
  return names.split(', ').filter((name) => name !== '');
}
