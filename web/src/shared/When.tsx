import { useWords } from './i18n/start';
import { fullTime, shortTime } from './time';

/** A moment: short, with the full time on hover. */
export function When({ at, full = false }: { at: string; full?: boolean }) {
  const { language } = useWords();
  return (
    <time dateTime={at} title={fullTime(at, language)}>
      {full ? fullTime(at, language) : shortTime(at, language)}
    </time>
  );
}
