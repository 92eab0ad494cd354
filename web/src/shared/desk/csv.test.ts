import { describe, expect, it } from 'vitest';
import { csvCell } from './csv';

describe('a CSV cell', () => {
  it('quotes what would break the row', () => {
    expect(csvCell('面, "大碗"')).toBe('"面, ""大碗"""');
  });

  it('disarms formulas and leaves amounts alone', () => {
    expect(csvCell('=1+1')).toBe("'=1+1");
    expect(csvCell('-20.00')).toBe('-20.00');
    expect(csvCell(-5)).toBe('-5');
  });
});
