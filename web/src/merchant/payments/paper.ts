/** How wide the till's receipt roll is, in millimetres. A setting of this device: another till has another printer. */
export type Paper = 58 | 80;

export const PAPERS: Paper[] = [58, 80];
const KEPT = 'tongbao.merchant.paper';

export function keptPaper(): Paper {
  return localStorage.getItem(KEPT) === '58' ? 58 : 80;
}

export function keepPaper(width: Paper): Paper {
  localStorage.setItem(KEPT, String(width));
  return width;
}
