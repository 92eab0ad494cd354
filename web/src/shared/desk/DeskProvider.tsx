import { QueryClientProvider } from '@tanstack/react-query';
import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { type ReactNode, useEffect, useState } from 'react';
import { useWords } from '../i18n/start';
import { wantsStillness } from '../motion';
import { OfflineBanner } from '../states';
import { TopLevelError } from '../TopLevelError';
import { answersOf } from '../useMe';
import { deskTheme } from './theme';
import './desk.css';

/** What both desk apps stand on: the theme, the components' language, the cache of answers, the last net for faults. */
export function DeskProvider({ children }: { children: ReactNode }) {
  const { t, language } = useWords();
  const [queries] = useState(() => answersOf());
  const [theme] = useState(() => ({ ...deskTheme, token: { ...deskTheme.token, motion: !wantsStillness() } }));
  useEffect(() => {
    document.title = t('app.title');
    dayjs.locale(language === 'zh-CN' ? 'zh-cn' : 'en');
  }, [t, language]);
  return (
    <QueryClientProvider client={queries}>
      <ConfigProvider theme={theme} locale={language === 'zh-CN' ? zhCN : enUS} button={{ autoInsertSpace: false }}>
        <App component={false}>
          <TopLevelError>
            <OfflineBanner />
            {children}
          </TopLevelError>
        </App>
      </ConfigProvider>
    </QueryClientProvider>
  );
}
