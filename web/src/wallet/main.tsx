import { QueryClientProvider } from '@tanstack/react-query';
import { reduceMotion, unstableSetRender } from 'antd-mobile';
import i18next from 'i18next';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import '../shared/tokens.css';
import { startI18n } from '../shared/i18n/start';
import { formatMoney } from '../shared/money';
import { wantsStillness } from '../shared/motion';
import { fullTime, shortTime } from '../shared/time';
import { TopLevelError } from '../shared/TopLevelError';
import { queryClient } from './api';
import { en } from './i18n/en';
import { zh } from './i18n/zh';
import { startPrint } from './print';
import { router } from './routes';
import './wallet.css';

const KEEPS_SHELL_AFTER_MS = 4_000;

startI18n(zh, en);
startPrint();
if (wantsStillness()) reduceMotion();

// antd-mobile draws toasts and dialogs outside our tree; on React 19 it has to be told how.
unstableSetRender((node, container) => {
  const root = createRoot(container);
  root.render(<QueryClientProvider client={queryClient}>{node}</QueryClientProvider>);
  return async () => root.unmount();
});

// Not in development: what is kept there would be of yesterday.
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  // When the first screen has long been drawn: it fetches all the others, on the same processor.
  addEventListener('load', () => setTimeout(keepTheShell, KEEPS_SHELL_AFTER_MS));
}

function keepTheShell() {
  if (!navigator.onLine) {
    addEventListener('online', keepTheShell, { once: true });
    return;
  }
  // Without it the wallet works as long as there is a network.
  navigator.serviceWorker.register('/wallet-worker.js', { scope: '/wallet' }).catch((error: unknown) => console.warn('The wallet will not open offline:', error));
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <TopLevelError>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </TopLevelError>
  </StrictMode>,
);

// While the first answers are on their way: the first amount and the first time of a screen then cost it nothing.
for (const make of [() => formatMoney({ value: 0, currency: 'CNY' }, i18next.language), () => shortTime(new Date(0), i18next.language), () => fullTime(new Date(0), i18next.language)]) {
  setTimeout(make);
}
