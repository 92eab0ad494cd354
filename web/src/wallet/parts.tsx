import type { TFunction } from 'i18next';
import { type ButtonHTMLAttributes, type InputHTMLAttributes, type ReactNode, useId } from 'react';
import { CoinMark } from '../shared/CoinMark';
import { useWords } from '../shared/i18n/start';
import { currencySymbol } from '../shared/money';
import type { Problem } from '../shared/problem';
import { fieldText, problemText } from '../shared/problemText';
import { Warning } from '../shared/states';

export function Button({
  kind = 'primary',
  busy = false,
  children,
  disabled,
  className = '',
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { kind?: 'primary' | 'ghost' | 'plain'; busy?: boolean }) {
  return (
    <button type="button" className={`button button-${kind} ${className}`} disabled={disabled || busy} aria-busy={busy || undefined} {...rest}>
      {busy && <CoinMark size={20} className="coin-turning button-coin" />}
      {children}
    </button>
  );
}

/** The next page of a list that has one. */
export function MoreOf({ list }: { list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> } }) {
  const { t } = useWords();
  return list.hasNextPage ? (
    <Button kind="ghost" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
      {t('action.more')}
    </Button>
  ) : null;
}

/** A labelled field whose fault stands below it, in words. */
export function Field({
  label,
  help,
  fault,
  prefix,
  suffix,
  ...input
}: Omit<InputHTMLAttributes<HTMLInputElement>, 'prefix'> & { label: string; help?: ReactNode; fault?: string | undefined; prefix?: ReactNode; suffix?: ReactNode }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className={`field-box${fault ? ' field-wrong' : ''}`}>
        {prefix}
        <input id={id} aria-invalid={fault ? true : undefined} aria-describedby={`${id}-note`} {...input} />
        {suffix}
      </div>
      <p id={`${id}-note`} className={fault ? 'field-fault' : 'field-help'} role={fault ? 'alert' : undefined}>
        {fault ? (
          <>
            <Warning size={15} /> {fault}
          </>
        ) : (
          help
        )}
      </p>
    </div>
  );
}

/** A large field for an amount, with the currency's symbol before it. */
export function AmountField({
  label,
  currency,
  value,
  onChange,
  fault,
  help,
  autoFocus,
}: {
  label: string;
  currency: string;
  value: string;
  onChange: (typed: string) => void;
  fault?: string | undefined;
  help?: ReactNode;
  autoFocus?: boolean;
}) {
  const { language } = useWords();
  return (
    <div className="amount-field">
      <Field
        label={label}
        inputMode="decimal"
        autoComplete="off"
        maxLength={20}
        placeholder="0.00"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        prefix={<span aria-hidden>{currencySymbol(currency, language)}</span>}
        fault={fault}
        help={help}
        autoFocus={autoFocus}
      />
    </div>
  );
}

/** What the last press of the button met, near the button. */
export function Refusal({ problem }: { problem: Problem | null | undefined }) {
  const { t, language } = useWords();
  if (!problem) return null;
  return (
    <p className="refusal" role="alert">
      <Warning size={18} />
      <span>{problemText(t, problem, language)}</span>
    </p>
  );
}

/** The square with one character that stands for a shop or a person. */
export function Avatar({ name, tone = 'sand' }: { name: string; tone?: 'sand' | 'jade' | 'cinnabar' | 'indigo' }) {
  return (
    <span className={`avatar avatar-${tone}`} aria-hidden>
      {[...name.trim()][0] ?? '·'}
    </span>
  );
}

/** A tick that draws itself. */
export function Tick({ size = 72 }: { size?: number }) {
  return (
    <svg className="tick-mark" width={size} height={size} viewBox="0 0 72 72" fill="none" stroke="currentColor" strokeLinecap="round" strokeLinejoin="round" aria-hidden>
      <circle className="tick-ring" cx="36" cy="36" r="33" strokeWidth="4" pathLength={1} />
      <path className="tick-line" d="M22 37l10 10 19-21" strokeWidth="5" pathLength={1} />
    </svg>
  );
}

/** What the server said about one field, in the reader's language, if it said something. */
export function fieldFault(t: TFunction, problem: Problem | null | undefined, field: string): string | undefined {
  const found = problem?.errors.find((error) => error.field === field || error.field.startsWith(`${field}.`));
  return found && fieldText(t, found);
}
