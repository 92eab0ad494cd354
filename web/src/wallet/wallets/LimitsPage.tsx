import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { LimitToday, Page } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import type { Problem } from '../../shared/problem';
import { ErrorState, Skeleton } from '../../shared/states';
import { api, useMe } from '../api';
import { ChevronIcon } from '../icons';
import { Screen } from '../Screen';

const CURRENCY = 'CNY';

/** 限额: how much may be moved at once and in a day, and what is left of it today. */
export function LimitsPage() {
  const { t, language } = useWords();
  const me = useMe();
  const limits = useQuery<Page<LimitToday>, Problem>({ queryKey: ['limits'], queryFn: () => api.get<Page<LimitToday>>('/limits/today') });
  const withoutPin = me.data?.smallPaymentLimit;
  return (
    <Screen title={t('limits.title')} back="/me">
      {limits.isPending && <Skeleton rows={[96, 96, 96]} />}
      {limits.isError && <ErrorState error={limits.error} onRetry={() => void limits.refetch()} />}
      {limits.data?.items
        .filter((limit) => limit.day.currency === CURRENCY)
        .map((limit) => (
          <section key={limit.kind} className="card padded limit" aria-label={t(`limits.kind.${limit.kind}`)}>
            <h2>{t(`limits.kind.${limit.kind}`)}</h2>
            <p className="num">{t('limits.left', { amount: formatMoney(limit.left, language) })}</p>
            <meter min={0} max={limit.day.value} value={limit.day.value - limit.left.value} aria-label={t('limits.used')} />
            <p className="muted small num">
              {t('limits.of', { each: formatMoney(limit.each, language), day: formatMoney(limit.day, language) })}
            </p>
          </section>
        ))}
      <ul className="card rows">
        <li>
          <Link className="row" to="/me/small-payments">
            <span className="row-main">{t('smallPayments.title')}</span>
            <span className="row-value">
              {withoutPin && withoutPin.value > 0 ? t('smallPayments.upTo', { amount: formatMoney(withoutPin, language) }) : t('smallPayments.off')}
            </span>
            <ChevronIcon />
          </Link>
        </li>
      </ul>
    </Screen>
  );
}
