import { describe, expect, it } from 'vitest';
import { type Key, keyOf, NOTHING_KEYED, press, totalMinor } from './keypad';

function typed(keys: Key[], fractionDigits = 2): number {
  return totalMinor(keys.reduce((state, key) => press(state, key, fractionDigits), NOTHING_KEYED), fractionDigits);
}

describe('the cashier keypad', () => {
  it('reads what is typed in the main unit', () => {
    expect(typed(['1', '0', '4'])).toBe(10400);
    expect(typed(['1', '0', '4', '.', '5'])).toBe(10450);
    expect(typed(['.', '0', '5'])).toBe(5);
  });

  it('adds terms closed with plus', () => {
    expect(typed(['3', '8', '+', '6', '6', '.', '5'])).toBe(10450);
  });

  it('takes no third decimal and no second point', () => {
    expect(typed(['1', '.', '2', '3', '4', '.', '5'])).toBe(123);
  });

  it('takes no decimals where the currency has none', () => {
    expect(typed(['1', '.', '5'], 0)).toBe(15);
  });

  it('does not grow beyond seven whole digits', () => {
    expect(typed(['9', '9', '9', '9', '9', '9', '9', '9', '00'])).toBe(999999900);
  });

  it('does not keep leading zeros', () => {
    expect(typed(['00', '0', '7'])).toBe(700);
  });

  it('ends at nothing when the key to erase is pressed long enough', () => {
    expect(typed(['5', '+', '6', 'erase', 'erase'])).toBe(0);
  });

  it('listens to a keyboard and a number pad', () => {
    expect(keyOf('7')).toBe('7');
    expect(keyOf(',')).toBe('.');
    expect(keyOf('Backspace')).toBe('erase');
    expect(keyOf('a')).toBeNull();
  });
});
