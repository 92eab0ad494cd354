import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { en } from '../en';
import { zh } from '../zh';
import { ACTIONS, placeOf } from './actions';

const routes = readFileSync('../server/src/main/resources/routes.csv', 'utf8')
  .split('\n')
  .slice(1)
  .filter((line) => line && !line.startsWith('#'))
  .map((line) => line.split(','));

describe('the actions of the audit log', () => {
  it('have words for whatever the table of routes lets staff do', () => {
    const ofStaff = routes.filter(([method, , roles, discloses]) => /OPERATOR|ADMINISTRATOR|BRAND_PARTNER|SIGNED_IN/.test(roles ?? '') && (method !== 'GET' || discloses)).map(([method, path]) => `${method} ${path}`);
    expect(ofStaff.filter((action) => !ACTIONS[action])).toEqual([]);
  });

  it('are routes that are there', () => {
    const all = new Set(routes.map(([method, path]) => `${method} ${path}`));
    expect(Object.keys(ACTIONS).filter((action) => !all.has(action))).toEqual([]);
  });

  it('are called something in both languages', () => {
    const names = Object.values(ACTIONS).sort();
    expect(Object.keys(zh.audit.actions).sort()).toEqual(names);
    expect(Object.keys(en.audit.actions).sort()).toEqual(names);
  });

  it('lead to what they were about', () => {
    expect(placeOf('cus_01jd2k')).toBe('/customers/cus_01jd2k');
    expect(placeOf('stf_01jd2k')).toBeUndefined();
  });
});
