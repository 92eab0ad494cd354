import type { FormInstance } from 'antd';
import type { TFunction } from 'i18next';
import { asProblem, type FieldError } from '../problem';
import { fieldText } from '../problemText';

type Path = (string | number)[];

interface Telling {
  /** The form's field for one of the API's, where it is called otherwise there. */
  rename?: (fault: FieldError) => string;
  words?: (t: TFunction, fault: FieldError) => string;
}

/**
 * Puts the field errors of a refusal at their fields: "budget.perDay.value" and "sponsors[1].name" find theirs, what is wrong within a
 * list or group that is one field stands at that.
 *
 * @returns those that have no field on the screen
 */
export function showAtFields(form: FormInstance, error: unknown, t: TFunction, { rename = ({ field }) => field, words = fieldText }: Telling = {}): FieldError[] {
  const known = new Map(form.getFieldsError().map(({ name }) => [JSON.stringify(name), name as Path]));
  const nowhere: FieldError[] = [];
  for (const fault of asProblem(error).errors) {
    const path = pathOf(rename(fault));
    const lengths = path.map((_, index) => path.length - index);
    const at = lengths.map((length) => known.get(JSON.stringify(path.slice(0, length)))).find((name) => name !== undefined);
    if (at) form.setFields([{ name: at, errors: [...new Set([...form.getFieldError(at), words(t, fault)])] }]);
    else nowhere.push(fault);
  }
  return nowhere;
}

function pathOf(field: string): Path {
  const parts = field.replace(/\[(\d+)\]/g, '.$1').split('.');
  const path: Path = parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  // An amount is one field on the screen and two in the API.
  return path.length > 1 && (path.at(-1) === 'value' || path.at(-1) === 'currency') ? path.slice(0, -1) : path;
}
