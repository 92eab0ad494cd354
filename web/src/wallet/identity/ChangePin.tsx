import { Toast } from 'antd-mobile';
import { useNavigate, useSearchParams } from 'react-router';
import { useWords } from '../../shared/i18n/start';
import { useMe } from '../api';
import { Screen } from '../Screen';
import { ChoosePin } from './ChoosePin';
import { innerPath } from './innerPath';

export function ChangePin() {
  const { t } = useWords();
  const me = useMe();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  return (
    <Screen title={me.data?.pinSet ? t('pin.change') : t('pin.choose')}>
      <p className="muted">{t('pin.why')}</p>
      <ChoosePin
        onDone={() => {
          void Toast.show({ icon: 'success', content: t('pin.saved') });
          void navigate(search.has('next') ? innerPath(search.get('next')) : '/me', { replace: true });
        }}
      />
    </Screen>
  );
}
