import { defineConfig } from 'vitest/config';

/** Every flow in a real Chromium against a demo of its own; one file after the other, since they share the books. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['browser/**/*.test.ts'],
    globalSetup: ['browser/demo.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    retry: 0,
  },
});
