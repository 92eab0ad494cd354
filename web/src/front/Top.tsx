import { CoinMark } from '../shared/CoinMark';
import { useWords } from '../shared/i18n/start';
import { LanguageSwitch } from '../shared/LanguageSwitch';

export function Top() {
  const { t } = useWords();
  return (
    <header className="top">
      <a className="top-brand" href="/">
        <CoinMark size={30} />
        {t('brand')}
      </a>
      <LanguageSwitch />
    </header>
  );
}
