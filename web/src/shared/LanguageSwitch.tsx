import { switchLanguage, useWords } from './i18n/start';

/** Offers the other language, by its own name. */
export function LanguageSwitch({ className }: { className?: string }) {
  const { t, language } = useWords();
  const other = language === 'zh-CN' ? 'en' : 'zh-CN';
  return (
    <button type="button" className={className ?? 'language-switch'} lang={other} onClick={() => switchLanguage(other)}>
      {t('language.switch')}
    </button>
  );
}
