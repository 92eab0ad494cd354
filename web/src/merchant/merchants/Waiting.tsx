import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import type { Merchant } from '../../api/types';
import { CopyId } from '../../shared/desk/CopyId';
import { Gate } from '../../shared/desk/Gate';
import { ProblemBox } from '../../shared/desk/ProblemNote';
import { useWords } from '../../shared/i18n/start';
import { SignOut } from '../identity/SignOut';
import { Documents, useDocuments } from './Documents';
import { SignUpSteps } from './SignUpSteps';

/** Between the application and the decision. The app looks again by itself, so that the till opens without a reload. */
export function Waiting({ merchant }: { merchant: Merchant }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const refused = merchant.status === 'rejected';
  const { missing, known } = useDocuments();
  const toBring = known && missing.length > 0;
  return (
    <Gate title={refused ? t('waiting.rejected') : toBring ? t('waiting.documents') : t('waiting.title')} lead={merchant.name}>
      {!refused && <SignUpSteps now={toBring ? 1 : 2} />}
      <section className="card" aria-label={t('documents.title')}>
        <h2 style={{ marginTop: 0 }}>{t('documents.title')}</h2>
        <p className="small muted">{t('documents.lead')}</p>
        <Documents />
      </section>
      <div className="card" role="status">
        {refused ? (
          <>
            {merchant.reason && <ProblemBox>{t('waiting.reason', { reason: merchant.reason })}</ProblemBox>}
            <p>{t('waiting.rejectedNext')}</p>
          </>
        ) : (
          <p style={{ marginTop: 0 }}>{toBring ? t('waiting.bringFirst') : t('waiting.lead')}</p>
        )}
        <dl className="facts">
          <dt>{t('waiting.id')}</dt>
          <dd>
            <CopyId id={merchant.id} />
          </dd>
        </dl>
      </div>
      <div style={{ display: 'flex', gap: 12, marginTop: 16, justifyContent: 'center' }}>
        <Button type="primary" onClick={() => void queries.invalidateQueries()}>
          {t('waiting.again')}
        </Button>
        <SignOut />
      </div>
    </Gate>
  );
}
