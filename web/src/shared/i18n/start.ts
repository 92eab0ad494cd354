import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { en as commonEn } from './en';
import { zh as commonZh } from './zh';

export type Language = 'zh-CN' | 'en';

/** The words of an app in English: the same as in Chinese, and where a count may be one, a form for that (`rows` and `rows_one`). */
export type Words<Zh> = { [Name in keyof Zh]: Zh[Name] extends string ? string : Words<Zh[Name]> } & { [one: `${string}_one`]: string };

const KEPT = 'tongbao.language';

function firstLanguage(): Language {
  try {
    const kept = localStorage.getItem(KEPT);
    if (kept === 'zh-CN' || kept === 'en') return kept;
  } catch {
    // storage is off: the browser's language decides
  }
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

/** Starts the words of an app: its own, and behind them the common ones (problems, states, money). */
export function startI18n(zh: object = {}, en: object = {}): void {
  void i18next.use(initReactI18next).init({
    lng: firstLanguage(),
    fallbackLng: false,
    supportedLngs: ['zh-CN', 'en'],
    defaultNS: 'app',
    fallbackNS: 'common',
    resources: {
      'zh-CN': { app: zh, common: commonZh },
      en: { app: en, common: commonEn },
    },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  document.documentElement.lang = i18next.language;
}

export function switchLanguage(language: Language): void {
  try {
    localStorage.setItem(KEPT, language);
  } catch {
    // not kept then
  }
  document.documentElement.lang = language;
  void i18next.changeLanguage(language);
}

/** The words, and the language for Intl. */
export function useWords() {
  const { t, i18n } = useTranslation();
  return { t, language: i18n.language as Language };
}
