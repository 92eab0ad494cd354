import { describe, expect, it } from 'vitest';
import { sponsorIdOf } from './sponsorId';

describe('the id of a sponsor', () => {
  it('reads like its name where it can', () => {
    expect(sponsorIdOf('City Bank ')).toBe('city-bank');
  });

  it('is stable and within the allowed letters for a Chinese name', () => {
    expect(sponsorIdOf('城市银行')).toMatch(/^s-[0-9a-f]{16}$/);
    expect(sponsorIdOf('城市银行')).toBe(sponsorIdOf(' 城市银行'));
    expect(sponsorIdOf('城市银行')).not.toBe(sponsorIdOf('茶里'));
  });

  it('does not begin with a figure', () => {
    expect(sponsorIdOf('7 Days')).toMatch(/^s-/);
  });
});
