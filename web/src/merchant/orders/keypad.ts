/**
 * What the cashier has typed so far. The keypad adds like a shop's calculator: "38 + 66" is two terms, and the sum is
 * what the customer pays. Amounts are minor units throughout; the text being typed is the only string.
 */
export interface Keyed {
  /** Sum of the terms closed with "+". */
  readonly sumMinor: number;
  /** The term being typed, for example "66.5"; empty before the first digit. */
  readonly typed: string;
}

export type Key = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '00' | '.' | '+' | 'erase' | 'clear';

export const NOTHING_KEYED: Keyed = { sumMinor: 0, typed: '' };

/** One order may not pass this: ten million in the currency's main unit. */
const MOST_WHOLE_DIGITS = 7;

export function press(keyed: Keyed, key: Key, fractionDigits: number): Keyed {
  switch (key) {
    case 'clear':
      return NOTHING_KEYED;
    case 'erase':
      // Once the typed term is gone, erasing takes the sum away too, so that holding the key always ends at nothing.
      return keyed.typed === '' ? NOTHING_KEYED : { ...keyed, typed: keyed.typed.slice(0, -1) };
    case '+':
      return { sumMinor: totalMinor(keyed, fractionDigits), typed: '' };
    case '.':
      if (fractionDigits === 0 || keyed.typed.includes('.')) return keyed;
      return { ...keyed, typed: keyed.typed === '' ? '0.' : `${keyed.typed}.` };
    default:
      return [...key].reduce((state, digit) => typeDigit(state, digit, fractionDigits), keyed);
  }
}

function typeDigit(keyed: Keyed, digit: string, fractionDigits: number): Keyed {
  const [whole = '', fraction] = keyed.typed.split('.');
  if (fraction !== undefined) {
    return fraction.length >= fractionDigits ? keyed : { ...keyed, typed: keyed.typed + digit };
  }
  if (whole === '0') return { ...keyed, typed: digit };
  return whole.length >= MOST_WHOLE_DIGITS ? keyed : { ...keyed, typed: whole + digit };
}

export function totalMinor(keyed: Keyed, fractionDigits: number): number {
  return keyed.sumMinor + typedMinor(keyed.typed, fractionDigits);
}

function typedMinor(typed: string, fractionDigits: number): number {
  const [whole = '', fraction = ''] = typed.split('.');
  return Number(whole || '0') * 10 ** fractionDigits + Number(fraction.padEnd(fractionDigits, '0') || '0');
}

/** Which key of a keyboard or a number pad stands for which key on the screen. */
export function keyOf(keyboardKey: string): Key | null {
  if (/^[0-9]$/.test(keyboardKey)) return keyboardKey as Key;
  switch (keyboardKey) {
    case '.':
    case ',':
      return '.';
    case '+':
      return '+';
    case 'Backspace':
      return 'erase';
    case 'Delete':
    case 'Escape':
      return 'clear';
    default:
      return null;
  }
}
