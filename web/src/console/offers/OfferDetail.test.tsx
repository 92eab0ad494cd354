// @vitest-environment jsdom
import { QueryClient } from '@tanstack/react-query';
import { screen } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import type { Me } from '../../api/types';
import { DeskProvider } from '../../shared/desk/DeskProvider';
import { startI18n } from '../../shared/i18n/start';
import { likeABrowser, playServer, show } from '../../shared/testing';
import { en } from '../en';
import { StaffContext } from '../StaffContext';
import { zh } from '../zh';
import { OfferDetail } from './OfferDetail';

beforeEach(() => {
  likeABrowser();
  localStorage.setItem('tongbao.language', 'en');
  startI18n(zh, en);
});

it('an offer that is not there is asked for once, and the way back is offered', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const server = playServer({});
  show(
    <DeskProvider>
      <StaffContext value={{ id: 'stf_1', roles: ['OPERATOR'] } as unknown as Me}>
        <OfferDetail />
      </StaffContext>
    </DeskProvider>,
    { queries: new QueryClient(), at: '/offers/off_1', path: '/offers/:id' },
  );
  expect((await screen.findByText('Back to offers')).getAttribute('href')).toBe('/offers');
  expect(screen.queryByText('Try again')).toBeNull();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(server.asked.map((one) => one.path).filter((path) => path.startsWith('/offers'))).toEqual(['/offers/off_1']);
  vi.useRealTimers();
});
