/** 6222 0212 3456 7890, as on the card. */
export function groupedCardNumber(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/\D/g, '')
    .slice(0, 19)
    .replace(/(\d{4})(?=\d)/g, '$1 ');
}

/** The check digit catches nearly every slip of a finger before the bank is asked (Luhn). */
export function cardNumberFault(digits: string): boolean {
  if (!/^\d{12,19}$/.test(digits)) return true;
  let sum = 0;
  [...digits].reverse().forEach((digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  });
  return sum % 10 !== 0;
}

/** Puts the slash in while typing: 1229 becomes 12/29. */
export function tidyExpiry(typed: string): string {
  const digits = typed.normalize('NFKC').replace(/\D/g, '').slice(0, 4);
  return digits.length > 2 ? `${digits.slice(0, 2)}/${digits.slice(2)}` : digits;
}

export function expiryFault(expiry: string, now: Date): boolean {
  const match = /^(0[1-9]|1[0-2])\/(\d\d)$/.exec(expiry);
  if (!match) return true;
  // A card is good to the end of its month.
  return new Date(2000 + Number(match[2]), Number(match[1]), 1) <= now;
}
