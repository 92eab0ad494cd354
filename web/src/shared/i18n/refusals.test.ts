import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { zh as walletZh } from '../../wallet/i18n/zh';
import { zh } from './zh';

/** The constants of a Java enum as the API writes them: PIN_WRONG is pin-wrong. */
function constants(file: string, pattern: RegExp): string[] {
  return [...readFileSync(file, 'utf8').matchAll(pattern)].map((match) => (match[1] ?? '').toLowerCase().replaceAll('_', '-'));
}

describe('refusals', () => {
  it('of the server have words', () => {
    const codes = constants('../server/src/main/java/io/tongbao/platform/ProblemType.java', /^ {4}([A-Z_]+)\(\d{3},/gm);
    expect(codes.length).toBeGreaterThan(30);
    expect(codes.filter((code) => !(code in zh.problem))).toEqual([]);
  });

  it('of offers have words', () => {
    const codes = constants('../promotions/src/main/java/io/tongbao/promotions/Reason.java', /^ {4}([A-Z_]+),?$/gm);
    expect(codes.length).toBeGreaterThan(10);
    expect(codes.filter((code) => !(code in walletZh.whyNot))).toEqual([]);
  });
});
