import type { ReactNode } from 'react';
import { useWords } from '../i18n/start';
import { asProblem } from '../problem';
import { problemText } from '../problemText';
import { Warning } from '../states';

/** Something is wrong, in words and with an icon, read out at once. */
export function ProblemBox({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <div className="problem" role="alert">
      <Warning size={20} />
      <div>
        {title && <strong>{title}</strong>}
        {children}
      </div>
    </div>
  );
}

/** A refusal beside the button that caused it. */
export function ProblemNote({ error, title }: { error: unknown; title?: string }) {
  const { t, language } = useWords();
  return error ? <ProblemBox title={title}>{problemText(t, asProblem(error), language)}</ProblemBox> : null;
}

/** What is wrong with one field outside of antd's Form, as a Form shows it; the field names it by `aria-describedby`. */
export function FieldFault({ id, children }: { id: string; children: ReactNode }) {
  return children ? (
    <div id={id} role="alert" className="field-fault">
      {children}
    </div>
  ) : null;
}
