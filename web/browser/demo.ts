import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { chromiumAt } from './chromium';

declare module 'vitest' {
  export interface ProvidedContext {
    base: string;
    browser: string;
  }
}

const tongbao = fileURLToPath(new URL('../../tongbao', import.meta.url));
const startWithinMs = 240_000;

/** One demo and one Chromium for all flows; both end after the tests. TONGBAO_URL takes a running demo instead. */
export default async function startDemo(project: TestProject): Promise<() => Promise<void>> {
  const browser = await chromium.launchServer(chromiumAt());
  project.provide('browser', browser.wsEndpoint());
  const running = process.env.TONGBAO_URL;
  if (running) {
    project.provide('base', running);
    return () => browser.close();
  }
  const port = await freePort();
  const data = mkdtempSync(join(tmpdir(), 'tongbao-browser-'));
  const demo = spawn(tongbao, ['demo', '--port', String(port), '--data', join(data, 'demo')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // A shop is settled when a test asks for it, and at once; nobody comes by who is not of a test.
    env: { ...process.env, TONGBAO_DEMO_STREET: process.env.TONGBAO_DEMO_STREET ?? 'false', TONGBAO_SETTLEMENTS_DAILY: 'false', TONGBAO_SETTLEMENTS_LAG: 'PT0S' },
  });
  let output = '';
  demo.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  demo.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const base = `http://localhost:${port}`;
  const stopped = new Promise<void>((resolve) => demo.once('exit', () => resolve()));
  const stop = async () => {
    await browser.close();
    demo.kill('SIGTERM');
    await stopped;
    rmSync(data, { recursive: true, force: true });
  };
  try {
    await ready(base, () => demo.exitCode);
  } catch (error) {
    await stop();
    throw new Error(`The demo did not start: ${String(error)}\n${output.slice(-4000)}`, { cause: error });
  }
  project.provide('base', base);
  return stop;
}

/** Ready for tests is when nothing changes by itself any more: the demo world is filled and the real shop's history is in. */
async function ready(base: string, exitCode: () => number | null): Promise<void> {
  const giveUp = Date.now() + startWithinMs;
  while (Date.now() < giveUp) {
    if (exitCode() !== null) throw new Error(`it ended with ${exitCode()}`);
    const state = await fetch(`${base}/demo/world`)
      .then((response) => (response.ok ? (response.json() as Promise<{ complete: boolean }>) : { complete: false }))
      .catch(() => ({ complete: false }));
    if (state.complete) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`it was not ready within ${startWithinMs / 1000} s`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}
