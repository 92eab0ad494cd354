import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { DeskProvider } from '../shared/desk/DeskProvider';
import { startI18n } from '../shared/i18n/start';
import '../shared/tokens.css';
import { ConsoleApp } from './ConsoleApp';
import './console.css';
import { en } from './en';
import { zh } from './zh';

startI18n(zh, en);
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <BrowserRouter basename="/console">
      <DeskProvider>
        <ConsoleApp />
      </DeskProvider>
    </BrowserRouter>
  </StrictMode>,
);
