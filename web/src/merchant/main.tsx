import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { DeskProvider } from '../shared/desk/DeskProvider';
import { startI18n } from '../shared/i18n/start';
import '../shared/tokens.css';
import { en } from './en';
import { MerchantApp } from './MerchantApp';
import './merchant.css';
import { zh } from './zh';

startI18n(zh, en);
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <BrowserRouter basename="/merchant">
      <DeskProvider>
        <MerchantApp />
      </DeskProvider>
    </BrowserRouter>
  </StrictMode>,
);
