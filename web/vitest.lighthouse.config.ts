import { defineConfig } from 'vitest/config';

/** `./tongbao lighthouse`: the wallet's first pages measured against a demo of their own; not part of CI, whose machines are too unlike each other. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['lighthouse/*.measured.ts'],
    globalSetup: ['browser/demo.ts'],
    maxWorkers: 1,
    testTimeout: 300_000,
    hookTimeout: 150_000,
  },
});
