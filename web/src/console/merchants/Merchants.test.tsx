// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import type { Me } from '../../api/types';
import { DeskProvider } from '../../shared/desk/DeskProvider';
import { startI18n } from '../../shared/i18n/start';
import { likeABrowser, playServer, problem, show } from '../../shared/testing';
import { answersOf } from '../../shared/useMe';
import { en } from '../en';
import { StaffContext } from '../StaffContext';
import { zh } from '../zh';
import { Merchants } from './Merchants';

beforeEach(() => {
  likeABrowser();
  localStorage.setItem('tongbao.language', 'en');
  startI18n(zh, en);
});

it('a double click on Suspend suspends once, and says only that', async () => {
  let status = 'active';
  const shop = () => ({ id: 'mer_1', name: 'Noodles', category: 'food', city: 'X', currency: 'CNY', status, licenceNumber: '', contactName: '', createdAt: '2026-11-01T00:00:00Z', decidedAt: null, qr: '', reason: null });
  const server = playServer({
    'GET /merchants': () => ({ items: [shop()] }),
    'GET /merchant-categories': { items: [] },
    'POST /merchants/mer_1/approval': () => {
      if (status === 'suspended') return problem(409, 'conflict');
      status = 'suspended';
      return shop();
    },
  });
  show(
    <DeskProvider>
      <StaffContext value={{ id: 'stf_1', roles: ['OPERATOR'] } as unknown as Me}>
        <Merchants />
      </StaffContext>
    </DeskProvider>,
    { queries: answersOf(), at: '/merchants?open=mer_1' },
  );
  fireEvent.click(await screen.findByText('Suspend'));
  expect(screen.queryByText(/Say what is missing/)).toBeNull();
  fireEvent.change(await screen.findByLabelText('Reason'), { target: { value: 'Licence ran out' } });
  const [, suspend] = screen.getAllByText('Suspend');
  fireEvent.click(suspend!);
  fireEvent.click(suspend!);
  await screen.findByText('Noodles suspended');
  // And once more while the dialog is on its way out.
  fireEvent.click(suspend!);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(server.to('POST /merchants/mer_1/approval')).toHaveLength(1);
  expect(screen.queryByText(/refresh/i)).toBeNull();
  await waitFor(() => expect(screen.getByText('Let in again')).toBeTruthy());
});
