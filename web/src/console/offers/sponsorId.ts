/**
 * The id a sponsor has in the books. Merchants and the platform have theirs; another name gets one made of itself, so that
 * the same name is the same account in every offer.
 */
export function sponsorIdOf(name: string): string {
  const slug = name
    .trim()
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return /^[a-z]/.test(slug) && /^[\x20-\x7e]+$/.test(name.trim()) ? slug : `s-${fnv1a(name.trim())}`;
}

/** 64 bits of FNV-1a over the name's UTF-8: short, stable, and no secret. */
function fnv1a(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}

/** Brands and merchants are asked before anything is set aside in their name. */
export function isAsked(sponsorId: string): boolean {
  return /^(brand|merchant):/.test(sponsorId);
}
