import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../shared/tokens.css';
import { startI18n } from '../shared/i18n/start';
import { TopLevelError } from '../shared/TopLevelError';
import { en } from './en';
import { Front } from './Front';
import './front.css';
import { zh } from './zh';

startI18n(zh, en);
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <TopLevelError>
      <Front />
    </TopLevelError>
  </StrictMode>,
);
