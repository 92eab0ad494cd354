import { saveFile } from '../saveFile';

/** Saves rows as a CSV file that spreadsheets open in UTF-8, with cells that can't be taken for a formula. */
export function saveCsv(name: string, header: string[], rows: (string | number)[][]): void {
  const text = [header, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n');
  saveFile(`${name}-${new Date().toISOString().slice(0, 10)}.csv`, new Blob(['\uFEFF', text, '\r\n'], { type: 'text/csv;charset=utf-8' }));
}

export function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = /^[=+@\t\r-]/.test(value) && !/^-?\d+(\.\d+)?$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
