import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../shared/tokens.css';
import { startI18n } from '../shared/i18n/start';
import { Turning } from '../shared/states';

startI18n();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Turning />
  </StrictMode>,
);
