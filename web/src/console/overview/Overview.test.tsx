// @vitest-environment jsdom
import { screen, within } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { DeskProvider } from '../../shared/desk/DeskProvider';
import { startI18n } from '../../shared/i18n/start';
import { likeABrowser, playServer, show } from '../../shared/testing';
import { answersOf } from '../../shared/useMe';
import { en } from '../en';
import { zh } from '../zh';
import { Overview } from './Overview';

vi.mock('./BudgetChart', () => ({ BudgetChart: () => null }));

beforeEach(() => {
  likeABrowser();
  localStorage.setItem('tongbao.language', 'en');
  startI18n(zh, en);
});

it('counts the parked streams of all readers and leads to them', async () => {
  playServer({
    'GET /books/trial-balance': { totals: [] },
    'GET /merchants': { items: [] },
    'GET /bank-transfers': { items: [] },
    'GET /offers': { items: [] },
    'GET /payments': { items: [] },
    'GET /payouts': { items: [] },
    'GET /trade-days': { from: '2026-10-25', through: '2026-11-23', days: [] },
    'GET /trade-overview': { day: '2026-11-23', at: '2026-11-23T02:00:00Z', today: [], yesterday: [], weekAgo: [] },
    'GET /subscribers': { items: [{ name: 'bills', parked: 2, parkedStreams: [] }, { name: 'offers', parked: 1, parkedStreams: [] }] },
  });
  show(
    <DeskProvider>
      <Overview />
    </DeskProvider>,
    { queries: answersOf() },
  );
  const tile = (await screen.findByText('Stopped streams')).closest('a')!;
  expect(await within(tile).findByText('3')).toBeTruthy();
  expect(within(tile).getByText(/Review/)).toBeTruthy();
  expect(tile.getAttribute('href')).toBe('/health');
});
