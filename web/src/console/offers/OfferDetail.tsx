import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { Offer } from '../../api/types';
import { CopyId } from '../../shared/desk/CopyId';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { benefitWords, conditionWords, kindWords, oddsWords, offerWords } from '../../shared/offerWords';
import { every } from '../../shared/poll';
import { ErrorState, Skeleton } from '../../shared/states';
import { useIntent } from '../../shared/useIntent';
import { When } from '../../shared/When';
import { useCardBanks } from '../../shared/useCardBanks';
import { api } from '../api';
import { AudienceNames } from '../audiences/AudienceNames';
import { PageHead } from '../PageHead';
import { useOperator } from '../StaffContext';
import { BudgetBar } from './BudgetBar';
import { LIVE_REFRESH_MS } from './Offers';
import { OfferTimeline } from './OfferTimeline';
import { OfferCoupons } from './OfferCoupons';
import { OfferStatePill } from './OfferStatePill';
import { SponsorBar } from './SponsorBar';
import { UsesTable } from './UsesTable';

type Change = 'pause' | 'resume' | 'end';

export function OfferDetail() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const { t, language } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const operator = useOperator();
  const query = useQuery({
    queryKey: ['/offers', id],
    queryFn: ({ signal }) => api.get<Offer>(`/offers/${id}`, { signal }),
    refetchInterval: every(LIVE_REFRESH_MS),
  });
  const [asking, setAsking] = useState<'pause' | 'end' | null>(null);
  const banks = useCardBanks(api);
  const change = useIntent({
    mutationFn: ({ what, reason }: { what: Change; reason?: string }) => api.post<Offer>(`/offers/${id}/${what}`, reason ? { reason } : {}),
    onSuccess: (_, { what }) => void message.success(t(what === 'pause' ? 'offers.paused' : what === 'resume' ? 'offers.resumed' : 'offers.ended')),
    onSettled: () => queries.invalidateQueries(),
  });
  // In another state the same is another question.
  useEffect(() => change.reset(), [query.data?.state]);

  if (query.isPending) return <Skeleton rows={[40, 160, 240]} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} action={<Link to="/offers">{t('offers.back')}</Link>} />;
  const offer = query.data;
  const conditions = conditionWords(offer, t, language, banks.names);
  const odds = oddsWords(offer, t, language);

  return (
    <>
      <Link to="/offers" className="back">
        <ArrowLeftOutlined aria-hidden /> {t('offers.back')}
      </Link>
      <PageHead title={offer.name} tag={
          <>
            <OfferStatePill state={offer.state} /> {offer.ownOf && <span className="pill indigo">{t('offers.ownOf')}</span>}
          </>
        } lead={offerWords(offer, t, language, banks.names)}>
        <Button onClick={() => void navigate(`/offers/${id}/results`)}>{t('results.title')}</Button>
        {operator && (offer.state === 'live' || offer.state === 'scheduled') && <Button onClick={() => setAsking('pause')}>{t('offers.pause')}</Button>}
        {operator && offer.state === 'paused' && (
          <Button type="primary" loading={change.isPending} onClick={() => change.mutate({ what: 'resume' })}>
            {t('offers.resume')}
          </Button>
        )}
        {operator && offer.state !== 'ended' && <Button onClick={() => setAsking('end')}>{t('offers.end')}</Button>}
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
            <AudienceNames condition={offer.condition} />
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
      <UsesTable offerId={offer.id} />
      <Sure
        what={asking}
        own={Boolean(offer.ownOf)}
        onClose={() => setAsking(null)}
        onSure={(what, reason) => {
          setAsking(null);
          change.mutate({ what, reason });
        }}
      />
    </>
  );
}

/** Before it stops; of a merchant's own offer it is said why, since the merchant reads it. */
function Sure({ what, own, onClose, onSure }: { what: 'pause' | 'end' | null; own: boolean; onClose: () => void; onSure: (what: 'pause' | 'end', reason: string) => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<{ reason?: string }>();
  // It outlives the dialog's way out, so that the words stand still meanwhile.
  const [shown, setShown] = useState<'pause' | 'end'>('pause');
  useEffect(() => {
    if (what) setShown(what);
  }, [what]);
  const title = t(shown === 'pause' ? 'offers.pause' : 'offers.end');
  return (
    <Modal title={title} open={what !== null} okText={title} cancelText={t('common.cancel')} onCancel={onClose} onOk={() => form.submit()} afterClose={() => form.resetFields()}>
      <p>{t(shown === 'pause' ? 'offers.pauseSure' : 'offers.endSure')}</p>
      <Form name="offer-stop" form={form} layout="vertical" requiredMark={false} onFinish={({ reason }) => onSure(shown, reason?.trim() ?? '')}>
        <Form.Item name="reason" label={t(own ? 'offers.reasonOwn' : 'offers.reason')} rules={own ? [{ required: true, whitespace: true, message: t('common.required') }] : []}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
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
