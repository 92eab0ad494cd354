import { describe, expect, it } from 'vitest';
import { dayOf, lastDayOf, periodFaults } from './statementPeriod';

describe('a statement’s period', () => {
  it('is at most a year, whole and past', () => {
    const today = '2026-11-23';
    expect(periodFaults({ from: '2026-11-01', to: today }, today)).toEqual({});
    expect(periodFaults({ from: today, to: today }, today)).toEqual({});
    expect(periodFaults({ from: '2025-11-23', to: today }, today)).toEqual({});
    expect(periodFaults({ from: '2025-11-22', to: today }, today)).toEqual({ from: 'tooLong' });
    expect(periodFaults({ from: '2026-11-24', to: '2026-11-23' }, today)).toEqual({ to: 'beforeFrom' });
    expect(periodFaults({ from: '2026-11-20', to: '2026-11-24' }, today)).toEqual({ to: 'inFuture' });
    expect(periodFaults({ from: '', to: '' }, today)).toEqual({ from: 'empty', to: 'empty' });
    expect(periodFaults({ from: '2026-11-20', to: '' }, today)).toEqual({ to: 'empty' });
  });

  it('knows the last day of a month', () => {
    expect(lastDayOf('2024-02')).toBe('2024-02-29');
    expect(lastDayOf('2026-12')).toBe('2026-12-31');
    expect(dayOf(new Date(2026, 0, 5))).toBe('2026-01-05');
  });
});
