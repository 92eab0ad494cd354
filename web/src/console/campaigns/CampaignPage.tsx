import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { Campaign, CampaignConflicts, CampaignDifference, CampaignEvent, CampaignPlan, CampaignVersion, Merchant, Offer, Page } from '../../api/types';
import { CopyId } from '../../shared/desk/CopyId';
import { ProblemBox, ProblemNote } from '../../shared/desk/ProblemNote';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { offersWords } from '../../shared/offerWords';
import { every } from '../../shared/poll';
import { asProblem, type FieldError } from '../../shared/problem';
import { QrCode } from '../../shared/QrCode';
import { ErrorState, Skeleton } from '../../shared/states';
import { useCardBanks } from '../../shared/useCardBanks';
import { useIntent } from '../../shared/useIntent';
import { When } from '../../shared/When';
import { api } from '../api';
import { BudgetBar } from '../offers/BudgetBar';
import { StartBacktest } from '../backtests/StartBacktest';
import { termsText } from '../offers/termsText';
import { PageHead } from '../PageHead';
import { useOperator, useStaff } from '../StaffContext';
import { Timeline } from '../Timeline';
import { CampaignStatePill, ChangePill } from './CampaignStatePill';
import { PlanFacts } from './PlanFacts';
import { TogetherResults } from './TogetherResults';
import { fieldName, fieldValue } from './planWords';

const REFRESH_MS = 5_000;

/** What is done with a reason. */
type Act = 'rejection' | 'pause' | 'resume' | 'end' | 'copies' | 'archive';

export function CampaignPage() {
  const { id = '' } = useParams();
  const { t, language } = useWords();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const operator = useOperator();
  const me = useStaff();
  const banks = useCardBanks(api);
  const [asking, setAsking] = useState<Act | null>(null);
  const [testing, setTesting] = useState(false);
  const query = useQuery({
    queryKey: ['/campaigns', id],
    queryFn: ({ signal }) => api.get<Campaign>(`/campaigns/${id}`, { signal }),
    refetchInterval: every(REFRESH_MS),
  });
  const merchants = useQuery({
    queryKey: ['/merchants', { status: 'active' }, 'choice'],
    queryFn: ({ signal }) => api.get<Page<Merchant>>('/merchants', { query: { status: 'active', limit: 100 }, signal }),
  });
  const names = new Map((merchants.data?.items ?? []).map((merchant) => [merchant.id, merchant.name]));
  const decide = useIntent({
    mutationFn: ({ what, version }: { what: 'review' | 'approval'; version: number }) => api.post<Campaign>(`/campaigns/${id}/${what}`, { version }),
    onSuccess: (_, { what }) => void message.success(t(what === 'review' ? 'campaigns.sent' : 'campaigns.approved')),
    onSettled: () => queries.invalidateQueries(),
  });
  const newest = query.data?.newest;
  // Another version, or another stage of it, is another question.
  useEffect(() => decide.reset(), [newest?.n, newest?.stage]);

  if (query.isPending) return <Skeleton rows={[40, 160, 240]} />;
  if (!query.data || !newest) return <ErrorState error={query.error} onRetry={() => void query.refetch()} action={<Link to="/campaigns">{t('campaigns.back')}</Link>} />;
  const campaign = query.data;
  const { plan } = newest;
  const open = campaign.state === 'scheduled' || campaign.state === 'live' || campaign.state === 'paused';
  const over = campaign.state === 'ended' || campaign.state === 'archived';
  const undecided = newest.stage !== 'approved' && !over;
  const own = newest.writtenBy.id === me.id;

  return (
    <>
      <Link to="/campaigns" className="back">
        <ArrowLeftOutlined aria-hidden /> {t('campaigns.back')}
      </Link>
      <PageHead
        title={plan.name}
        tag={
          <>
            <CampaignStatePill state={campaign.state} />
            {open && <ChangePill stage={newest.stage} />}
          </>
        }
        lead={offersWords(plan.offers, t, language, banks.names)}
      >
        {operator && !over && <Button onClick={() => void navigate(`/campaigns/${id}/edit`)}>{t(open ? 'campaigns.change' : 'campaigns.edit')}</Button>}
        {operator && (campaign.state === 'live' || campaign.state === 'scheduled') && <Button onClick={() => setAsking('pause')}>{t('offers.pause')}</Button>}
        {operator && campaign.state === 'paused' && <Button onClick={() => setAsking('resume')}>{t('offers.resume')}</Button>}
        {operator && open && <Button onClick={() => setAsking('end')}>{t('offers.end')}</Button>}
        {operator && plan.offers.every((offer) => offer.benefit.kind !== 'top_up_bonus') && <Button onClick={() => setTesting(true)}>{t('backtests.start')}</Button>}
        {operator && <Button onClick={() => setAsking('copies')}>{t('campaigns.copy')}</Button>}
        {operator && !open && campaign.state !== 'archived' && <Button onClick={() => setAsking('archive')}>{t('campaigns.archive')}</Button>}
        {operator && newest.stage === 'draft' && !over && (
          <Button type="primary" loading={decide.isPending} onClick={() => decide.mutate({ what: 'review', version: newest.n })}>
            {t('campaigns.send')}
          </Button>
        )}
      </PageHead>
      <div className="stacked">
        {newest.stage === 'rejected' && newest.decision && !over && (
          <ProblemBox>{t('campaigns.sentBack', { name: newest.decision.by.name ?? newest.decision.by.id, reason: newest.decision.reason })}</ProblemBox>
        )}
        {newest.stage === 'in_review' && (
          <section className="card decision" aria-label={t('campaigns.decision')}>
            <div>
              <h2>{t('campaigns.inReview', { n: newest.n })}</h2>
              <p className="small muted">
                {t('campaigns.writtenBy', { name: newest.writtenBy.name ?? newest.writtenBy.id })} · <When at={newest.writtenAt} full />
                {newest.why && <> · {newest.why}</>}
              </p>
              {own && <p className="small">{t('campaigns.ownVersion')}</p>}
            </div>
            {!own && (
              <div className="page-actions">
                <Button onClick={() => setAsking('rejection')}>{t('campaigns.sendBack')}</Button>
                <Button type="primary" loading={decide.isPending} onClick={() => decide.mutate({ what: 'approval', version: newest.n })}>
                  {t(campaign.approved ? 'campaigns.approveChange' : 'campaigns.approve')}
                </Button>
              </div>
            )}
          </section>
        )}
        {campaign.asked.length > 0 && undecided && <Asked campaign={campaign} />}
        <NotOpened error={decide.error} plan={plan} />
        {campaign.offerIds.length > 0 && <Money campaign={campaign} />}
        {campaign.offerIds.length > 1 && <TogetherResults id={id} name={plan.name} />}
        {undecided && campaign.approved ? <Difference campaign={campaign} merchants={names} /> : null}
        {undecided && <Conflicts id={id} version={newest.n} several={plan.offers.length > 1} />}
      </div>
      <h2 className="section-title">
        {t('campaigns.version', { n: newest.n })} {undecided && campaign.approved ? <span className="small muted">{t('campaigns.notInEffect')}</span> : null}
      </h2>
      <PlanFacts plan={plan} merchants={names} />
      <div className="two-columns even stacked-below">
        <section className="card" aria-label={t('campaigns.timeline')}>
          <h2>{t('campaigns.timeline')}</h2>
          <Events campaign={campaign} />
        </section>
        {plan.placements.length > 0 && <Place campaign={campaign} />}
      </div>
      <Versions campaign={campaign} merchants={names} />
      <p className="small muted">
        <CopyId id={campaign.id} /> · <Link to={`/backtests?campaign=${campaign.id}`}>{t('backtests.ofCampaign')}</Link>
      </p>
      <StartBacktest campaign={campaign} open={testing} onClose={() => setTesting(false)} />
      <AskReason id={id} act={asking} version={newest.n} onClose={() => setAsking(null)} />
    </>
  );
}

/** The brands and merchants without whose acceptance this version can't be approved. */
function Asked({ campaign }: { campaign: Campaign }) {
  const { t } = useWords();
  const tones = { waiting: 'amber', accepted: 'jade', refused: 'red' };
  return (
    <section className="card" aria-label={t('campaigns.askedTitle')}>
      <h2>{t('campaigns.askedTitle')}</h2>
      <p className="small muted">{t(campaign.newest.stage === 'in_review' ? 'campaigns.askedHelp' : 'campaigns.askedDraft')}</p>
      <ul className="versions">
        {campaign.asked.map((sponsor) => (
          <li key={sponsor.sponsorId}>
            <span>
              <b>{sponsor.name}</b> <span className={`pill ${tones[sponsor.state]}`}>{t(`campaigns.askedStates.${sponsor.state}`)}</span>
            </span>
            {sponsor.at && (
              <span className="small muted">
                <When at={sponsor.at} full />
                {sponsor.version !== campaign.newest.n && <> · {t('campaigns.askedAt', { n: sponsor.version })}</>}
                {sponsor.reason && <> · {sponsor.reason}</>}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Why it could not open or take effect: the server says it field by field. */
function NotOpened({ error, plan }: { error: unknown; plan: CampaignPlan }) {
  const { t } = useWords();
  if (!error) return null;
  const problem = asProblem(error);
  if (problem.code !== 'campaign-not-opened') return <ProblemNote error={error} />;
  const fields = (problem.members.fields ?? []) as FieldError[];
  const why = String(problem.members.why);
  return (
    <ProblemBox>
      {t('campaigns.notOpened')} {why === 'invalid' ? fields.map((fault) => `${fieldName(fault.field, plan, t)}: ${termsText(t, fault)}`).join('; ') : t(`campaigns.notOpenedWhy.${why}`)}
    </ProblemBox>
  );
}

/** What the books hold of each of its offers, and of all. */
function Money({ campaign }: { campaign: Campaign }) {
  const { t } = useWords();
  const offers = useQueries({
    queries: campaign.offerIds.map((id) => ({ queryKey: ['/offers', id], queryFn: ({ signal }: { signal: AbortSignal }) => api.get<Offer>(`/offers/${id}`, { signal }), refetchInterval: every(REFRESH_MS) })),
    combine: (queries) => queries.flatMap((query) => query.data ?? []),
  });
  const [first, ...others] = offers;
  if (!first || offers.length < campaign.offerIds.length) return null;
  const sum = (amount: (offer: Offer) => { value: number; currency: string }) => ({ ...amount(first), value: offers.reduce((value, offer) => value + amount(offer).value, 0) });
  return (
    <section className="card" aria-label={t('offers.budget')}>
      <div className="card-head">
        <h2>{t('offers.budget')}</h2>
        {others.length === 0 && <OfferLinks id={first.id} />}
      </div>
      {others.length === 0 ? (
        <Used offer={first} label={t('offers.budget')} />
      ) : (
        <>
          <BudgetBar spent={sum((offer) => offer.spent)} total={sum((offer) => offer.budget.total)} label={t('offers.budget')} />
          <ul className="offer-moneys">
            {offers.map((offer) => (
              <li key={offer.id}>
                <div className="card-head">
                  <b>{offer.name}</b>
                  <OfferLinks id={offer.id} />
                </div>
                <Used offer={offer} label={`${t('offers.budget')}: ${offer.name}`} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function OfferLinks({ id }: { id: string }) {
  const { t } = useWords();
  return (
    <span className="card-links">
      <Link to={`/offers/${id}/results`}>{t('results.title')}</Link>
      <Link to={`/offers/${id}`}>{t('campaigns.toOffer')}</Link>
    </span>
  );
}

function Used({ offer, label }: { offer: Offer; label: string }) {
  const { t, language } = useWords();
  return (
    <>
      <BudgetBar spent={offer.spent} total={offer.budget.total} label={label} />
      <p className="small muted num">
        {t('offers.left')} {formatMoney(offer.budgetLeft, language)} · {t('offers.uses')} {offer.uses.toLocaleString(language)}
      </p>
    </>
  );
}

/** What the newest version changes of the one that holds. */
function Difference({ campaign, merchants }: { campaign: Campaign; merchants: ReadonlyMap<string, string> }) {
  const { t } = useWords();
  return (
    <section className="card" aria-label={t('campaigns.diff')}>
      <h2>{t('campaigns.diff')}</h2>
      <DiffTable id={campaign.id} from={campaign.approved ?? campaign.newest.n} to={campaign.newest} merchants={merchants} />
    </section>
  );
}

function DiffTable({ id, from, to, merchants }: { id: string; from: number; to: CampaignVersion; merchants: ReadonlyMap<string, string> }) {
  const { t, language } = useWords();
  const banks = useCardBanks(api);
  const diff = useQuery({
    queryKey: ['/campaigns', id, 'diff', from, to.n],
    queryFn: ({ signal }) => api.get<Page<CampaignDifference>>(`/campaigns/${id}/diff`, { query: { from, to: to.n }, signal }),
    staleTime: Infinity,
  });
  if (diff.isPending) return <Skeleton rows={[32, 32]} />;
  if (diff.isError) return <ErrorState error={diff.error} onRetry={() => void diff.refetch()} />;
  if (diff.data.items.length === 0) return <p className="muted">{t('campaigns.noDiff')}</p>;
  const value = (field: string, of: unknown) => fieldValue(field, of, { t, language, plan: to.plan, banks: banks.names, merchants });
  return (
    <div className="table-scroll">
      <table className="diff">
        <thead>
          <tr>
            <th scope="col">{t('campaigns.field')}</th>
            <th scope="col">{t('campaigns.before')}</th>
            <th scope="col">{t('campaigns.after')}</th>
          </tr>
        </thead>
        <tbody>
          {diff.data.items.map(({ field, before, after }) => (
            <tr key={field}>
              <th scope="row">{fieldName(field, to.plan, t)}</th>
              <td>
                <del>{value(field, before)}</del>
              </td>
              <td>
                <ins>{value(field, after)}</ins>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Who else is at the same payments, and what a basket costs with both: before it is approved. */
function Conflicts({ id, version, several }: { id: string; version: number; several: boolean }) {
  const { t, language } = useWords();
  const conflicts = useQuery({
    queryKey: ['/campaigns', id, 'conflicts', version],
    queryFn: ({ signal }) => api.get<CampaignConflicts>(`/campaigns/${id}/conflicts`, { signal }),
  });
  return (
    <section className="card" aria-label={t('campaigns.conflicts')}>
      <h2>{t('campaigns.conflicts')}</h2>
      {conflicts.isPending ? (
        <Skeleton rows={[32, 32]} />
      ) : conflicts.isError ? (
        <ErrorState error={conflicts.error} onRetry={() => void conflicts.refetch()} />
      ) : conflicts.data.items.length === 0 ? (
        <p className="muted">{t('campaigns.noConflicts')}</p>
      ) : (
        <ul className="conflicts">
          {conflicts.data.items.map((met) => (
            <li key={`${met.ownName} ${met.offerId ?? met.name}`}>
              <div>
                {several && <span>{t('campaigns.ownMeets', { name: met.ownName })} </span>}
                {met.offerId ? (
                  <Link className="strong" to={`/offers/${met.offerId}`}>
                    {met.name}
                  </Link>
                ) : (
                  <b>{met.name}</b>
                )}{' '}
                {!met.offerId && <span className="pill">{t('campaigns.ofThisCampaign')}</span>}{' '}
                <span className={`pill ${met.together ? 'amber' : ''}`}>{t(met.together ? 'campaigns.bothApply' : 'campaigns.betterApplies')}</span>
                <div className="small muted">
                  <When at={met.from} /> – <When at={met.until} /> · {met.merchants.length > 0 ? met.merchants.slice(0, 3).join(language === 'zh-CN' ? '、' : ', ') + (met.merchants.length > 3 ? ' …' : '') : t('offers.allMerchants')}
                </div>
              </div>
              <p className="num conflict-sum">
                {t('campaigns.example', {
                  basket: formatMoney(met.basket, language),
                  own: formatMoney(met.own, language),
                  other: formatMoney(met.other, language),
                })}{' '}
                <b>{t('campaigns.exampleBoth', { both: formatMoney(met.both, language) })}</b>
              </p>
            </li>
          ))}
        </ul>
      )}
      {conflicts.data && conflicts.data.more > 0 && <p className="small muted">{t('campaigns.moreConflicts', { count: conflicts.data.more })}</p>}
    </section>
  );
}

const TONES: Partial<Record<CampaignEvent['what'], 'jade' | 'amber' | 'indigo'>> = { approved: 'jade', accepted: 'jade', resumed: 'jade', rejected: 'amber', refused: 'amber', paused: 'amber', sent: 'indigo' };

function Events({ campaign }: { campaign: Campaign }) {
  const { t } = useWords();
  const events = usePages<CampaignEvent>(api, `/campaigns/${campaign.id}/timeline`, { state: `${campaign.state}/${campaign.newest.n}/${campaign.newest.stage}/${campaign.asked.map((sponsor) => sponsor.state).join()}` }, { limit: 20 });
  if (events.loading) return <Skeleton rows={[32, 32]} />;
  if (events.error) return <ErrorState error={events.error} onRetry={events.retry} />;
  return (
    <Timeline
      items={events.items.map((event) => ({
        key: `${event.at} ${event.what} ${event.by}`,
        at: event.at,
        title: event.version ? t('campaigns.eventOf', { event: t(`campaigns.events.${event.what}`), n: event.version }) : t(`campaigns.events.${event.what}`),
        tone: TONES[event.what],
        detail: [event.by === 'clock' ? t('campaigns.byClock') : (event.sponsor ?? event.byName ?? event.by), event.why].filter(Boolean).join(' · '),
      }))}
      more={events.hasMore ? events.more : undefined}
      loadingMore={events.loadingMore}
    />
  );
}

/** Where customers find it: the page's address and its code, to be copied or printed. */
function Place({ campaign }: { campaign: Campaign }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const address = `${window.location.origin}/wallet/campaigns/${campaign.id}`;
  const { placements } = campaign.newest.plan;
  return (
    <section className="card" aria-label={t('campaigns.place')}>
      <h2>{t('campaigns.place')}</h2>
      <p className="small muted">{placements.map((placement) => t(`campaigns.placements.${placement}`)).join(' · ')}</p>
      <div className="place">
        {placements.includes('qr') && <QrCode text={address} size={140} label={t('campaigns.qrOf', { name: campaign.newest.plan.name })} />}
        <div>
          <code className="small place-address">{address}</code>
          <Button
            size="small"
            onClick={() =>
              void navigator.clipboard.writeText(address).then(
                () => message.success(t('campaigns.copied')),
                () => message.error(t('campaigns.notCopied')),
              )
            }
          >
            {t('campaigns.copyLink')}
          </Button>
          {!campaign.approved && <p className="small muted">{t('campaigns.placeLater')}</p>}
        </div>
      </div>
    </section>
  );
}

function Versions({ campaign, merchants }: { campaign: Campaign; merchants: ReadonlyMap<string, string> }) {
  const { t } = useWords();
  const versions = usePages<CampaignVersion>(api, `/campaigns/${campaign.id}/versions`, { newest: String(campaign.newest.n), stage: campaign.newest.stage }, { limit: 20 });
  const [compared, setCompared] = useState<CampaignVersion | null>(null);
  if (versions.items.length < 2) return null;
  return (
    <section className="card" aria-label={t('campaigns.versions')}>
      <h2>{t('campaigns.versions')}</h2>
      <ul className="versions">
        {versions.items.map((version) => (
          <li key={version.n}>
            <span>
              <b>{t('campaigns.version', { n: version.n })}</b> {version.stage === 'approved' ? <span className="pill jade">{t('campaigns.stageApproved')}</span> : <ChangePill stage={version.stage} />}
            </span>
            <span className="small muted">
              {version.writtenBy.name ?? version.writtenBy.id} · <When at={version.writtenAt} full />
              {version.why && <> · {version.why}</>}
            </span>
            {version.n > 1 && (
              <Button size="small" onClick={() => setCompared(version)}>
                {t('campaigns.compare')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {versions.hasMore && (
        <Button loading={versions.loadingMore} onClick={versions.more}>
          {t('common.more')}
        </Button>
      )}
      <Modal title={compared && t('campaigns.compareTitle', { from: compared.n - 1, to: compared.n })} open={compared !== null} onCancel={() => setCompared(null)} footer={null} width={760}>
        {compared && <DiffTable id={campaign.id} from={compared.n - 1} to={compared} merchants={merchants} />}
      </Modal>
    </section>
  );
}

/** What is done with a campaign is done with a reason, which its timeline keeps. */
function AskReason({ id, act, version, onClose }: { id: string; act: Act | null; version: number; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [form] = Form.useForm<{ reason: string }>();
  const [shown, setShown] = useState<Act>('pause');
  useEffect(() => {
    if (act) setShown(act);
  }, [act]);
  const carryOut = useIntent({
    mutationFn: ({ what, reason }: { what: Act; reason: string }) => api.post<Campaign>(`/campaigns/${id}/${what}`, what === 'rejection' ? { version, reason } : { reason }),
    onSuccess: (campaign, { what }) => {
      onClose();
      void message.success(t(`campaigns.done.${what}`));
      if (what === 'copies') void navigate(`/campaigns/${campaign.id}`);
    },
    onSettled: () => queries.invalidateQueries(),
  });
  return (
    <Modal
      title={t(`campaigns.ask.${shown}`)}
      open={act !== null}
      onCancel={onClose}
      okText={t(`campaigns.ask.${shown}`)}
      cancelText={t('common.cancel')}
      confirmLoading={carryOut.isPending}
      onOk={() => form.submit()}
      afterClose={() => {
        form.resetFields();
        carryOut.reset();
      }}
    >
      <p>{t(`campaigns.askHelp.${shown}`)}</p>
      <Form name="campaign-reason" form={form} layout="vertical" requiredMark={false} onFinish={({ reason }) => carryOut.mutate({ what: shown, reason: reason.trim() })}>
        <Form.Item name="reason" label={t('campaigns.reason')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
        </Form.Item>
        <ProblemNote error={carryOut.error} />
      </Form>
    </Modal>
  );
}
