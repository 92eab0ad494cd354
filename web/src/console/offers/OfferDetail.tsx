import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useEffect } from 'react';
import { Link, useParams } from 'react-router';
import type { Offer, OfferUse } from '../../api/types';
import { CopyId } from '../../shared/desk/CopyId';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { formatMoney, toDecimal } from '../../shared/money';
import { benefitWords, conditionWords, kindWords, oddsWords, offerWords } from '../../shared/offerWords';
import { every } from '../../shared/poll';
import { ErrorState, Skeleton } from '../../shared/states';
import { useIntent } from '../../shared/useIntent';
import { When } from '../../shared/When';
import { useCardBanks } from '../../shared/useCardBanks';
import { api } from '../api';
import { DataTable } from '../DataTable';
import { PageHead } from '../PageHead';
import { useOperator } from '../StaffContext';
import { BudgetBar } from './BudgetBar';
import { LIVE_REFRESH_MS } from './Offers';
import { OfferTimeline } from './OfferTimeline';
import { OfferCoupons } from './OfferCoupons';
import { OfferStatePill } from './OfferStatePill';
import { SponsorBar } from './SponsorBar';

type Change = 'pause' | 'resume' | 'end';

export function OfferDetail() {
  const { id = '' } = useParams();
  const { t, language } = useWords();
  const { modal, message } = App.useApp();
  const queries = useQueryClient();
  const operator = useOperator();
  const query = useQuery({
    queryKey: ['/offers', id],
    queryFn: ({ signal }) => api.get<Offer>(`/offers/${id}`, { signal }),
    refetchInterval: every(LIVE_REFRESH_MS),
  });
  const uses = usePages<OfferUse>(api, `/offers/${id}/uses`, {}, { refetchMs: LIVE_REFRESH_MS, enabled: query.isSuccess });
  const banks = useCardBanks(api);
  const change = useIntent({
    mutationFn: (what: Change) => api.post<Offer>(`/offers/${id}/${what}`),
    onSuccess: (_, what) => void message.success(t(what === 'pause' ? 'offers.paused' : what === 'resume' ? 'offers.resumed' : 'offers.ended')),
    onSettled: () => queries.invalidateQueries(),
  });
  // In another state the same is another question.
  useEffect(() => change.reset(), [query.data?.state]);

  if (query.isPending) return <Skeleton rows={[40, 160, 240]} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} action={<Link to="/offers">{t('offers.back')}</Link>} />;
  const offer = query.data;
  const conditions = conditionWords(offer, t, language, banks.names);
  const odds = oddsWords(offer, t, language);
  const sure = (what: 'pause' | 'end') =>
    void modal.confirm({
      title: t(what === 'pause' ? 'offers.pause' : 'offers.end'),
      content: t(what === 'pause' ? 'offers.pauseSure' : 'offers.endSure'),
      okText: t(what === 'pause' ? 'offers.pause' : 'offers.end'),
      cancelText: t('common.cancel'),
      onOk: () => change.mutateAsync(what).catch(() => undefined),
    });

  return (
    <>
      <Link to="/offers" className="back">
        <ArrowLeftOutlined aria-hidden /> {t('offers.back')}
      </Link>
      <PageHead title={offer.name} tag={<OfferStatePill state={offer.state} />} lead={offerWords(offer, t, language, banks.names)}>
        {operator && (offer.state === 'live' || offer.state === 'scheduled') && <Button onClick={() => sure('pause')}>{t('offers.pause')}</Button>}
        {operator && offer.state === 'paused' && (
          <Button type="primary" loading={change.isPending} onClick={() => change.mutate('resume')}>
            {t('offers.resume')}
          </Button>
        )}
        {operator && offer.state !== 'ended' && <Button onClick={() => sure('end')}>{t('offers.end')}</Button>}
      </PageHead>
      <ProblemNote error={change.error} />
      <div className="two-columns">
        <section className="card">
          <div className="card-head">
            <h2>{t('offers.budget')}</h2>
            <span className="pill jade">{t('offers.live')}</span>
          </div>
          <BudgetBar spent={offer.spent} total={offer.budget.total} label={t('offers.budget')} />
          <div className="kpis num">
            <Kpi label={t('offers.left')} value={formatMoney(offer.budgetLeft, language)} />
            <Kpi
              label={t('offers.today')}
              value={offer.spentToday ? formatMoney(offer.spentToday, language) : '·'}
              note={offer.budget.perDay ? `${t('offers.perDay')} ${formatMoney(offer.budget.perDay, language)}` : undefined}
            />
            <Kpi label={t('offers.uses')} value={offer.uses.toLocaleString(language)} note={`${t('offers.perCustomer', { uses: offer.usesPerCustomer ?? t('offers.unlimited') })}${offer.usesPerDevice ? ` · ${t('offers.perDevice', { uses: offer.usesPerDevice })}` : ''}`} />
          </div>
          <h3>{t('offers.sponsors')}</h3>
          <SponsorBar sponsors={offer.sponsors.map((sponsor) => ({ name: sponsor.name, percent: Number(sponsor.percent) }))} total={offer.budget.total} />
        </section>
        <section className="card">
          <h2>{t('offers.rules')}</h2>
          <dl className="facts">
            <dt>{t('offers.kind')}</dt>
            <dd>{kindWords(offer.kind, t)}</dd>
            <dt>{t('offers.benefit')}</dt>
            <dd>
              {benefitWords(offer, t, language)}
              {odds.length > 1 && <Lines lines={odds} />}
            </dd>
            <dt>{t('offers.when')}</dt>
            <dd>{conditions.length === 0 ? t('offers.always') : <Lines lines={conditions} />}</dd>
            <dt>{t('offers.withOthers')}</dt>
            <dd>{t(offer.combinable ? 'offers.together' : 'offers.alone')}</dd>
            <dt>{t('offers.edge')}</dt>
            <dd>{t(offer.budget.edge === 'rest' ? 'offers.edgeRest' : 'offers.edgeAllOrNothing')}</dd>
            <dt>{t('offers.holdout')}</dt>
            <dd>{Number(offer.holdoutPercent) > 0 ? t('offers.holdoutOf', { percent: offer.holdoutPercent }) : t('offers.noHoldout')}</dd>
            <dt>{t('offers.period')}</dt>
            <dd>
              <When at={offer.startsAt} full /> –<br />
              <When at={offer.endsAt} full />
            </dd>
            <dt>{t('offers.merchants')}</dt>
            <dd>{offer.kind === 'top_up_bonus' ? t('offers.onTopUps') : offer.merchants?.length ? offer.merchants.map((merchant) => merchant.name).join(language === 'zh-CN' ? '、' : ', ') : t('offers.allMerchants')}</dd>
            <dt>{t('offers.version', { version: offer.version })}</dt>
            <dd>
              <CopyId id={offer.id} />
            </dd>
          </dl>
        </section>
      </div>
      <OfferCoupons offer={offer} operator={operator} />
      <div className="section-title">
        <OfferTimeline offer={offer} />
      </div>
      <h2 className="section-title">{t('offers.usedBy')}</h2>
      <DataTable<OfferUse>
        label={t('offers.usedBy')}
        pages={uses}
        rowKey={(use) => use.paymentId}
        empty={t('offers.usesEmptyHint')}
        columns={[
          { title: t('common.time'), render: (_, use) => <When at={use.at} /> },
          { title: t('offers.customer'), render: (_, use) => use.customerMasked ?? '·' },
          { title: t('payments.merchant'), render: (_, use) => use.merchantName ?? t('offers.topUp') },
          { title: t('offers.discount'), align: 'right', render: (_, use) => formatMoney(use.discount, language) },
          { title: t('offers.cashback'), align: 'right', render: (_, use) => (use.cashback.value > 0 ? formatMoney(use.cashback, language) : <span className="muted">·</span>) },
          { title: t('offers.bonus'), align: 'right', render: (_, use) => (use.bonus.value > 0 ? formatMoney(use.bonus, language) : <span className="muted">·</span>) },
          { title: t('offers.returned'), align: 'right', render: (_, use) => (use.returned && use.returned.value > 0 ? formatMoney(use.returned, language) : <span className="muted">·</span>) },
          { title: t('nav.payments'), render: (_, use) => (use.merchantId ? <Link to={`/payments?open=${use.paymentId}`}>{`…${use.paymentId.slice(-6)}`}</Link> : `…${use.paymentId.slice(-6)}`) },
        ]}
        csv={{
          name: 'offer-uses',
          header: [t('common.time'), t('offers.customer'), t('payments.merchant'), t('offers.discount'), t('offers.cashback'), t('offers.bonus'), t('common.id')],
          row: (use) => [use.at, use.customerMasked ?? '', use.merchantName ?? '', toDecimal(use.discount), toDecimal(use.cashback), toDecimal(use.bonus), use.paymentId],
        }}
      />
    </>
  );
}

function Lines({ lines }: { lines: string[] }) {
  return (
    <ul className="fact-lines num">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function Kpi({ label, value, note }: { label: string; value: string; note?: string }) {
  return (
    <div>
      <span className="small muted">{label}</span>
      <b>{value}</b>
      {note && <span className="tiny muted">{note}</span>}
    </div>
  );
}
