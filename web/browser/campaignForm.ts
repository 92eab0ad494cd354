import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Shop } from './scene';

/** To the next step of the form, or to the next offer that this one is not complete for. */
export const next = (page: Page) => page.getByRole('button', { name: '下一步' }).click();

export async function chooseShop(page: Page, shop: Shop): Promise<void> {
  const chosen = page.locator(`.ant-select-selection-item[title="${shop.name}"]`);
  const option = page.locator('.ant-select-dropdown').getByText(shop.name, { exact: true }).last();
  const input = page.getByLabel('参与商家', { exact: true });
  await input.click();
  await input.fill(shop.name);
  await expect.poll(async () => (await chosen.count()) > 0 || (await option.click({ timeout: 2_000 }), false), { timeout: 15_000, interval: 300 }).toBe(true);
  await page.keyboard.press('Escape');
}
