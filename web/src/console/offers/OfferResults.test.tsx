// @vitest-environment jsdom
import { screen, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { beforeEach, expect, it, vi } from 'vitest';
import { DeskProvider } from '../../shared/desk/DeskProvider';
import { startI18n } from '../../shared/i18n/start';
import { likeABrowser, playServer, show } from '../../shared/testing';
import { answersOf } from '../../shared/useMe';
import { en } from '../en';
import { zh } from '../zh';
import { OfferResults } from './OfferResults';

vi.mock('./ResultDays', () => ({ ResultDays: ({ days }: { days: unknown[] }) => <p>{days.length} days</p> }));

const cny = (value: number) => ({ value, currency: 'CNY' });
const sums = { payments: 3, customers: 2, refunds: 1, gross: cny(10_000), paid: cny(7_600), discount: cny(2_400), cashback: cny(0), bonus: cny(0), returned: cny(200), refunded: cny(1_250), cost: cny(2_200) };
const results = (more: object = {}) => ({
  offer: { id: 'off_1', name: '满减', state: 'live', startsAt: '2026-11-01T00:00:00Z', endsAt: '2026-12-01T00:00:00Z', budget: { total: cny(100_000) }, holdoutPercent: 0, coupon: { stock: 10, claimed: 4, used: 2, expired: 1, left: 6 }, ...more },
  sums,
  sponsors: [{ sponsorId: 'bank a', name: 'Bank', percent: 100, setAside: cny(100_000), spent: cny(2_200), returned: cny(0), left: cny(97_800) }],
  merchants: [{ merchantId: 'mer_1', name: 'Noodles', sums }],
  days: [
    { day: '2026-11-02', sums },
    { day: '2026-11-05', sums },
  ],
  tied: true,
});

function open(offer: object = {}, answers: object = {}) {
  playServer({ 'GET /offers/off_1/results': results(offer), ...answers });
  show(
    <DeskProvider>
      <Routes>
        <Route path="/offers/:id/results" element={<OfferResults />} />
      </Routes>
    </DeskProvider>,
    { at: '/offers/off_1/results', queries: answersOf() },
  );
}

beforeEach(() => {
  likeABrowser();
  localStorage.setItem('tongbao.language', 'en');
  startI18n(zh, en);
});

it('leads from every figure to its list, and draws the days between as well', async () => {
  open();
  const href = async (text: string) => (await screen.findAllByText(text))[0]!.closest('a')?.getAttribute('href');
  expect(await href('Cost')).toBe('/offers/off_1/uses');
  expect(await href('Refunded payments')).toBe('/offers/off_1/uses?refunded=true');
  expect(await href('Noodles')).toBe('/offers/off_1/uses?merchantId=mer_1');
  expect(await href('Bank')).toBe('/sponsors/bank%20a?currency=CNY');
  const coupons = screen.getByRole('region', { name: 'Coupons' });
  expect(within(coupons).getByText('Used').getAttribute('href')).toBe('/offers/off_1/coupons?state=used');
  expect(within(coupons).getByText('40%')).toBeTruthy();
  expect(within(coupons).getByText('50%')).toBeTruthy();
  expect(await screen.findByText('4 days')).toBeTruthy();
});

it('says plainly that nothing tells what it caused when nobody is held out', async () => {
  open();
  expect(await screen.findByText(/Nobody was held out of this offer/)).toBeTruthy();
});

it('tells apart what could be chance and what hardly is', async () => {
  const arm = { customers: 100, payers: 10, payments: 12, spent: cny(5_000) };
  open(
    { holdoutPercent: 10 },
    { 'GET /offers/off_1/uplift': { comparison: { heldOutPercent: 10, from: '2026-11-01T00:00:00Z', until: '2026-11-20T00:00:00Z', treated: arm, heldOut: { ...arm, spent: cny(4_000) }, extra: cny(1_000), extraLow: cny(-200), extraHigh: cny(2_200) } } },
  );
  expect(await screen.findByText('Could be chance')).toBeTruthy();
  expect(screen.getByText('¥10.00 more sold than without it')).toBeTruthy();
});
