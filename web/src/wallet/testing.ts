import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect } from 'vitest';

/**
 * The PIN typed as a person would, once the sheet stands still and takes a touch: a sheet that is told to close in the
 * same frame in which it was told to open has no way to go, and never says that it has arrived.
 */
export async function typePin(): Promise<void> {
  const pad = await screen.findByTestId('pin-pad');
  await waitFor(() => expect(pad.closest<HTMLElement>('.adm-popup-body')?.style.pointerEvents).toBe('unset'));
  for (const digit of '270914') fireEvent.keyDown(window, { key: digit });
}
