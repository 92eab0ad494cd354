import type { LaunchOptions } from 'playwright-core';

/** How Chromium is started for the flows; `more` for a test that needs a camera, for example. */
export function chromiumAt(more: string[] = []): LaunchOptions {
  return {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', ...more],
  };
}
