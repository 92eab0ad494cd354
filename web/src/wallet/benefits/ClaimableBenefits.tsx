import { useState } from 'react';
import { Link } from 'react-router';
import type { BenefitCode, ClaimableBenefit } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { carryOut } from '../../shared/intents';
import type { Problem } from '../../shared/problem';
import { ErrorState } from '../../shared/states';
import { shortMoment } from '../../shared/time';
import { useIntent } from '../../shared/useIntent';
import { api } from '../api';
import { MoreOf, Refusal } from '../parts';
import { benefitsChanged, type useClaimableBenefits } from './benefits';
import { BenefitStub } from './BenefitTicket';

/** Third parties' benefits among what is to be had. */
export function ClaimableBenefits({ claimable }: { claimable: ReturnType<typeof useClaimableBenefits> }) {
  const { t } = useWords();
  const all = claimable.data?.pages.flatMap((page) => page.items) ?? [];
  if (claimable.isError) return <ErrorState error={claimable.error} onRetry={() => void claimable.refetch()} />;
  if (all.length === 0) return null;
  return (
    <section aria-label={t('benefits.section')}>
      <h2 className="section">{t('benefits.section')}</h2>
      <ul className="stack-small plain-list">
        {all.map((benefit) => (
          <li key={benefit.id}>
            <ClaimTicket benefit={benefit} />
          </li>
        ))}
      </ul>
      <MoreOf list={claimable} />
    </section>
  );
}

function ClaimTicket({ benefit }: { benefit: ClaimableBenefit }) {
  const { t, language } = useWords();
  const { id, name, left, claimed, state } = benefit;
  const [mine, setMine] = useState<string>();
  const claim = useIntent<BenefitCode, Problem, { benefitId: string; claimed: number }>({
    // With how many there are already: one more is another intent, once this one is on the list.
    mutationFn: (body) => carryOut(`benefit.${id}`, body, (idempotencyKey) => api.post<BenefitCode>('/benefit-claims', { benefitId: body.benefitId }, { idempotencyKey })),
    onSuccess: (got) => setMine(got.id),
    onSettled: benefitsChanged,
  });
  const landed = claim.isSuccess || claimed > 0;
  return (
    <article className={state === 'sold_out' ? 'ticket ticket-benefit ticket-over' : 'ticket ticket-benefit'} data-testid="claimable-benefit" data-state={state}>
      <BenefitStub {...benefit} />
      <div className="ticket-right">
        <h3>
          {name}
          {landed && <span className={claim.isSuccess ? 'stamp stamp-new' : 'stamp'}>{claimed > 1 ? t('benefits.claimedMany', { count: claimed }) : t('coupons.claimed')}</span>}
        </h3>
        <p className="muted small">{benefit.howToRedeem}</p>
        <div className="ticket-foot num">
          {state === 'not_started' ? (
            <span className="indigo small">{t('coupons.opensAt', { time: shortMoment(benefit.claimFrom, language) })}</span>
          ) : (
            <span className="muted small">{left > 0 ? t('benefits.left', { count: left }) : t('coupons.noneLeft')}</span>
          )}
          {state === 'open' ? (
            <button type="button" className="ticket-use" aria-busy={claim.isPending} aria-label={t('coupons.claimNamed', { name })} onClick={() => claim.mutate({ benefitId: id, claimed })}>
              {t(claimed > 0 ? 'benefits.claimMore' : 'coupons.claim')}
            </button>
          ) : claimed > 0 ? (
            <Link className="ticket-use ticket-use-quiet" to={mine ? `/benefits/${mine}` : '/benefits'} aria-label={t('benefits.seeNamed', { name })}>
              {t('benefits.see')}
            </Link>
          ) : (
            <span className="ticket-use ticket-use-off">{t(`coupons.claimState.${state}`)}</span>
          )}
        </div>
        <Refusal problem={claim.error} />
      </div>
    </article>
  );
}
