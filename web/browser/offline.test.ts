import { describe, expect } from 'vitest';
import { Caller } from './caller';
import { it } from './visit';

describe('the wallet without a network', () => {
  it('opens, says so, keeps nothing of the person, and goes on by itself', async ({ visit }) => {
    const page = await visit('wallet', { as: await Caller.as('wallet', '何芳') });
    await page.goto('/wallet');
    await page.getByTestId('balance').waitFor();
    const kept = await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      const names = await caches.keys();
      const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return requests.flat().map((request) => new URL(request.url).pathname);
    });
    expect(kept).toContain('/wallet');
    expect(kept.filter((path) => !/^\/(wallet|wallet\.webmanifest|coin\.svg|assets\/.+)$/.test(path)), 'kept beside the shell').toEqual([]);

    await page.context().setOffline(true);
    for (const path of ['/wallet', '/wallet/bills', '/wallet/pay']) {
      await page.goto(path);
      await page.getByRole('heading', { name: '没有网络' }).waitFor();
      await expect(page.getByTestId('balance').count()).resolves.toBe(0);
    }

    await page.context().setOffline(false);
    await page.getByRole('heading', { name: '没有网络' }).waitFor({ state: 'detached' });
    await page.goto('/wallet');
    await page.getByTestId('balance').waitFor();
  });

  it('can be put on the home screen', async ({ visit }) => {
    const page = await visit('wallet');
    await page.goto('/wallet');
    const address = await page.locator('link[rel=manifest]').getAttribute('href');
    const manifest = (await (await page.request.get(address!)).json()) as { start_url: string; icons: { src: string; sizes: string; type: string }[] };
    expect(manifest.start_url).toBe('/wallet');
    for (const icon of manifest.icons) {
      const picture = await page.request.get(icon.src);
      expect(picture.headers()['content-type'], icon.src).toContain(icon.type);
    }
  });
});
