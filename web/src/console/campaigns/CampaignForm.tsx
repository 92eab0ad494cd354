import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Form, Input, Steps } from 'antd';
import i18next from 'i18next';
import { useEffect, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { Campaign, CampaignPlacement, CampaignPlan, NewOffer } from '../../api/types';
import { showAtFields } from '../../shared/desk/formProblems';
import { ProblemBox, ProblemNote } from '../../shared/desk/ProblemNote';
import { type Language, useWords } from '../../shared/i18n/start';
import { offerWords } from '../../shared/offerWords';
import { asProblem, type FieldError } from '../../shared/problem';
import { Empty, ErrorState, Skeleton } from '../../shared/states';
import { useIntent } from '../../shared/useIntent';
import { api } from '../api';
import { ConditionFields } from '../offers/ConditionFields';
import { CouponFields } from '../offers/CouponFields';
import { bodyOf, draftOf, emptyDraft, fieldOf, keepTimes, type OfferDraft } from '../offers/offerDraft';
import { OfferPreview } from '../offers/OfferPreview';
import { BenefitSection, BudgetSection, followChange, OthersSection, ScheduleSection, SponsorsSection, useOfferChoices, wrongFields } from '../offers/OfferSections';
import { rulesOf } from '../offers/rules';
import { termsText } from '../offers/termsText';
import { PageHead } from '../PageHead';
import { PlanFacts } from './PlanFacts';
import { rulesText } from './rulesText';
import { draftFrom, type Template, TEMPLATES } from './templates';

const PLACEMENTS: CampaignPlacement[] = ['home', 'link', 'qr'];
const MOST_RULES = 4_000;

interface CampaignDraft extends OfferDraft {
  placements: CampaignPlacement[];
  rulesZh: string;
  rulesEn: string;
  why: string;
}

/** The steps, and the form's fields that each one asks for. */
const STEPS = {
  template: [],
  terms: ['name', 'currency', 'kind', 'steps', 'every', 'off', 'level', 'percent', 'cap', 'base', 'price', 'goods', 'unitsPerLine', 'maxTimes', 'chances', 'buyGet', 'parts'],
  audience: ['startsAt', 'endsAt', 'merchantIds', 'when'],
  budget: ['budget', 'usesPerCustomer', 'usesPerDevice', 'byCoupon', 'coupon', 'combinable', 'holdoutPercent', 'sponsors'],
  rules: ['placements', 'rulesZh', 'rulesEn', 'why'],
  check: [],
} as const;
type Step = keyof typeof STEPS;
const ORDER = Object.keys(STEPS) as Step[];

/** A new campaign, or a further version of one. */
export function CampaignForm() {
  const { id } = useParams();
  return id ? <Rewriting key={id} id={id} /> : <Writing />;
}

/** The version that is there is the one that is worked from: read once, so that it does not change below the form. */
function Rewriting({ id }: { id: string }) {
  const { t } = useWords();
  const campaign = useQuery({
    queryKey: ['/campaigns', id, 'to rewrite'],
    queryFn: ({ signal }) => api.get<Campaign>(`/campaigns/${id}`, { signal }),
    staleTime: Infinity,
    gcTime: 0,
  });
  if (campaign.isPending) return <Skeleton rows={[40, 160, 240]} />;
  if (!campaign.data) return <ErrorState error={campaign.error} onRetry={() => void campaign.refetch()} />;
  const draft = draftOf(campaign.data.newest.plan.offer);
  if (!draft) return <Empty action={<Link to={`/campaigns/${id}`}>{t('campaigns.backToOne')}</Link>}>{t('campaigns.notInTheForm')}</Empty>;
  return <Writing campaign={campaign.data} draft={draft} />;
}

function Writing({ campaign, draft }: { campaign?: Campaign; draft?: OfferDraft }) {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<CampaignDraft>();
  const first: Step = campaign ? 'terms' : 'template';
  const [step, setStep] = useState<Step>(first);
  const [template, setTemplate] = useState<Template>('blank');
  const [faults, setFaults] = useState(0);
  const [nowhere, setNowhere] = useState<FieldError[]>([]);
  const [checked, setChecked] = useState<CampaignPlan | null>(null);
  const kind = Form.useWatch('kind', form) ?? 'spend_and_save';
  const currency = Form.useWatch('currency', form) ?? 'CNY';
  const choices = useOfferChoices(currency);
  const sponsorIds = new Map([...choices.sponsorIds, ...(campaign?.newest.plan.offer.sponsors ?? []).map((sponsor) => [sponsor.name, sponsor.sponsorId] as const)]);
  const merchants = new Map(choices.shops.map((shop) => [shop.id, shop.name]));
  const { required } = rulesOf(t);
  const opened = typeof campaign?.approved === 'number';
  const steps = ORDER.filter((one) => !campaign || one !== 'template');
  const at = steps.indexOf(step);
  // In braces: newer browsers answer scrollTo with a promise, which is no way to end an effect.
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [step]);

  function offerOf(values: CampaignDraft): NewOffer | null {
    const body = bodyOf(values, sponsorIds);
    const before = campaign?.newest.plan.offer;
    return body && before && draft ? keepTimes(body, values, before, draft) : body;
  }

  function planOf(values: CampaignDraft): CampaignPlan | null {
    const offer = offerOf(values);
    return offer && { offer, placements: values.placements ?? [], rules: { zh: values.rulesZh.trim(), en: values.rulesEn.trim() } };
  }

  /** What the terms come to, in both languages; what was written by hand stays unless it is asked for. */
  function writeRules(anew: boolean): void {
    const offer = offerOf(form.getFieldsValue(true) as CampaignDraft);
    if (!offer) return;
    const written: [keyof CampaignDraft, Language][] = [
      ['rulesZh', 'zh-CN'],
      ['rulesEn', 'en'],
    ];
    for (const [field, tongue] of written) {
      if (anew || !form.getFieldValue(field)) form.setFieldValue(field, rulesText(offer, i18next.getFixedT(tongue), tongue, merchants));
    }
  }

  async function goOn(): Promise<void> {
    try {
      await form.validateFields(STEPS[step] as unknown as (keyof CampaignDraft)[], { recursive: true });
    } catch {
      const [wrong] = wrongFields(form);
      if (wrong) form.scrollToField(wrong, { behavior: 'smooth', block: 'center', focus: true });
      return;
    }
    const next = steps[at + 1] ?? step;
    if (next === 'rules') writeRules(false);
    if (next === 'check') setChecked(planOf(form.getFieldsValue(true) as CampaignDraft));
    setStep(next);
  }

  function choose(chosen: Template): void {
    const empty = emptyDraft(t('offerForm.sponsorPlatform')) as CampaignDraft;
    setTemplate(chosen);
    form.setFieldsValue({ ...empty, ...draftFrom(chosen, empty), name: chosen === 'blank' ? '' : t(`campaigns.templates.${chosen}.name`) } as never);
    setStep('terms');
  }

  const save = useIntent({
    mutationFn: async ({ plan, why, send }: { plan: CampaignPlan; why: string; send: boolean }) => {
      const saved = campaign
        ? await api.post<Campaign>(`/campaigns/${campaign.id}/versions`, { base: campaign.newest.n, plan, why })
        : await api.post<Campaign>('/campaigns', { plan, ...(why ? { why } : {}) });
      return send ? await api.post<Campaign>(`/campaigns/${saved.id}/review`, { version: saved.newest.n }) : saved;
    },
    onSuccess: (saved, { send }) => {
      void queries.invalidateQueries();
      void message.success(t(send ? 'campaigns.sent' : 'campaigns.saved'));
      void navigate(`/campaigns/${saved.id}`, { replace: true });
    },
    onError: (error) => {
      const values = form.getFieldsValue(true) as CampaignDraft;
      setNowhere(showAtFields(form, error, t, { rename: ({ field }) => formField(field, values), words: (words, fault) => termsText(words, { ...fault, field: fault.field.replace(/^plan\.offer\./, '') }) }));
      const wrong = wrongFields(form);
      setFaults(wrong.length);
      const [one] = wrong;
      const its = one && ORDER.find((each) => (STEPS[each] as readonly string[]).includes(String(one[0])));
      if (its) setStep(its);
    },
  });
  const finish = (send: boolean) => {
    if (!checked) return;
    setFaults(0);
    setNowhere([]);
    save.mutate({ plan: checked, why: ((form.getFieldValue('why') as string | undefined) ?? '').trim(), send });
  };

  return (
    <>
      <Link to={campaign ? `/campaigns/${campaign.id}` : '/campaigns'} className="back">
        <ArrowLeftOutlined aria-hidden /> {t(campaign ? 'campaigns.backToOne' : 'campaigns.back')}
      </Link>
      <PageHead title={campaign ? t('campaigns.rewrite', { name: campaign.newest.plan.offer.name }) : t('campaigns.create')} lead={campaign?.approved ? t('campaigns.rewriteLead') : undefined} />
      <Steps className="form-steps" size="small" current={at} items={steps.map((one) => ({ title: t(`campaigns.steps.${one}`) }))} />
      {step === 'template' && (
        <section className="card" aria-label={t('campaigns.steps.template')}>
          <div className="template-cards">
            {TEMPLATES.map((one) => (
              <button key={one} type="button" className="template-card" aria-pressed={template === one} onClick={() => choose(one)}>
                <b>{t(`campaigns.templates.${one}.title`)}</b>
                <span className="small muted">{t(`campaigns.templates.${one}.help`)}</span>
              </button>
            ))}
          </div>
        </section>
      )}
      <div className="two-columns form-columns" hidden={step === 'template' || step === 'check'}>
        <Form<CampaignDraft>
          form={form}
          layout="vertical"
          requiredMark={false}
          preserve
          initialValues={{
            ...(draft ?? emptyDraft(t('offerForm.sponsorPlatform'))),
            placements: campaign?.newest.plan.placements ?? ['link'],
            rulesZh: campaign?.newest.plan.rules.zh ?? '',
            rulesEn: campaign?.newest.plan.rules.en ?? '',
            why: '',
          }}
          onValuesChange={(changed: Partial<CampaignDraft>) => {
            save.reset();
            setNowhere([]);
            setFaults(0);
            followChange(form as never, changed);
          }}
        >
          <div className="stacked" hidden={step !== 'terms'}>
            <BenefitSection kind={kind} currency={currency} fixed={opened} />
          </div>
          <div className="stacked" hidden={step !== 'audience'}>
            <ScheduleSection kind={kind} currency={currency} choices={choices} />
            <ConditionFields currency={currency} />
          </div>
          <div className="stacked" hidden={step !== 'budget'}>
            <BudgetSection kind={kind} currency={currency} />
            {kind !== 'top_up_bonus' && <CouponFields fixed={opened} />}
            <OthersSection />
            <SponsorsSection currency={currency} choices={{ ...choices, sponsorIds }} />
          </div>
          <div className="stacked" hidden={step !== 'rules'}>
            <section className="card">
              <h2>{t('campaigns.placementsTitle')}</h2>
              <Form.Item name="placements" extra={t('campaigns.placementsHelp')}>
                <Checkbox.Group className="radio-column" options={PLACEMENTS.map((value) => ({ value, label: t(`campaigns.placements.${value}`) }))} />
              </Form.Item>
            </section>
            <section className="card">
              <div className="card-head">
                <h2>{t('campaigns.rules')}</h2>
                <Button size="small" onClick={() => writeRules(true)}>
                  {t('campaigns.rulesAnew')}
                </Button>
              </div>
              <p className="small muted">{t('campaigns.rulesHelp')}</p>
              <div className="side-by-side">
                <Form.Item name="rulesZh" label={t('campaigns.rulesZh')} rules={[{ ...required, whitespace: true }]}>
                  <Input.TextArea lang="zh-CN" autoSize={{ minRows: 8, maxRows: 20 }} maxLength={MOST_RULES} />
                </Form.Item>
                <Form.Item name="rulesEn" label={t('campaigns.rulesEn')} rules={[{ ...required, whitespace: true }]}>
                  <Input.TextArea lang="en" autoSize={{ minRows: 8, maxRows: 20 }} maxLength={MOST_RULES} />
                </Form.Item>
              </div>
            </section>
            <section className="card">
              <Form.Item name="why" label={t('campaigns.why')} extra={t('campaigns.whyHelp')} rules={campaign ? [{ ...required, whitespace: true }] : []}>
                <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
              </Form.Item>
            </section>
          </div>
          {faults > 0 && <ProblemBox>{t('offerForm.fix', { count: faults })}</ProblemBox>}
          <FormActions onBack={at > 0 ? () => setStep(steps[at - 1] ?? step) : undefined} onNext={() => void goOn()} />
        </Form>
        <OfferPreview form={form as never} sponsorIds={sponsorIds} />
      </div>
      {step === 'check' && checked && (
        <div className="stacked">
          <p className="lead-line">{offerWords(checked.offer, t, language)}</p>
          <PlanFacts plan={checked} merchants={merchants} />
          {nowhere.length > 0 ? (
            <ProblemBox>{nowhere.map((fault) => `${fault.field}: ${termsText(t, fault)}`).join('; ')}</ProblemBox>
          ) : save.error && asProblem(save.error).errors.length === 0 ? (
            <ProblemNote error={save.error} />
          ) : null}
          <div className="form-actions">
            <Button size="large" onClick={() => setStep('rules')}>
              {t('campaigns.stepBack')}
            </Button>
            <Button size="large" loading={save.isPending} onClick={() => finish(false)}>
              {t('campaigns.save')}
            </Button>
            <Button type="primary" size="large" loading={save.isPending} onClick={() => finish(true)}>
              {t('campaigns.saveAndSend')}
            </Button>
          </div>
        </div>
      )}
    </>
  );
}

function FormActions({ onBack, onNext }: { onBack?: () => void; onNext: () => void }) {
  const { t } = useWords();
  return (
    <div className="form-actions">
      {onBack && (
        <Button size="large" onClick={onBack}>
          {t('campaigns.stepBack')}
        </Button>
      )}
      <Button type="primary" size="large" onClick={onNext}>
        {t('campaigns.stepOn')}
      </Button>
    </div>
  );
}

/** The form's field for one of the API's. */
function formField(field: string, draft: CampaignDraft): string {
  if (field === 'plan.rules.zh') return 'rulesZh';
  if (field === 'plan.rules.en') return 'rulesEn';
  if (field.startsWith('plan.offer.')) return fieldOf(field.slice('plan.offer.'.length), draft);
  return field.replace(/^plan\./, '');
}
