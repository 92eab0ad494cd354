import { defineConfig } from 'vitest/config';

/** `./tongbao shots`: makes the README's pictures from a demo of their own, its street included. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['browser/*.shots.ts'],
    globalSetup: ['browser/demo.ts'],
    maxWorkers: 1,
    testTimeout: 150_000,
    hookTimeout: 300_000,
  },
});
