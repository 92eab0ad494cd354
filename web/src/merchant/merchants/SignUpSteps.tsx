import { Steps } from 'antd';
import { useWords } from '../../shared/i18n/start';

/** Where one is on the way to the first payment: the business, its documents, the decision. */
export function SignUpSteps({ now }: { now: 0 | 1 | 2 }) {
  const { t } = useWords();
  return <Steps className="sign-up-steps" size="small" current={now} responsive={false} items={[{ title: t('signUp.steps.business') }, { title: t('signUp.steps.documents') }, { title: t('signUp.steps.decision') }]} />;
}
