import { describe, expect, it } from 'vitest';
import { cardNumberFault, expiryFault, groupedCardNumber, tidyExpiry } from './cardNumber';

describe('card number', () => {
  it('is grouped in fours while typed', () => {
    expect(groupedCardNumber('4242424242424242')).toBe('4242 4242 4242 4242');
    expect(groupedCardNumber('42424')).toBe('4242 4');
  });
  it('has a check digit', () => {
    expect(cardNumberFault('4242424242424242')).toBe(false);
    expect(cardNumberFault('4242424242424241')).toBe(true);
    expect(cardNumberFault('4242')).toBe(true);
  });
});

describe('expiry', () => {
  it('gets its slash', () => expect(tidyExpiry('1229')).toBe('12/29'));
  it('is good to the end of the month', () => {
    expect(expiryFault('11/26', new Date(2026, 10, 30))).toBe(false);
    expect(expiryFault('11/26', new Date(2026, 11, 1))).toBe(true);
    expect(expiryFault('13/29', new Date(2026, 0, 1))).toBe(true);
  });
});
