import { ArrowLeftOutlined, CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, AutoComplete, Button, DatePicker, Form, Input, InputNumber, Radio, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import timezone from 'dayjs/plugin/timezone';
import utc from 'dayjs/plugin/utc';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Merchant, Offer, OfferKind } from '../../api/types';
import type { Page } from '../../api/types';
import { AmountInput, amountRule } from '../../shared/desk/AmountInput';
import { showAtFields } from '../../shared/desk/formProblems';
import { ProblemBox, ProblemNote } from '../../shared/desk/ProblemNote';
import { useWords } from '../../shared/i18n/start';
import { carryOut } from '../../shared/intents';
import { parseAmount } from '../../shared/money';
import { useIntent } from '../../shared/useIntent';
import { api } from '../api';
import { PageHead } from '../PageHead';
import { OfferPreview } from './OfferPreview';
import { SponsorBar } from './SponsorBar';
import { sponsorIdOf } from './sponsorId';

dayjs.extend(utc);
dayjs.extend(timezone);

const KINDS: OfferKind[] = ['spend_and_save', 'percent_off', 'first_order', 'cashback'];
const CURRENCIES = ['CNY', 'GBP', 'HKD', 'USD', 'EUR', 'JPY'];
const ZONES: Record<string, string> = { CNY: 'Asia/Shanghai', GBP: 'Europe/London', HKD: 'Asia/Hong_Kong', JPY: 'Asia/Tokyo' };
const MOST_STEPS = 8;
const MOST_SPONSORS = 6;
const PLATFORM = 'tongbao';

/** The form as typed: amounts and percentages are text until it is sent. */
export interface OfferDraft {
  name: string;
  kind: OfferKind;
  currency: string;
  steps: { threshold: string; off: string }[];
  percent: string;
  cap: string;
  off: string;
  threshold: string;
  scope: 'WALLET' | 'MERCHANT';
  startsAt: Dayjs;
  endsAt: Dayjs;
  merchantIds: string[];
  budget: { total: string; perDay: string };
  usesPerCustomer: number | null;
  sponsors: { name: string; percent: number | null }[];
}

/** Now, as the clock on the wall there shows it; the picker knows no zones. */
const onTheWall = (zone: string) => dayjs(dayjs().tz(zone).format('YYYY-MM-DDTHH:mm'));

export function zoneOf(currency: string): string {
  return ZONES[currency] ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export function OfferForm() {
  const { t } = useWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<OfferDraft>();
  const [faults, setFaults] = useState(0);
  const draft = Form.useWatch((values) => values, form) as OfferDraft | undefined;
  const kind = draft?.kind ?? 'spend_and_save';
  const currency = draft?.currency ?? 'CNY';
  const zone = zoneOf(currency);

  const merchants = useQuery({
    queryKey: ['/merchants', { status: 'active' }, 'choice'],
    queryFn: ({ signal }) => api.get<Page<Merchant>>('/merchants', { query: { status: 'active', limit: 100 }, signal }),
  });
  const offers = useQuery({
    queryKey: ['/offers', 'sponsors'],
    queryFn: ({ signal }) => api.get<Page<Offer>>('/offers', { query: { limit: 50 }, signal }),
  });
  const shops = (merchants.data?.items ?? []).filter((merchant) => merchant.currency === currency);
  const sponsorIds = new Map<string, string>([[t('offerForm.sponsorPlatform'), PLATFORM]]);
  for (const offer of offers.data?.items ?? []) for (const sponsor of offer.sponsors) sponsorIds.set(sponsor.name, sponsor.sponsorId);
  for (const shop of shops) sponsorIds.set(shop.name, `merchant:${shop.id}`);

  const open = useIntent({
    mutationFn: (body: object) => carryOut('offer', body, (key) => api.post<Offer>('/offers', body, { idempotencyKey: key })),
    onSuccess: (offer) => {
      void queries.invalidateQueries();
      void message.success(t('offerForm.created'));
      void navigate(`/offers/${offer.id}`, { replace: true });
    },
    onError: (error) => showAtFields(form, error, t, (field) => field.replace(/\.sponsorId$/, '.name')),
  });

  const required = { required: true, message: t('common.required') };
  const amount = amountRule(t, currency);
  const optionalAmount = amountRule(t, currency, true);
  const percentRule = {
    validator: async (_: unknown, typed: string) => {
      if (!/^\d{1,3}(\.\d{1,2})?$/.test((typed ?? '').trim()) || Number(typed) <= 0 || Number(typed) > 100) throw new Error(t('offerForm.percentWrong'));
    },
  };
  const sum = (draft?.sponsors ?? []).reduce((total, sponsor) => total + Math.round((sponsor?.percent ?? 0) * 100), 0) / 100;
  const total = parseAmount(draft?.budget?.total ?? '', currency);

  return (
    <>
      <Link to="/offers" className="back">
        <ArrowLeftOutlined aria-hidden /> {t('offers.back')}
      </Link>
      <PageHead title={t('offerForm.title')} />
      <div className="two-columns form-columns">
        <Form<OfferDraft>
          form={form}
          layout="vertical"
          requiredMark={false}
          scrollToFirstError={{ behavior: 'smooth', block: 'center', focus: true }}
          initialValues={{
            kind: 'spend_and_save',
            currency: 'CNY',
            steps: [{ threshold: '', off: '' }],
            scope: 'WALLET',
            startsAt: onTheWall(zone),
            endsAt: onTheWall(zone).add(30, 'day').endOf('day').startOf('minute'),
            merchantIds: [],
            sponsors: [{ name: t('offerForm.sponsorPlatform'), percent: 100 }],
          }}
          onFinish={(values) => {
            setFaults(0);
            open.mutate(bodyOf(values, sponsorIds));
          }}
          onFinishFailed={({ errorFields }) => setFaults(errorFields.length)}
          onFieldsChange={(_, all) => faults > 0 && setFaults(all.filter((field) => field.errors?.length).length)}
          onValuesChange={(changed: Partial<OfferDraft>) => {
            open.reset();
            // What is wrong with a list as a whole is looked at again when a value in it changes; antd does so for lines that come and go only.
            for (const list of ['steps', 'sponsors'] as const) {
              if (changed[list] && form.getFieldError(list).length > 0) void form.validateFields([list]).catch(() => undefined);
            }
          }}
        >
          <section className="card">
            <h2>{t('offers.benefit')}</h2>
            <Form.Item name="name" label={t('offerForm.name')} extra={t('offerForm.nameHint')} rules={[{ ...required, whitespace: true }]}>
              <Input maxLength={60} />
            </Form.Item>
            <Form.Item name="kind" label={t('offerForm.kind')} extra={t(`offers.kindHelp.${kind}`)}>
              <Radio.Group optionType="button" options={KINDS.map((value) => ({ value, label: t(`offers.kinds.${value}`) }))} />
            </Form.Item>
            <Form.Item name="currency" label={t('offerForm.currency')}>
              <Select style={{ width: 140 }} options={CURRENCIES.map((value) => ({ value, label: value }))} onChange={() => form.setFieldValue('merchantIds', [])} />
            </Form.Item>
            {kind === 'spend_and_save' && <Steps currency={currency} amount={amount} />}
            {(kind === 'percent_off' || kind === 'cashback') && (
              <div className="side-by-side">
                <Form.Item name="percent" label={t('offerForm.percent')} extra={t('offerForm.percentHint')} rules={[percentRule]}>
                  <Input className="num" inputMode="decimal" suffix="%" autoComplete="off" />
                </Form.Item>
                <Form.Item name="cap" label={t('offerForm.cap')} extra={t('offerForm.capHint')} rules={[optionalAmount]}>
                  <AmountInput currency={currency} />
                </Form.Item>
              </div>
            )}
            {kind === 'first_order' && (
              <Form.Item name="scope" label={t('offerForm.scope')}>
                <Radio.Group
                  options={[
                    { value: 'WALLET', label: t('offers.scope.WALLET') },
                    { value: 'MERCHANT', label: t('offers.scope.MERCHANT') },
                  ]}
                />
              </Form.Item>
            )}
            {kind !== 'spend_and_save' && (
              <div className="side-by-side">
                {kind === 'first_order' && (
                  <Form.Item name="off" label={t('offerForm.offAmount')} rules={[amount]}>
                    <AmountInput currency={currency} />
                  </Form.Item>
                )}
                <Form.Item name="threshold" label={t('offerForm.minimum')} extra={t('offerForm.minimumHint')} rules={[optionalAmount]}>
                  <AmountInput currency={currency} />
                </Form.Item>
              </div>
            )}
          </section>

          <section className="card">
            <h2>{t('offerForm.schedule')}</h2>
            <div className="side-by-side">
              <Form.Item name="startsAt" label={t('offerForm.startsAt')} extra={t('offerForm.zone', { zone })} rules={[required]}>
                <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" allowClear={false} style={{ width: '100%' }} />
              </Form.Item>
              <Form.Item
                name="endsAt"
                label={t('offerForm.endsAt')}
                dependencies={['startsAt']}
                rules={[
                  required,
                  ({ getFieldValue }) => ({
                    validator: async (_, value: Dayjs | null) => {
                      if (value && !value.isAfter(getFieldValue('startsAt') as Dayjs)) throw new Error(t('offerForm.endAfterStart'));
                    },
                  }),
                ]}
              >
                <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" allowClear={false} style={{ width: '100%' }} />
              </Form.Item>
            </div>
            <Form.Item name="merchantIds" label={t('offerForm.merchants')} extra={t('offerForm.merchantsHint')}>
              <Select
                mode="multiple"
                loading={merchants.isPending}
                placeholder={t('offers.allMerchants')}
                showSearch={{ optionFilterProp: 'label' }}
                options={shops.map((merchant) => ({ value: merchant.id, label: merchant.name }))}
              />
            </Form.Item>
          </section>

          <section className="card">
            <h2>{t('offerForm.budget')}</h2>
            <div className="side-by-side three">
              <Form.Item name={['budget', 'total']} label={t('offerForm.total')} rules={[amount]}>
                <AmountInput currency={currency} />
              </Form.Item>
              <Form.Item
                name={['budget', 'perDay']}
                label={t('offerForm.perDay')}
                extra={t('offerForm.perDayHint')}
                dependencies={[['budget', 'total']]}
                rules={[
                  optionalAmount,
                  ({ getFieldValue }) => ({
                    validator: async (_, typed: string) => {
                      const day = parseAmount(typed ?? '', currency);
                      const all = parseAmount((getFieldValue(['budget', 'total']) as string) ?? '', currency);
                      if (day.ok && all.ok && day.money.value > all.money.value) throw new Error(t('offerForm.perDayAbove'));
                    },
                  }),
                ]}
              >
                <AmountInput currency={currency} />
              </Form.Item>
              <Form.Item name="usesPerCustomer" label={t('offerForm.perCustomer')} extra={t('offerForm.perDayHint')}>
                <InputNumber min={1} max={1_000_000} precision={0} style={{ width: '100%' }} />
              </Form.Item>
            </div>
            <p className="small muted">{t('offerForm.budgetHelp')}</p>
          </section>

          <section className="card">
            <h2>{t('offerForm.sponsors')}</h2>
            <Form.List
              name="sponsors"
              rules={[
                {
                  validator: async (_, sponsors: OfferDraft['sponsors']) => {
                    const all = sponsors.reduce((hundredths, sponsor) => hundredths + Math.round((sponsor?.percent ?? 0) * 100), 0);
                    if (all !== 10_000) throw new Error(t('offerForm.sponsorSum', { sum: all / 100 }));
                  },
                },
              ]}
            >
              {(fields, { add, remove }, { errors }) => (
                <>
                  {fields.map((field, index) => (
                    <div className="sponsor-row" key={field.key}>
                      <Form.Item name={[field.name, 'name']} label={`${t('offerForm.sponsorName')} ${index + 1}`} rules={[{ ...required, whitespace: true }]}>
                        <AutoComplete
                          options={[...sponsorIds.keys()].map((value) => ({ value }))}
                          showSearch={{ filterOption: (typed, option) => String(option?.value ?? '').toLowerCase().includes(typed.toLowerCase()) }}
                        />
                      </Form.Item>
                      <Form.Item name={[field.name, 'percent']} label={`${t('offerForm.sponsorPercent')} ${index + 1}`} rules={[required]}>
                        <InputNumber min={0.01} max={100} step={5} precision={2} style={{ width: '100%' }} />
                      </Form.Item>
                      <Button
                        type="text"
                        disabled={fields.length === 1}
                        aria-label={t('offerForm.removeSponsor', { name: draft?.sponsors?.[index]?.name ?? '' })}
                        icon={<CloseOutlined />}
                        onClick={() => remove(field.name)}
                      />
                    </div>
                  ))}
                  <Button icon={<PlusOutlined />} disabled={fields.length >= MOST_SPONSORS} onClick={() => add({ name: '', percent: Math.max(0, Math.round((100 - sum) * 100) / 100) || null })}>
                    {t('offerForm.addSponsor')}
                  </Button>
                  <div style={{ marginTop: 16 }}>
                    <SponsorBar sponsors={(draft?.sponsors ?? []).map((sponsor) => ({ name: sponsor?.name ?? '', percent: sponsor?.percent ?? 0 }))} total={total.ok && sum === 100 ? total.money : null} />
                    <p className={sum === 100 ? 'small money-in' : 'small sum-wrong'} role="status">
                      {sum === 100 ? t('offerForm.sponsorSumOk') : t('offerForm.sponsorSum', { sum })}
                    </p>
                    {sum === 100 && <Form.ErrorList errors={errors} />}
                  </div>
                </>
              )}
            </Form.List>
          </section>

          {faults > 0 && <ProblemBox>{t('offerForm.fix', { count: faults })}</ProblemBox>}
          <ProblemNote error={open.error} />
          <div className="form-actions">
            <Button size="large" onClick={() => void navigate('/offers')}>
              {t('common.cancel')}
            </Button>
            <Button type="primary" size="large" htmlType="submit" loading={open.isPending}>
              {t('offerForm.submit')}
            </Button>
          </div>
        </Form>
        <OfferPreview draft={draft} />
      </div>
    </>
  );
}

type Rule = ReturnType<typeof amountRule>;

function Steps({ currency, amount }: { currency: string; amount: Rule }) {
  const { t } = useWords();
  const minor = (typed: string | undefined) => {
    const parsed = parseAmount(typed ?? '', currency);
    return parsed.ok ? parsed.money.value : null;
  };
  return (
    <Form.Item label={t('offerForm.steps')} className="steps-item">
      <Form.List
        name="steps"
        rules={[
          {
            validator: async (_, steps: OfferDraft['steps']) => {
              const typed = steps.map((step) => ({ threshold: minor(step?.threshold), off: minor(step?.off) }));
              typed.forEach(({ threshold, off }, index) => {
                const before = typed[index - 1];
                if (threshold === null || off === null) return;
                const rises = !before || before.threshold === null || before.off === null || (threshold > before.threshold && off > before.off);
                if (off > threshold || !rises) throw new Error(t('offerForm.stepsRise'));
              });
            },
          },
        ]}
      >
        {(fields, { add, remove }, { errors }) => (
          <>
            {fields.map((field, index) => (
              <div className="step-row" key={field.key}>
                <Form.Item name={[field.name, 'threshold']} label={t('offerForm.threshold', { n: index + 1 })} rules={[amount]}>
                  <AmountInput currency={currency} />
                </Form.Item>
                <Form.Item name={[field.name, 'off']} label={t('offerForm.off', { n: index + 1 })} rules={[amount]}>
                  <AmountInput currency={currency} />
                </Form.Item>
                <Button type="text" disabled={fields.length === 1} aria-label={t('offerForm.removeStep', { n: index + 1 })} icon={<CloseOutlined />} onClick={() => remove(field.name)} />
              </div>
            ))}
            <Button icon={<PlusOutlined />} disabled={fields.length >= MOST_STEPS} onClick={() => add({ threshold: '', off: '' })}>
              {t('offerForm.addStep')}
            </Button>
            <Form.ErrorList errors={errors} />
          </>
        )}
      </Form.List>
    </Form.Item>
  );
}

/** The form as the API takes it: only the fields of its kind, amounts in minor units, times as the clock on the zone's wall. */
function bodyOf(draft: OfferDraft, sponsorIds: Map<string, string>): object {
  const { kind, currency } = draft;
  const money = (typed: string) => {
    const parsed = parseAmount(typed, currency);
    return parsed.ok ? parsed.money : undefined;
  };
  const optional = (name: string, typed: string | undefined) => {
    const value = money(typed ?? '');
    return value ? { [name]: value } : {};
  };
  const zone = zoneOf(currency);
  const at = (time: Dayjs) => dayjs.tz(time.format('YYYY-MM-DD HH:mm:ss'), zone).toISOString();
  const benefit =
    kind === 'spend_and_save'
      ? { steps: draft.steps.map((step) => ({ threshold: money(step.threshold), off: money(step.off) })) }
      : kind === 'first_order'
        ? { ...optional('off', draft.off), ...optional('threshold', draft.threshold), scope: draft.scope }
        : { percent: draft.percent.trim(), ...optional('cap', draft.cap), ...optional('threshold', draft.threshold) };
  return {
    name: draft.name.trim(),
    kind,
    currency,
    ...benefit,
    merchantIds: draft.merchantIds,
    startsAt: at(draft.startsAt),
    endsAt: at(draft.endsAt),
    zone,
    budget: { ...optional('total', draft.budget.total), ...optional('perDay', draft.budget.perDay) },
    ...(draft.usesPerCustomer ? { usesPerCustomer: draft.usesPerCustomer } : {}),
    sponsors: draft.sponsors.map((sponsor) => ({
      sponsorId: sponsorIds.get(sponsor.name.trim()) ?? sponsorIdOf(sponsor.name),
      name: sponsor.name.trim(),
      percent: sponsor.percent,
    })),
  };
}
