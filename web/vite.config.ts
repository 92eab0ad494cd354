import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const page = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** At the root, since a service worker may only look after what lies below its own address, and the wallet's page is at /wallet. */
const WALLET_WORKER = 'wallet-worker.js';

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

/** Writes into the wallet's service worker which files its shell is made of. */
function walletShell(): Plugin {
  return {
    name: 'tongbao-wallet-shell',
    // After Vite has taken out the chunks that held nothing but styles: one file that is not there, and nothing is kept.
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const files = new Set(['/coin.svg', '/wallet.webmanifest']);
        const seen = new Set<string>();
        const visit = (name: string) => {
          const chunk = bundle[name];
          if (seen.has(name) || chunk?.type !== 'chunk') return;
          seen.add(name);
          files.add(`/${name}`);
          for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(`/${style}`);
          for (const asset of chunk.viteMetadata?.importedAssets ?? []) files.add(`/${asset}`);
          [...chunk.imports, ...chunk.dynamicImports].forEach(visit);
        };
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        const entry = chunks.find((chunk) => chunk.facadeModuleId === page('wallet/index.html'));
        const worker = chunks.find((chunk) => chunk.fileName === WALLET_WORKER);
        if (!entry || !worker) throw new Error('The wallet or its service worker is not in the bundle');
        visit(entry.fileName);
        const version = createHash('sha256').update([...files].sort().join('\n')).digest('hex').slice(0, 16);
        worker.code = worker.code.replaceAll('WALLET_SHELL', JSON.stringify([...files])).replaceAll('WALLET_VERSION', JSON.stringify(version));
      },
    },
  };
}

const server = process.env.TONGBAO_SERVER ?? 'http://localhost:8080';

export default defineConfig({
  plugins: [react(), appPages(), walletShell()],
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
        'wallet-worker': page('src/wallet/worker.ts'),
      },
      output: { entryFileNames: (entry) => (`${entry.name}.js` === WALLET_WORKER ? WALLET_WORKER : 'assets/[name]-[hash].js') },
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
