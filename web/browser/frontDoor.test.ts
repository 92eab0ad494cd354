import { describe, expect } from 'vitest';
import { base, Caller } from './caller';
import { it } from './visit';

describe('the front door', () => {
  it('answers every page to someone not signed in, and refuses the API', async () => {
    for (const path of ['/', '/wallet', '/merchant', '/console', '/mailbox', '/v3/api-docs', '/actuator/health']) {
      expect((await fetch(base() + path)).status, path).toBe(200);
    }
    const anyone = Caller.anyone('wallet');
    expect((await anyone.refusal('GET', '/balances')).status).toBe(401);
    expect((await anyone.refusal('GET', '/books/entries')).status).toBe(401);
    expect((await (await Caller.as('wallet', '何芳')).refusal('GET', '/books/entries')).status).toBe(403);
  });

  it('leads to the three apps, where one tap signs in as somebody of the demo', async ({ visit }) => {
    for (const [app, name, home] of [
      ['wallet', '林晓', '最近账单'],
      ['merchant', '小赵', '数字键盘'],
      ['console', '王敏', '预算使用'],
    ] as const) {
      const page = await visit(app);
      await page.goto('/');
      await page.locator(`a[href="/${app}"]`).click();
      await page.getByRole('button', { name: new RegExp(`^(\\S )?${name}`) }).click();
      await page.getByText(home).or(page.getByRole('group', { name: home })).first().waitFor();
    }
  });

  it('opens the wallet with less than 200 kB of compressed JavaScript', async ({ visit }) => {
    const page = await visit('wallet', { as: await Caller.as('wallet', '林晓') });
    await page.goto('/wallet');
    await page.getByText('最近账单').waitFor();
    const scripts = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter((entry): entry is PerformanceResourceTiming => new URL(entry.name).pathname.endsWith('.js'))
        .map(({ name, encodedBodySize, decodedBodySize }) => ({ name, encodedBodySize, decodedBodySize })),
    );
    expect(scripts.length).toBeGreaterThan(3);
    for (const script of scripts.filter(({ decodedBodySize }) => decodedBodySize > 4_000)) {
      expect(script.encodedBodySize, `${script.name} comes compressed`).toBeLessThan(script.decodedBodySize);
    }
    expect(scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)).toBeLessThan(200_000);
  });
});
