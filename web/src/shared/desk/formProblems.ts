import type { FormInstance } from 'antd';
import type { TFunction } from 'i18next';
import { asProblem } from '../problem';

/**
 * Puts the field errors of a refusal at their fields and answers whether all found a place. A server's field "budget.perDay"
 * or "steps[1].off" finds the form's field of the same path, or the nearest above it, or the one named in `places`.
 */
export function showAtFields(form: FormInstance, error: unknown, t: TFunction, places: Record<string, string | (string | number)[]> = {}): boolean {
  const problem = asProblem(error);
  const known = Object.keys(form.getFieldsValue(true) as object);
  let allPlaced = problem.errors.length > 0;
  for (const fault of problem.errors) {
    const path = fault.field.replace(/\[(\d+)\]/g, '.$1').split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
    const place = places[fault.field] ?? places[String(path[0])] ?? (known.includes(String(path[0])) ? path.filter((part) => part !== 'value') : undefined);
    if (place === undefined) {
      allPlaced = false;
      continue;
    }
    const message = t(`fieldError.${fault.code}`, { defaultValue: fault.message });
    form.setFields([{ name: place, errors: [message] }]);
  }
  return allPlaced;
}
