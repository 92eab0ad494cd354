import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, DatePicker, Form, Input, InputNumber, Radio, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Merchant, NewOffer, Offer, Page } from '../../api/types';
import { AmountInput, amountRule } from '../../shared/desk/AmountInput';
import { showAtFields } from '../../shared/desk/formProblems';
import { ProblemBox, ProblemNote } from '../../shared/desk/ProblemNote';
import { useWords } from '../../shared/i18n/start';
import { carryOut } from '../../shared/intents';
import { parseAmount } from '../../shared/money';
import { asProblem, type FieldError } from '../../shared/problem';
import { useIntent } from '../../shared/useIntent';
import { api } from '../api';
import { PageHead } from '../PageHead';
import { BenefitFields, KindField } from './BenefitFields';
import { ConditionFields } from './ConditionFields';
import { CouponFields } from './CouponFields';
import { bodyOf, emptyDraft, fieldOf, type OfferDraft, PLATFORM, zoneOf } from './offerDraft';
import { OfferPreview } from './OfferPreview';
import { rulesOf } from './rules';
import { SponsorFields } from './SponsorFields';
import { termsText } from './termsText';

const CURRENCIES = ['CNY', 'GBP', 'HKD', 'USD', 'EUR', 'JPY'];
/** What is wrong with a list as a whole is looked at again when a value in it changes; antd does so for lines that come and go only. */
const LISTS = ['steps', 'chances', 'sponsors'] as const;

export function OfferForm() {
  const { t } = useWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<OfferDraft>();
  const [faults, setFaults] = useState(0);
  const [nowhere, setNowhere] = useState<FieldError[]>([]);
  // Nothing else is watched here: with all of it drawn anew, a form of this size would lag behind the typing.
  const kind = Form.useWatch('kind', form) ?? 'spend_and_save';
  const currency = Form.useWatch('currency', form) ?? 'CNY';
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
    mutationFn: (body: NewOffer) => carryOut('offer', body, (key) => api.post<Offer>('/offers', body, { idempotencyKey: key })),
    onSuccess: (offer) => {
      void queries.invalidateQueries();
      void message.success(t('offerForm.created'));
      void navigate(`/offers/${offer.id}`, { replace: true });
    },
    onError: (error) => {
      setNowhere(showAtFields(form, error, t, { rename: ({ field }) => fieldOf(field, form.getFieldsValue() as OfferDraft), words: termsText }));
      const [first, ...more] = wrongFields();
      if (!first) return;
      setFaults(1 + more.length);
      form.scrollToField(first, { behavior: 'smooth', block: 'center', focus: true });
    },
  });
  const wrongFields = () => form.getFieldsError().flatMap(({ name, errors }) => (errors.length > 0 ? [name] : []));

  const { required, holdout } = rulesOf(t);
  const amount = amountRule(t, currency);
  const optionalAmount = amountRule(t, currency, true);

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
          initialValues={emptyDraft(t('offerForm.sponsorPlatform'))}
          onFinish={(values) => {
            setFaults(0);
            const body = bodyOf(values, sponsorIds);
            if (body) open.mutate(body);
          }}
          onFinishFailed={({ errorFields }) => setFaults(errorFields.length)}
          onFieldsChange={(_, all) => faults > 0 && setFaults(all.filter((field) => field.errors?.length).length)}
          onValuesChange={(changed: Partial<OfferDraft>) => {
            open.reset();
            setNowhere([]);
            if (changed.kind) form.setFieldValue('base', changed.kind === 'cashback' ? 'net' : 'gross');
            for (const list of LISTS) {
              if (changed[list] && form.getFieldError(list).length > 0) void form.validateFields([list]).catch(() => undefined);
            }
            // What the server found wrong is of the value that it was sent; fields without rules of their own would keep it.
            const corrected = wrongFields().filter((name) => !LISTS.some((list) => name.length === 1 && name[0] === list) && isIn(changed, name));
            form.setFields(corrected.map((name) => ({ name: name as never, errors: [] })));
          }}
        >
          <section className="card">
            <h2>{t('offers.benefit')}</h2>
            <Form.Item name="name" label={t('offerForm.name')} extra={t('offerForm.nameHint')} rules={[{ ...required, whitespace: true }]}>
              <Input maxLength={60} />
            </Form.Item>
            <Form.Item name="currency" label={t('offerForm.currency')}>
              <Select style={{ width: 140 }} options={CURRENCIES.map((value) => ({ value, label: value }))} onChange={() => form.setFieldValue('merchantIds', [])} />
            </Form.Item>
            <KindField />
            <BenefitFields kind={kind} currency={currency} />
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
            <Form.Item name="merchantIds" hidden={kind === 'top_up_bonus'} label={t('offerForm.merchants')} extra={t('offerForm.merchantsHint')}>
              <Select
                mode="multiple"
                loading={merchants.isPending}
                placeholder={t('offers.allMerchants')}
                showSearch={{ optionFilterProp: 'label' }}
                options={shops.map((merchant) => ({ value: merchant.id, label: merchant.name }))}
              />
            </Form.Item>
          </section>

          <ConditionFields currency={currency} />

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
            <Form.Item name={['budget', 'edge']} label={t('offers.edge')}>
              <Radio.Group
                className="radio-column"
                options={[
                  { value: 'all_or_nothing', label: <Explained title={t('offers.edgeAllOrNothing')} help={t('offerForm.edgeHelp.allOrNothing')} /> },
                  { value: 'rest', label: <Explained title={t('offers.edgeRest')} help={t('offerForm.edgeHelp.rest')} /> },
                ]}
              />
            </Form.Item>
            <p className="small muted">{t('offerForm.budgetHelp')}</p>
          </section>

          {kind !== 'top_up_bonus' && <CouponFields />}

          <section className="card">
            <h2>{t('offers.withOthers')}</h2>
            <Form.Item name="combinable" label={t('offerForm.combinable')}>
              <Radio.Group
                className="radio-column"
                options={[
                  { value: false, label: <Explained title={t('offers.alone')} help={t('offerForm.combinableHelp.alone')} /> },
                  { value: true, label: <Explained title={t('offers.together')} help={t('offerForm.combinableHelp.together')} /> },
                ]}
              />
            </Form.Item>
            <div className="side-by-side">
              <Form.Item name="holdoutPercent" label={t('offerForm.holdout')} extra={t('offerForm.holdoutHelp')} rules={[holdout]}>
                <Input className="num" inputMode="decimal" suffix="%" autoComplete="off" placeholder="0" />
              </Form.Item>
            </div>
          </section>

          <section className="card">
            <h2>{t('offerForm.sponsors')}</h2>
            <SponsorFields currency={currency} names={[...sponsorIds.keys()]} />
          </section>

          {faults > 0 && <ProblemBox>{t('offerForm.fix', { count: faults })}</ProblemBox>}
          {nowhere.length > 0 ? <ProblemBox>{nowhere.map((fault) => `${fault.field}: ${termsText(t, fault)}`).join('; ')}</ProblemBox> : open.error && asProblem(open.error).errors.length === 0 ? <ProblemNote error={open.error} /> : null}
          <div className="form-actions">
            <Button size="large" onClick={() => void navigate('/offers')}>
              {t('common.cancel')}
            </Button>
            <Button type="primary" size="large" htmlType="submit" loading={open.isPending}>
              {t('offerForm.submit')}
            </Button>
          </div>
        </Form>
        <OfferPreview form={form} sponsorIds={sponsorIds} />
      </div>
    </>
  );
}

/** Whether the field of this path is among what has changed. */
function isIn(changed: unknown, [first, ...rest]: readonly (string | number)[]): boolean {
  if (first === undefined) return true;
  return typeof changed === 'object' && changed !== null && first in changed && isIn((changed as Record<string | number, unknown>)[first], rest);
}

/** A choice with what it means below it. */
function Explained({ title, help }: { title: string; help: string }) {
  return (
    <>
      {title}
      <span className="small muted explained">{help}</span>
    </>
  );
}
