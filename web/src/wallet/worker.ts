/// <reference lib="webworker" />
declare const self: ServiceWorkerGlobalScope;

/** The wallet's code and pictures in this build, named by their content; written in when it is built (vite.config.ts). */
declare const WALLET_SHELL: string[];
/** Another one for another build. */
declare const WALLET_VERSION: string;

const CACHE = `wallet-${WALLET_VERSION}`;
const PAGE = '/wallet';
const shell = new Set(WALLET_SHELL);

/**
 * Keeps the wallet's shell, so that it opens without a network and says so, instead of the browser's own error. Nothing of a person is kept
 * here: what the API answers always comes from the server.
 */
self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([new Request(PAGE, { cache: 'reload' }), ...shell])));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)))));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (shell.has(pathname)) event.respondWith(kept(pathname, request));
});

/** The page of the server, which may be of a newer build; the one kept where there is no network. */
async function page(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const found = await caches.match(PAGE);
    if (found) return found;
    throw error;
  }
}

async function kept(pathname: string, request: Request): Promise<Response> {
  return (await caches.match(pathname)) ?? fetch(request);
}

export {};
