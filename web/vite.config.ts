import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const page = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** In development: every address inside an app answers with that app's page, as the server does. */
function appPages(): Plugin {
  return {
    name: 'tongbao-app-pages',
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        const path = (request.url ?? '/').split('?')[0] ?? '/';
        const app = /^\/(wallet|merchant|console|mailbox)(\/[^.]*)?$/.exec(path)?.[1];
        if (app) request.url = `/${app}/index.html`;
        next();
      });
    },
  };
}

const server = process.env.TONGBAO_SERVER ?? 'http://localhost:8080';

export default defineConfig({
  plugins: [react(), appPages()],
  build: {
    outDir: 'dist',
    target: 'es2022',
    // A data: address for a small file would need a hole in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        front: page('index.html'),
        wallet: page('wallet/index.html'),
        merchant: page('merchant/index.html'),
        console: page('console/index.html'),
        mailbox: page('mailbox/index.html'),
      },
    },
  },
  server: {
    // Whatever is not a page of ours, or Vite's own, is the API.
    proxy: {
      '^/(?!$|index\\.html|coin\\.svg|(wallet|merchant|console|mailbox)(/|$|\\?)|assets/|src/|@|node_modules/)': {
        target: server,
        changeOrigin: false,
      },
    },
  },
  test: {
    // A test that needs a document says so in its head.
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}'],
  },
});
