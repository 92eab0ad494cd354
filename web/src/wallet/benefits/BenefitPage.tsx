import { Toast } from 'antd-mobile';
import { useState } from 'react';
import { useParams } from 'react-router';
import type { BenefitCode } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { ErrorState, Skeleton } from '../../shared/states';
import { dayWords } from '../../shared/time';
import { When } from '../../shared/When';
import { Button } from '../parts';
import { Screen } from '../Screen';
import { Fact } from '../wallets/BillDetail';
import { useBenefit, useOpenedCode } from './benefits';
import { BenefitStub } from './BenefitTicket';

/** One benefit: its code, once it is asked for, until when it can be used, and how. */
export function BenefitPage() {
  const { t } = useWords();
  const { id = '' } = useParams();
  const benefit = useBenefit(id);
  return (
    <Screen title={t('benefits.one')} back="/benefits">
      {benefit.isPending && <Skeleton rows={[132, 160, 200]} />}
      {benefit.isError && <ErrorState error={benefit.error} onRetry={() => void benefit.refetch()} />}
      {benefit.data && <About benefit={benefit.data} />}
    </Screen>
  );
}

function About({ benefit }: { benefit: BenefitCode }) {
  const { t, language } = useWords();
  const day = benefit.lastDay && dayWords(benefit.lastDay, language);
  return (
    <>
      <article className={benefit.over ? 'ticket ticket-benefit ticket-tall ticket-over' : 'ticket ticket-benefit ticket-tall'} data-testid="benefit-page">
        <BenefitStub {...benefit} />
        <div className="ticket-right">
          <h2>{benefit.name}</h2>
          <p className="ticket-foot">
            <span className={benefit.over ? 'chip chip-quiet' : 'chip chip-jade'}>{benefit.over ? t('benefits.over') : day ? t('benefits.untilDay', { day }) : t('benefits.noEnd')}</span>
          </p>
        </div>
      </article>
      <Code id={benefit.id} />
      <dl className="card facts num">
        <Fact label={t('benefits.howToRedeem')}>{benefit.howToRedeem}</Fact>
        <Fact label={t('benefits.supplier')}>{benefit.supplierName}</Fact>
        <Fact label={t('benefits.lastDay')}>{day ?? t('benefits.noEnd')}</Fact>
        <Fact label={t('coupons.gotAt')}>
          {t(`coupons.how.${benefit.how}`)} · <When at={benefit.givenAt} />
        </Fact>
      </dl>
      <p className="muted small">{t('benefits.keep')}</p>
    </>
  );
}

/** Hidden until somebody wants to see it: who looks over a shoulder does not. */
function Code({ id }: { id: string }) {
  const { t } = useWords();
  const [opened, setOpened] = useState(false);
  const code = useOpenedCode(id, opened);
  async function copy(text: string) {
    await navigator.clipboard.writeText(text);
    void Toast.show({ content: t('action.copied') });
  }
  return (
    <section className="card code-card" aria-label={t('benefits.code')}>
      <h2 className="muted small">{t('benefits.code')}</h2>
      {code.error ? (
        <ErrorState error={code.error} onRetry={() => void code.refetch()} />
      ) : (
        <p className="benefit-code num" data-testid="benefit-code" aria-live="polite">
          {code.data?.code ?? <span aria-hidden>•••• ••••</span>}
        </p>
      )}
      {code.data ? (
        <Button onClick={() => void copy(code.data.code)}>{t('benefits.copy')}</Button>
      ) : (
        !code.error && (
          <Button busy={opened && code.isPending} onClick={() => setOpened(true)}>
            {t('benefits.open')}
          </Button>
        )
      )}
    </section>
  );
}
