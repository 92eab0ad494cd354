import { CopyId } from '../../shared/desk/CopyId';
import { ProblemBox } from '../../shared/desk/ProblemNote';
import { useWords } from '../../shared/i18n/start';
import { useMerchant } from './MerchantContext';

/** In place of what takes money, at a shop that may not take any for now. Everything else it has stays open. */
export function Suspended() {
  const { t } = useWords();
  const { merchant } = useMerchant();
  return (
    <ProblemBox title={t('suspended.title')}>
      {merchant.reason && <p>{t('waiting.reason', { reason: merchant.reason })}</p>}
      <p>{t('suspended.stays')}</p>
      <p>
        {t('waiting.rejectedNext')} <CopyId id={merchant.id} />
      </p>
    </ProblemBox>
  );
}
