import type { FormInstance } from 'antd';
import type { TFunction } from 'i18next';
import { asProblem } from '../problem';
import { fieldText } from '../problemText';

type Path = (string | number)[];

/**
 * Puts the field errors of a refusal at their fields. A form whose fields bear the server's names needs nothing more:
 * "budget.perDay.value" and "steps[1].off" find theirs; `rename` is for those that are called otherwise.
 */
export function showAtFields(form: FormInstance, error: unknown, t: TFunction, rename: (field: string) => string = (field) => field): void {
  for (const fault of asProblem(error).errors) {
    const path = pathOf(rename(fault.field));
    // A field that is not on the screen is told of by the problem's own words.
    if (form.getFieldInstance(path) !== undefined) form.setFields([{ name: path, errors: [fieldText(t, fault)] }]);
    else form.setFields([{ name: path.slice(0, 1), errors: [fieldText(t, fault)] }]);
  }
}

function pathOf(field: string): Path {
  const parts = field.replace(/\[(\d+)\]/g, '.$1').split('.');
  const path: Path = parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  // An amount is one field on the screen and two in the API.
  return path.length > 1 && (path.at(-1) === 'value' || path.at(-1) === 'currency') ? path.slice(0, -1) : path;
}
