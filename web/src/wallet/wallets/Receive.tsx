import { Toast } from 'antd-mobile';
import { useWords } from '../../shared/i18n/start';
import { QrCode } from '../../shared/QrCode';
import { useMe } from '../api';
import { Button } from '../parts';
import { Screen } from '../Screen';

/** A code that leads a friend's wallet to sending to me. It names no phone number. */
export function Receive() {
  const { t } = useWords();
  const me = useMe();
  if (!me.data) return null;
  const link = `${window.location.origin}/wallet/send?to=${me.data.id}`;

  async function copy() {
    await navigator.clipboard.writeText(link);
    void Toast.show({ content: t('action.copied') });
  }

  return (
    <Screen title={t('receive.title')} className="on-cinnabar">
      <div className="card code-card">
        <p className="muted">{t('receive.how')}</p>
        <QrCode text={link} size={232} label={t('receive.code')} coin />
        <p className="code-name">{me.data.name}</p>
        <p className="muted num">{me.data.phoneMasked}</p>
        <Button kind="plain" onClick={() => void copy()}>
          {t('receive.copy')}
        </Button>
      </div>
    </Screen>
  );
}
