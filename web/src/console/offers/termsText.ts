import type { TFunction } from 'i18next';
import type { FieldError } from '../../shared/problem';
import { fieldText } from '../../shared/problemText';

/**
 * What is wrong with a field of an offer. The engine has one code for all that is wrong in benefits and conditions; what it wants
 * stands in its own words, which are added.
 */
export function termsText(t: TFunction, fault: FieldError): string {
  const text = fieldText(t, fault);
  return /^(benefit|condition)\b/.test(fault.field) ? `${text}: ${fault.message}` : text;
}
