import { Link } from 'react-router';
import { useWords } from '../../shared/i18n/start';
import { Empty, ErrorState, Skeleton } from '../../shared/states';
import { MoreOf } from '../parts';
import { Screen } from '../Screen';
import { useMyBenefits } from './benefits';
import { BenefitTicket } from './BenefitTicket';

/** 我的权益: the benefits that one has, the newest first. */
export function MyBenefits() {
  const { t } = useWords();
  const benefits = useMyBenefits();
  const all = benefits.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Screen
      title={t('benefits.mine')}
      right={
        <Link className="bar-link" to="/coupons/claim">
          {t('coupons.centre')}
        </Link>
      }
    >
      {benefits.isPending && <Skeleton rows={[104, 104, 104]} />}
      {benefits.isError && <ErrorState error={benefits.error} onRetry={() => void benefits.refetch()} />}
      {benefits.isSuccess && all.length === 0 && (
        <Empty
          action={
            <Link className="button button-primary button-inline" to="/coupons/claim">
              {t('benefits.toCentre')}
            </Link>
          }
        >
          {t('benefits.none')}
        </Empty>
      )}
      <ul className="stack-small plain-list">
        {all.map((benefit) => (
          <li key={benefit.id}>
            <BenefitTicket benefit={benefit} />
          </li>
        ))}
      </ul>
      <MoreOf list={benefits} />
    </Screen>
  );
}
