// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { startI18n } from '../../shared/i18n/start';
import { likeABrowser, playServer, show } from '../../shared/testing';
import { queryClient } from '../api';
import { en } from '../i18n/en';
import { zh } from '../i18n/zh';
import { ChoosePin } from './ChoosePin';

beforeEach(() => {
  likeABrowser();
  localStorage.setItem('tongbao.language', 'en');
  startI18n(zh, en);
});

it('a PIN that is too easy to guess is told after the first entry', async () => {
  const server = playServer({ 'GET /me': { id: 'cus_1', pinSet: false } });
  show(<ChoosePin onDone={() => undefined} />, { queries: queryClient });
  await screen.findByText('Enter a new PIN');
  for (const digit of '111111') fireEvent.keyDown(window, { key: digit });
  expect((await screen.findByRole('alert')).textContent).toMatch(/guess/);
  expect(screen.getByText('Enter a new PIN')).toBeTruthy();
  for (const digit of '270914') fireEvent.keyDown(window, { key: digit });
  await screen.findByText('Enter it again');
  expect(server.to('PUT /me/pin')).toHaveLength(0);
});
