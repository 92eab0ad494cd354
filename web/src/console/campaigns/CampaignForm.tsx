import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Form, Input, Steps } from 'antd';
import i18next from 'i18next';
import { useEffect, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { Campaign, CampaignPlacement, CampaignPlan } from '../../api/types';
import { showAtFields } from '../../shared/desk/formProblems';
import { ProblemBox, ProblemNote } from '../../shared/desk/ProblemNote';
import { type Language, useWords } from '../../shared/i18n/start';
import { offersWords } from '../../shared/offerWords';
import { asProblem, type FieldError } from '../../shared/problem';
import { Empty, ErrorState, Skeleton } from '../../shared/states';
import { useIntent } from '../../shared/useIntent';
import { api } from '../api';
import { ConditionFields } from '../offers/ConditionFields';
import { CouponFields } from '../offers/CouponFields';
import { draftOf, emptyDraft, fieldOf, type OfferDraft } from '../offers/offerDraft';
import { OfferPreview } from '../offers/OfferPreview';
import { BenefitSection, BudgetSection, followChange, OthersSection, ScheduleSection, SponsorsSection, useOfferChoices, wrongFields } from '../offers/OfferSections';
import { rulesOf } from '../offers/rules';
import { termsText } from '../offers/termsText';
import { PageHead } from '../PageHead';
import { OfferTabs } from './OfferTabs';
import { PlanFacts } from './PlanFacts';
import { rulesText } from './rulesText';
import { draftFrom, type Template, TEMPLATES } from './templates';
import { bodiesOf, doneWith, fieldsOf, OFFER_STEPS, type OfferStep, offerIn, placeOf, withShown, type WrittenOffer } from './writtenOffers';

const PLACEMENTS: CampaignPlacement[] = ['home', 'link', 'qr'];
const MOST_RULES = 4_000;

/** The offer that is shown, and what is the campaign's. */
interface CampaignDraft extends OfferDraft {
  campaignName: string;
  placements: CampaignPlacement[];
  rulesZh: string;
  rulesEn: string;
  why: string;
}

/** The steps, and the form's fields that each one asks for. */
const STEPS = {
  template: [],
  ...OFFER_STEPS,
  rules: ['placements', 'rulesZh', 'rulesEn', 'why'],
  check: [],
} as const;
type Step = keyof typeof STEPS;
const ORDER = Object.keys(STEPS) as Step[];
const isOfOffer = (step: Step): step is OfferStep => step in OFFER_STEPS;

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
  const written: WrittenOffer[] = [];
  for (const [key, before] of campaign.data.newest.plan.offers.entries()) {
    const worked = draftOf(before);
    if (worked) written.push({ key, draft: worked, done: Object.keys(OFFER_STEPS) as OfferStep[], origin: { before, worked } });
  }
  if (written.length < campaign.data.newest.plan.offers.length) return <Empty action={<Link to={`/campaigns/${id}`}>{t('campaigns.backToOne')}</Link>}>{t('campaigns.notInTheForm')}</Empty>;
  return <Writing campaign={campaign.data} written={written} />;
}

function Writing({ campaign, written }: { campaign?: Campaign; written?: WrittenOffer[] }) {
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
  const empty = emptyDraft(t('offerForm.sponsorPlatform')) as OfferDraft;
  const [offers, setOffers] = useState<WrittenOffer[]>(written ?? [{ key: 0, draft: empty, done: [] }]);
  const [shown, setShown] = useState(0);
  const [wrongOffers, setWrongOffers] = useState<ReadonlySet<number>>(new Set());
  const kind = Form.useWatch('kind', form) ?? 'spend_and_save';
  const typedName = Form.useWatch('name', form) ?? '';
  const currency = Form.useWatch('currency', form) ?? 'CNY';
  const choices = useOfferChoices(currency);
  const sponsorIds = new Map([...choices.sponsorIds, ...(campaign?.newest.plan.offers[0]?.sponsors ?? []).map((sponsor) => [sponsor.name, sponsor.sponsorId] as const)]);
  const merchants = new Map(choices.shops.map((shop) => [shop.id, shop.name]));
  const { required } = rulesOf(t);
  const opened = typeof campaign?.approved === 'number';
  const before = campaign?.newest.plan;
  // One offer gives the campaign its name, unless it had another.
  const named = offers.length > 1 || (before !== undefined && before.name !== before.offers[0]?.name);
  const steps = ORDER.filter((one) => !campaign || one !== 'template');
  const at = steps.indexOf(step);
  // In braces: newer browsers answer scrollTo with a promise, which is no way to end an effect.
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [step]);

  const values = () => form.getFieldsValue(true) as CampaignDraft;
  const everyOffer = () => withShown(offers, shown, values());

  function planOf(): CampaignPlan | null {
    const { campaignName, placements, rulesZh, rulesEn } = values();
    const bodies = bodiesOf(everyOffer(), sponsorIds);
    return bodies && { name: ((named ? campaignName : bodies[0]?.name) ?? '').trim(), offers: bodies, placements: placements ?? [], rules: { zh: rulesZh.trim(), en: rulesEn.trim() } };
  }

  function show(all: WrittenOffer[], place: number): void {
    const next = all[place];
    if (!next) return;
    setOffers(all);
    setShown(place);
    form.setFields(fieldsOf(next.draft) as never);
  }

  function add(): void {
    const all = everyOffer();
    const { currency, startsAt, endsAt, sponsors, name } = values();
    if (!form.getFieldValue('campaignName')) form.setFieldValue('campaignName', name);
    const another: WrittenOffer = { key: Math.max(...all.map((offer) => offer.key)) + 1, draft: { ...empty, name: '', currency, startsAt, endsAt, sponsors }, done: [] };
    show([...all, another], all.length);
    setStep('terms');
  }

  function remove(): void {
    const left = everyOffer().filter((_, place) => place !== shown);
    setWrongOffers(new Set());
    show(left, Math.max(0, shown - 1));
  }

  /** What the terms come to, in both languages; what was written by hand stays unless it is asked for. */
  function writeRules(anew: boolean): void {
    const plan = planOf();
    if (!plan) return;
    const written: [keyof CampaignDraft, Language][] = [
      ['rulesZh', 'zh-CN'],
      ['rulesEn', 'en'],
    ];
    for (const [field, tongue] of written) {
      if (anew || !form.getFieldValue(field)) form.setFieldValue(field, rulesText(plan.offers, i18next.getFixedT(tongue), tongue, merchants));
    }
  }

  /** To the next offer that this step was not completed for, and only then to the next step. */
  async function goOn(): Promise<void> {
    try {
      await form.validateFields([...(STEPS[step] as readonly string[]), ...(step === 'terms' ? ['campaignName'] : [])] as (keyof CampaignDraft)[], { recursive: true });
    } catch {
      const [wrong] = wrongFields(form);
      if (wrong) form.scrollToField(wrong, { behavior: 'smooth', block: 'center', focus: true });
      return;
    }
    if (isOfOffer(step)) {
      const all = doneWith(everyOffer(), shown, step);
      const another = all.findIndex((offer) => !offer.done.includes(step));
      if (another >= 0) {
        show(all, another);
        window.scrollTo(0, 0);
        return;
      }
      setOffers(all);
    }
    const next = steps[at + 1] ?? step;
    if (next === 'rules') writeRules(false);
    if (next === 'check') setChecked(planOf());
    setStep(next);
  }

  function choose(chosen: Template): void {
    const draft = { ...empty, ...draftFrom(chosen, empty), name: chosen === 'blank' ? '' : t(`campaigns.templates.${chosen}.name`) } as OfferDraft;
    setTemplate(chosen);
    show([{ key: 0, draft, done: [] }], 0);
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
      const places = asProblem(error).errors.flatMap((fault) => placeOf(fault.field)?.place ?? []);
      const first = places.length > 0 ? Math.min(...places) : shown;
      const all = everyOffer();
      show(all, first);
      setWrongOffers(new Set(places));
      const draft = (all[first]?.draft ?? values()) as OfferDraft;
      setNowhere(showAtFields(form, error, t, { rename: ({ field }) => formField(field, first, draft), words: (words, fault) => termsText(words, { ...fault, field: placeOf(fault.field)?.field ?? fault.field }) }));
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
      <PageHead title={campaign ? t('campaigns.rewrite', { name: campaign.newest.plan.name }) : t('campaigns.create')} lead={campaign?.approved ? t('campaigns.rewriteLead') : undefined} />
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
            ...offerIn(offers[0]?.draft ?? empty),
            campaignName: campaign?.newest.plan.name ?? '',
            placements: campaign?.newest.plan.placements ?? ['link'],
            rulesZh: campaign?.newest.plan.rules.zh ?? '',
            rulesEn: campaign?.newest.plan.rules.en ?? '',
            why: '',
          }}
          onValuesChange={(changed: Partial<CampaignDraft>) => {
            save.reset();
            setNowhere([]);
            setFaults(0);
            setWrongOffers(new Set());
            followChange(form as never, changed);
          }}
        >
          <div hidden={!isOfOffer(step)}>
            <OfferTabs
              offers={offers.map((offer, place) => (place === shown ? { ...offer, draft: { ...offer.draft, name: typedName, kind } } : offer))}
              shown={shown}
              wrong={wrongOffers}
              named={named}
              fixed={opened}
              onShow={(place) => show(everyOffer(), place)}
              onAdd={add}
              onRemove={remove}
            />
          </div>
          <div className="stacked" hidden={step !== 'terms'}>
            <BenefitSection kind={kind} currency={currency} fixed={opened} {...(named ? { nameLabel: t('campaigns.offerName') } : {})} />
          </div>
          <div className="stacked" hidden={step !== 'audience'}>
            <ScheduleSection kind={kind} currency={currency} choices={choices} />
            <ConditionFields currency={currency} />
          </div>
          <div className="stacked" hidden={step !== 'budget'}>
            <BudgetSection kind={kind} currency={currency} />
            {kind !== 'top_up_bonus' && <CouponFields fixed={opened} />}
            <OthersSection />
            <SponsorsSection currency={currency} choices={{ ...choices, sponsorIds }} asking />
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
          <p className="lead-line">{offersWords(checked.offers, t, language)}</p>
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

/** The form's field for one of the API's, while it shows the offer at this place. */
function formField(field: string, shown: number, draft: OfferDraft): string {
  const offer = placeOf(field);
  if (offer) return offer.place === shown ? fieldOf(offer.field, draft) : field;
  return { 'plan.rules.zh': 'rulesZh', 'plan.rules.en': 'rulesEn', 'plan.name': 'campaignName' }[field] ?? field.replace(/^plan\./, '');
}
