import { Toast } from 'antd-mobile';
import { useSearchParams } from 'react-router';
import { useWords } from '../../shared/i18n/start';
import { useMe } from '../api';
import { Screen } from '../Screen';
import { useDetour } from '../detour';
import { ChoosePin } from './ChoosePin';

export function ChangePin() {
  const { t } = useWords();
  const me = useMe();
  const [search] = useSearchParams();
  const { done } = useDetour(search);
  return (
    <Screen title={me.data?.pinSet ? t('pin.change') : t('pin.choose')}>
      <p className="muted">{t('pin.why')}</p>
      <ChoosePin
        onDone={() => {
          void Toast.show({ icon: 'success', content: t('pin.saved') });
          done('/me');
        }}
      />
    </Screen>
  );
}
