import { useWords } from '../i18n/start';
import { asProblem } from '../problem';
import { problemText } from '../problemText';
import { Warning } from '../states';

/** A refusal beside the button that caused it: in words, with an icon, read out at once. */
export function ProblemNote({ error, title }: { error: unknown; title?: string }) {
  const { t, language } = useWords();
  if (!error) return null;
  return (
    <div className="problem" role="alert">
      <Warning size={20} />
      <span>
        {title && <strong>{title}</strong>}
        {problemText(t, asProblem(error), language)}
      </span>
    </div>
  );
}
