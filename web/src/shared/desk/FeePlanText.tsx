import type { FeePlan } from '../../api/types';
import { useWords } from '../i18n/start';
import { formatMoney } from '../money';

/** A fee plan in words: its name, its rate, and what bounds it. Without a plan there is no fee. */
export function FeePlanText({ plan }: { plan: FeePlan | null | undefined }) {
  const { t, language } = useWords();
  if (!plan) return <span>{t('feePlan.free')}</span>;
  const rate = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 4 }).format(plan.ratePpm / 1_000_000);
  const bounds = [
    plan.cap && t('feePlan.cap', { cap: formatMoney(plan.cap, language) }),
    plan.freePerMonth.value > 0 && t('feePlan.freePerMonth', { amount: formatMoney(plan.freePerMonth, language) }),
  ].filter(Boolean);
  return (
    <span>
      <span className="strong">{language === 'zh-CN' ? plan.nameZh : plan.nameEn}</span> · {plan.ratePpm === 0 ? t('feePlan.free') : t('feePlan.rate', { rate })}
      {bounds.length > 0 && <span className="muted"> · {bounds.join(' · ')}</span>}
    </span>
  );
}
