import type { TFunction } from 'i18next';
import type { FieldError, Problem } from './problem';

/** What to tell a person: in their language by the problem's code, with what the problem knows. */
export function problemText(t: TFunction, problem: Problem, language: string): string {
  if (problem.code === 'pin-wrong' && typeof problem.members.triesLeft === 'number') {
    return t('problem.pin-wrong-left', { count: problem.members.triesLeft });
  }
  if (problem.code === 'pin-locked' && typeof problem.members.until === 'string') {
    const time = new Date(problem.members.until).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' });
    return t('problem.pin-locked-until', { time });
  }
  if (problem.code === 'too-often' && problem.retryAfter !== undefined) {
    return t('problem.too-often-after', { seconds: problem.retryAfter });
  }
  const [first] = problem.errors;
  if (problem.code === 'invalid-field' && first) return fieldText(t, first);
  return t(`problem.${problem.code}`, { defaultValue: problem.detail || t('problem.unknown') });
}

/** What is wrong with one field, in the reader's language; by the server's English where there are no words for it. */
export function fieldText(t: TFunction, error: FieldError): string {
  return t([`fieldError.${error.code}`, `problem.${error.code}`], { defaultValue: `${error.field} ${error.message}` });
}
