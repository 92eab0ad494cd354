import { useWords } from './i18n/start';
import { fullTime, shortMoment, shortTime } from './time';

/** A moment: short, with the full time on hover; `hour` where the hour matters on other days too. */
export function When({ at, full = false, hour = false }: { at: string; full?: boolean; hour?: boolean }) {
  const { language } = useWords();
  return (
    <time dateTime={at} title={fullTime(at, language)}>
      {full ? fullTime(at, language) : hour ? shortMoment(at, language) : shortTime(at, language)}
    </time>
  );
}
