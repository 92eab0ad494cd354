// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import type { Me } from '../../api/types';
import { DeskProvider } from '../../shared/desk/DeskProvider';
import { startI18n } from '../../shared/i18n/start';
import { likeABrowser, playServer, show } from '../../shared/testing';
import { answersOf } from '../../shared/useMe';
import { en } from '../en';
import { StaffContext } from '../StaffContext';
import { zh } from '../zh';
import { BankTransfers } from './BankTransfers';

beforeEach(() => {
  likeABrowser();
  localStorage.setItem('tongbao.language', 'en');
  startI18n(zh, en);
});

it('a double click on Send for checking enters one transfer and says so once', async () => {
  const server = playServer({ 'GET /bank-transfers': { items: [] }, 'POST /bank-transfers': () => entered() });
  // The second click comes after the first was sent, and before the button is drawn busy.
  const entered = async () => {
    if (server.to('POST /bank-transfers').length === 1) fireEvent.click(screen.getByText('Send for checking'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    return { id: 'bt_1' };
  };
  show(
    <DeskProvider>
      <StaffContext value={{ id: 'stf_1', roles: ['OPERATOR'] } as unknown as Me}>
        <BankTransfers />
      </StaffContext>
    </DeskProvider>,
    { queries: answersOf() },
  );
  fireEvent.click((await screen.findAllByText('Enter a transfer'))[0]!);
  fireEvent.change(await screen.findByLabelText('Customer’s phone number'), { target: { value: '13800000001' } });
  fireEvent.change(screen.getByLabelText('Amount'), { target: { value: '100' } });
  fireEvent.change(screen.getByLabelText('Bank reference'), { target: { value: 'R1' } });
  const submit = screen.getByText('Send for checking');
  fireEvent.click(submit);
  await screen.findByText('Entered; waiting for a second person');
  // And once more while the dialog is on its way out.
  fireEvent.click(submit);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(screen.getAllByText('Entered; waiting for a second person')).toHaveLength(1);
  expect(server.to('POST /bank-transfers')).toHaveLength(1);
});
