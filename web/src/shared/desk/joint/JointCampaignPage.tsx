import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import type { JointCampaign, NewOffer } from '../../../api/types';
import type { Client } from '../../client';
import { couponTerms } from '../../couponTerms';
import { useWords } from '../../i18n/start';
import { formatMoney } from '../../money';
import { benefitWords, conditionWords, oddsWords } from '../../offerWords';
import { every } from '../../poll';
import { asProblem } from '../../problem';
import { ErrorState, Skeleton } from '../../states';
import { fullTime } from '../../time';
import { useCardBanks } from '../../useCardBanks';
import { useIntent } from '../../useIntent';
import { When } from '../../When';
import { ProblemBox, ProblemNote } from '../ProblemNote';
import { JointPills } from './JointPill';
import { Figure } from './JointCampaigns';
import './joint.css';

const REFRESH_MS = 10_000;

/** One campaign as one of its sponsors reads it before accepting: its share, the terms, the rules, and what it has cost so far. */
export function JointCampaignPage({ api, id, back }: { api: Client; id: string; back: React.ReactNode }) {
  const { t } = useWords();
  const path = `/joint-campaigns/${id}`;
  const query = useQuery({ queryKey: [path], queryFn: ({ signal }) => api.get<JointCampaign>(path, { signal }), refetchInterval: every(REFRESH_MS) });
  if (query.isPending) return <Skeleton rows={[40, 120, 240]} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} action={back} />;
  const campaign = query.data;
  return (
    <>
      {back}
      <header className="joint-head">
        <h1>{campaign.plan.name}</h1>
        <JointPills campaign={campaign} />
        <span className="small muted">{t('joint.version', { n: campaign.version })}</span>
      </header>
      <div className="joint-body">
        {campaign.open && <Answer api={api} path={path} campaign={campaign} />}
        {campaign.spend && <Spend spend={campaign.spend} />}
        <Terms api={api} campaign={campaign} />
        <Rules campaign={campaign} />
      </div>
    </>
  );
}

/** What was looked at is what is answered: a version that comes meanwhile is not accepted by it. */
function Answer({ api, path, campaign }: { api: Client; path: string; campaign: JointCampaign }) {
  const { t, language } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<'acceptance' | 'refusal' | null>(null);
  const [form] = Form.useForm<{ reason: string }>();
  const percent = Number(campaign.plan.offers[0].sponsors[0]?.percent).toLocaleString(language);
  const most = campaign.share ? formatMoney(campaign.share, language) : '·';
  const answer = useIntent({
    mutationFn: ({ what, reason }: { what: 'acceptance' | 'refusal'; reason?: string }) => api.post<JointCampaign>(`${path}/${what}`, { version: campaign.version, ...(reason ? { reason } : {}) }),
    onSuccess: (_, { what }) => {
      setAsking(null);
      void message.success(t(what === 'acceptance' ? 'joint.accepted' : 'joint.refused'));
    },
    onSettled: () => queries.invalidateQueries(),
  });
  // Another version is another question.
  useEffect(() => answer.reset(), [campaign.version]);
  const moved = answer.error && asProblem(answer.error).code === 'conflict';
  const problem = moved ? <ProblemBox>{t('joint.moved')}</ProblemBox> : <ProblemNote error={answer.error} />;
  const title = { waiting: campaign.change ? 'joint.changeTitle' : 'joint.waitingTitle', accepted: 'joint.acceptedTitle', refused: 'joint.refusedTitle' }[campaign.answer];
  return (
    <section className={`card joint-answer ${campaign.answer}`} aria-label={t(title)}>
      <div>
        <h2>{t(title)}</h2>
        <p className="small muted">
          {campaign.answer === 'refused' && campaign.reason ? t('joint.refusedWhy', { reason: campaign.reason }) : t('joint.waitingLead')}
          {campaign.answeredAt && (
            <>
              {' · '}
              <When at={campaign.answeredAt} full />
            </>
          )}
        </p>
      </div>
      <div className="joint-buttons">
        {campaign.answer !== 'refused' && (
          <Button size="large" onClick={() => setAsking('refusal')}>
            {t('joint.refuse')}
          </Button>
        )}
        {campaign.answer !== 'accepted' && (
          <Button size="large" type="primary" onClick={() => setAsking('acceptance')}>
            {t('joint.accept', { percent })}
          </Button>
        )}
      </div>
      <Modal
        title={t('joint.acceptTitle', { name: campaign.plan.name, n: campaign.version })}
        open={asking === 'acceptance'}
        onCancel={() => setAsking(null)}
        okText={t('joint.accept', { percent })}
        cancelText={t('action.cancel')}
        confirmLoading={answer.isPending}
        onOk={() => answer.mutate({ what: 'acceptance' })}
        afterClose={answer.reset}
      >
        <p className="strong num">{t('joint.acceptMost', { amount: most, percent })}</p>
        <p className="small muted">{t(campaign.plan.offers[0].sponsors[0]?.prefunded ? 'joint.prefunded' : 'joint.settledLater')}</p>
        {problem}
      </Modal>
      <Modal
        title={t('joint.refuseTitle')}
        open={asking === 'refusal'}
        onCancel={() => setAsking(null)}
        okText={t('joint.refuse')}
        cancelText={t('action.cancel')}
        confirmLoading={answer.isPending}
        onOk={() => form.submit()}
        afterClose={() => {
          form.resetFields();
          answer.reset();
        }}
      >
        <Form name="joint-refusal" form={form} layout="vertical" requiredMark={false} onFinish={({ reason }) => answer.mutate({ what: 'refusal', reason: reason.trim() })}>
          <Form.Item name="reason" label={t('joint.reason')} extra={t('joint.reasonHelp')} rules={[{ required: true, whitespace: true, message: t('fieldError.missing') }]}>
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
          </Form.Item>
          {problem}
        </Form>
      </Modal>
    </section>
  );
}

function Spend({ spend }: { spend: NonNullable<JointCampaign['spend']> }) {
  const { t, language } = useWords();
  return (
    <section className="card" aria-label={t('joint.spend')}>
      <h2>{t('joint.spend')}</h2>
      <dl className="joint-figures num">
        {(['setAside', 'spent', 'returned', 'left'] as const).map((figure) => (
          <Figure key={figure} label={t(`joint.${figure}`)}>
            {formatMoney(spend[figure], language)}
          </Figure>
        ))}
      </dl>
      <p className="small muted joint-spend-help">{t('joint.spendHelp')}</p>
    </section>
  );
}

function Terms({ api, campaign }: { api: Client; campaign: JointCampaign }) {
  const { t, language } = useWords();
  const [first, ...others] = campaign.plan.offers;
  return (
    <>
      <section className="card" aria-label={t('joint.terms')}>
        <h2>{t('joint.terms')}</h2>
        <dl className="facts">
          <dt>{t('joint.share')}</dt>
          <dd className="num strong">
            {Number(first.sponsors[0]?.percent).toLocaleString(language)}%
            {campaign.share && ` · ${t('joint.atMost')} ${formatMoney(campaign.share, language)}`}
          </dd>
          <dt>{t('joint.paid')}</dt>
          <dd>{t(first.sponsors[0]?.prefunded ? 'joint.prefunded' : 'joint.settledLater')}</dd>
          <dt>{t('joint.period')}</dt>
          <dd className="num">
            {fullTime(first.startsAt, language)} –<br />
            {fullTime(first.endsAt, language)}
          </dd>
          <dt>{t('joint.merchants')}</dt>
          <dd>
            {campaign.plan.offers.every((offer) => offer.benefit.kind === 'top_up_bonus')
              ? t('joint.onTopUps')
              : campaign.merchants.length > 0
                ? campaign.merchants.join(language === 'zh-CN' ? '、' : ', ')
                : t('joint.everywhere')}
          </dd>
          {others.length === 0 && <OfferTerms api={api} offer={first} />}
        </dl>
      </section>
      {others.length > 0 &&
        campaign.plan.offers.map((offer, place) => (
          <section key={place} className="card" aria-label={offer.name}>
            <h2>{offer.name}</h2>
            <dl className="facts">
              <OfferTerms api={api} offer={offer} />
            </dl>
          </section>
        ))}
    </>
  );
}

/** What is the offer's own. */
function OfferTerms({ api, offer }: { api: Client; offer: NewOffer }) {
  const { t, language } = useWords();
  const banks = useCardBanks(api);
  const odds = oddsWords(offer, t, language);
  const conditions = conditionWords(offer, t, language, banks.names);
  return (
    <>
      <dt>{t('joint.budget')}</dt>
      <dd className="num">
        {offer.budget.total && formatMoney(offer.budget.total, language)}
        {offer.budget.perDay && ` · ${t('joint.perDay', { amount: formatMoney(offer.budget.perDay, language) })}`}
        {offer.budget.perMerchant && ` · ${t('joint.perMerchant', { amount: formatMoney(offer.budget.perMerchant, language) })}`}
      </dd>
      <dt>{t('joint.gives')}</dt>
      <dd>
        {benefitWords(offer, t, language)}
        {odds.length > 1 && <Lines lines={odds} />}
      </dd>
      <dt>{t('joint.when')}</dt>
      <dd>{conditions.length === 0 ? t('joint.always') : <Lines lines={conditions} />}</dd>
      <dt>{t('joint.uses')}</dt>
      <dd>{offer.usesPerCustomer?.toLocaleString(language) ?? t('joint.anyUses')}</dd>
      {offer.usesPerDevice && (
        <>
          <dt>{t('joint.device')}</dt>
          <dd>{offer.usesPerDevice.toLocaleString(language)}</dd>
        </>
      )}
      {offer.coupon && (
        <>
          <dt>{t('joint.coupons')}</dt>
          <dd>
            <Lines lines={couponTerms(offer.coupon, offer.zone, t, language)} />
          </dd>
        </>
      )}
      <dt>{t('joint.others')}</dt>
      <dd>{t(offer.combinable ? 'joint.together' : 'joint.alone')}</dd>
      {offer.holdoutPercent && (
        <>
          <dt>{t('joint.holdout')}</dt>
          <dd className="num">{offer.holdoutPercent}%</dd>
        </>
      )}
    </>
  );
}

function Rules({ campaign }: { campaign: JointCampaign }) {
  const { t, language } = useWords();
  const { rules } = campaign.plan;
  return (
    <section className="card" aria-label={t('joint.rules')}>
      <h2>{t('joint.rules')}</h2>
      <p className="joint-rules">{language === 'zh-CN' ? rules.zh : rules.en}</p>
    </section>
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
