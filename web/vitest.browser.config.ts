import { defineConfig } from 'vitest/config';

/** Walked by `./tongbao test --all` only: the run that CI takes has a quarter of an hour for everything. */
const long = ['everyPage', 'bankTransfers', 'campaigns', 'consoleLists', 'newMerchant', 'notices', 'sendAndWithdraw', 'staff'];

/** Walked where the demo has its street only: the people of the street would pay among those of the other tests. */
const street = process.env.TONGBAO_DEMO_STREET === 'true' ? [] : ['browser/street.test.ts'];

/**
 * Every flow in a real Chromium against a demo of its own. The files share the demo and the browser and run two at a time:
 * each test brings its own people and shops, so that none sees another's money.
 */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['browser/**/*.test.ts'],
    exclude: [...street, ...(process.env.TONGBAO_ALL === '' ? long.map((name) => `browser/${name}.test.ts`) : [])],
    globalSetup: ['browser/demo.ts'],
    maxWorkers: 2,
    expect: { poll: { timeout: 15_000, interval: 60 } },
    testTimeout: 150_000,
    hookTimeout: 150_000,
    // Once more, and told as such ("retry x1"): a busy machine may miss a deadline, what is broken fails twice.
    retry: 1,
  },
});
