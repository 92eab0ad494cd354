/** What a person scanned, pasted or typed. The server judges whether it is good; here only where it leads. */
export type ReadCode =
  | { kind: 'order'; orderId: string }
  | { kind: 'dynamic'; qr: string }
  | { kind: 'static'; qr: string; merchantName: string; currency: string }
  | { kind: 'person'; personId: string; amount: string; note: string }
  | { kind: 'pay-code' }
  | { kind: 'unknown'; qr: string };

const NUMERIC_CURRENCIES: Record<string, string> = {
  '156': 'CNY',
  '344': 'HKD',
  '392': 'JPY',
  '702': 'SGD',
  '826': 'GBP',
  '840': 'USD',
  '978': 'EUR',
};

export function readCode(text: string): ReadCode {
  const trimmed = text.trim();
  const order = /(?:^|[?&/=])(ord_[0-9a-z]{26})(?:$|[&#/?])/.exec(trimmed);
  if (order?.[1]) return { kind: 'order', orderId: order[1] };
  const person = /[?&]to=(cus_[0-9a-z]{26})(?:$|&)/.exec(trimmed);
  if (person?.[1]) return { kind: 'person', personId: person[1], ...wantedIn(trimmed) };
  if (/^[\d ]{18,24}$/.test(trimmed) && trimmed.replaceAll(' ', '').length === 18) return { kind: 'pay-code' };
  const fields = emvFields(trimmed);
  if (!fields || !fields.has('00')) return { kind: 'unknown', qr: trimmed };
  const currency = NUMERIC_CURRENCIES[fields.get('53') ?? ''] ?? 'CNY';
  if (fields.has('54')) return { kind: 'dynamic', qr: trimmed };
  return { kind: 'static', qr: trimmed, merchantName: chineseName(fields) ?? fields.get('59') ?? '', currency };
}

/** What a person's code fills in where the money is sent; what is no amount the person who sends will see and correct. */
function wantedIn(link: string): { amount: string; note: string } {
  const asks = new URLSearchParams(link.slice(link.indexOf('?')));
  return { amount: (asks.get('amount') ?? '').slice(0, 20), note: (asks.get('note') ?? '').slice(0, 80) };
}

/** The top fields of an EMVCo code: two digits of tag, two of length, in characters; undefined when they do not add up. */
export function emvFields(text: string): Map<string, string> | undefined {
  const characters = [...text];
  const fields = new Map<string, string>();
  for (let at = 0; at < characters.length; ) {
    const head = characters.slice(at, at + 4).join('');
    if (!/^\d{4}$/.test(head)) return undefined;
    const length = Number(head.slice(2));
    const value = characters.slice(at + 4, at + 4 + length);
    if (value.length !== length) return undefined;
    fields.set(head.slice(0, 2), value.join(''));
    at += 4 + length;
  }
  return fields.size > 0 ? fields : undefined;
}

/** Template 64 has the name in the merchant's own language. */
function chineseName(fields: Map<string, string>): string | undefined {
  const template = fields.get('64');
  return template === undefined ? undefined : emvFields(template)?.get('01');
}
