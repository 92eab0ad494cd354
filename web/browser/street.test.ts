import { describe, expect } from 'vitest';
import type { DemoStreet, Page, Payment } from '../src/api/types';
import { base } from './caller';
import { operator } from './scene';
import { it } from './visit';

/** Only where the demo has its street (`TONGBAO_DEMO_STREET=true`): it takes two minutes to fill, and its people pay while other tests count. */
describe('the demo’s street', () => {
  it('goes on in real time when it is let, and stands still when it is stopped', async ({ visit }) => {
    await expect.poll(async () => (await street()).figures?.payments ?? 0, { timeout: 180_000, interval: 1_000 }).toBeGreaterThan(10_000);
    const staff = await operator();
    const newest = async () => (await staff.get<Page<Payment>>('/payments?limit=1')).items[0]?.id;
    const page = await visit('console');
    await page.goto('/');
    const knob = page.getByRole('switch');
    expect(await knob.getAttribute('aria-checked')).toBe('false');
    const before = await newest();

    await knob.click();
    await expect.poll(() => knob.getAttribute('aria-checked')).toBe('true');
    await expect.poll(newest, { timeout: 60_000 }).not.toBe(before);
    await page.reload();
    await expect.poll(() => knob.getAttribute('aria-checked')).toBe('true');

    await knob.click();
    await expect.poll(() => knob.getAttribute('aria-checked')).toBe('false');
    // Who is paying may end; after that nobody comes.
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    const last = await newest();
    await new Promise((resolve) => setTimeout(resolve, 15_000));
    expect(await newest()).toBe(last);
  }, 300_000);
});

const street = async (): Promise<DemoStreet> => (await fetch(`${base()}/demo/street`)).json() as Promise<DemoStreet>;
