// @vitest-environment jsdom
import { QueryClient } from '@tanstack/react-query';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { DeskProvider } from '../../shared/desk/DeskProvider';
import { startI18n } from '../../shared/i18n/start';
import { likeABrowser, playServer, show } from '../../shared/testing';
import { en } from '../en';
import { zh } from '../zh';
import { OfferForm } from './OfferForm';

beforeEach(() => {
  likeABrowser();
  localStorage.setItem('tongbao.language', 'en');
  startI18n(zh, en);
});

const type = (label: string | RegExp, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

it('a fault goes when it is corrected, also that of a list', async () => {
  playServer({ 'GET /merchants': { items: [] }, 'GET /offers': { items: [] } });
  show(
    <DeskProvider>
      <OfferForm />
    </DeskProvider>,
    { queries: new QueryClient() },
  );
  type('Step 1: spend', '10');
  type('Step 1: save', '20');
  fireEvent.click(screen.getByText('Go live'));
  await screen.findByText('3 things to correct');
  await screen.findByText(/Each step must be higher/);
  type('Step 1: save', '5');
  await waitFor(() => expect(screen.queryByText(/Each step must be higher/)).toBeNull());
  await screen.findByText('2 things to correct');
  type('Name of the offer', 'Spring');
  await screen.findByText('1 thing to correct');
  type('Total budget', '100');
  await waitFor(() => expect(screen.queryByText(/to correct/)).toBeNull());
});
