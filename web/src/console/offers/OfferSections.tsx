import { useQuery } from '@tanstack/react-query';
import { DatePicker, Form, type FormInstance, type FormRule, Input, InputNumber, Radio, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import type { Brand, Merchant, Offer, Page } from '../../api/types';
import { AmountInput, amountRule } from '../../shared/desk/AmountInput';
import { useWords } from '../../shared/i18n/start';
import { parseAmount } from '../../shared/money';
import { api } from '../api';
import { BenefitFields, KindField } from './BenefitFields';
import { type HouseKind, type OfferDraft, PLATFORM, zoneOf } from './offerDraft';
import { rulesOf } from './rules';
import { SponsorFields } from './SponsorFields';
import { isAsked } from './sponsorId';

export const CURRENCIES = ['CNY', 'GBP', 'HKD', 'USD', 'EUR', 'JPY'];
/** What is wrong with a list as a whole is looked at again when a value in it changes; antd does so for lines that come and go only. */
const LISTS = ['steps', 'chances', 'sponsors'] as const;

export interface OfferChoices {
  shops: Merchant[];
  loading: boolean;
  /** By the name that is typed. */
  sponsorIds: Map<string, string>;
}

/** Where an offer of the currency may hold, and who has borne offers before. */
export function useOfferChoices(currency: string): OfferChoices {
  const { t } = useWords();
  const merchants = useQuery({
    queryKey: ['/merchants', { status: 'active' }, 'choice'],
    queryFn: ({ signal }) => api.get<Page<Merchant>>('/merchants', { query: { status: 'active', limit: 100 }, signal }),
  });
  const offers = useQuery({
    queryKey: ['/offers', 'sponsors'],
    queryFn: ({ signal }) => api.get<Page<Offer>>('/offers', { query: { limit: 50 }, signal }),
  });
  const brands = useQuery({
    queryKey: ['/brands', 'choice'],
    queryFn: ({ signal }) => api.get<Page<Brand>>('/brands', { query: { limit: 100 }, signal }),
  });
  const shops = (merchants.data?.items ?? []).filter((merchant) => merchant.currency === currency);
  const sponsorIds = new Map<string, string>([[t('offerForm.sponsorPlatform'), PLATFORM]]);
  for (const offer of offers.data?.items ?? []) for (const sponsor of offer.sponsors) sponsorIds.set(sponsor.name, sponsor.sponsorId);
  for (const shop of shops) sponsorIds.set(shop.name, `merchant:${shop.id}`);
  for (const brand of brands.data?.items ?? []) sponsorIds.set(brand.name, `brand:${brand.id}`);
  return { shops, loading: merchants.isPending, sponsorIds };
}

export const wrongFields = (form: FormInstance) => form.getFieldsError().flatMap(({ name, errors }) => (errors.length > 0 ? [name] : []));

/** What follows from a change: another kind reckons on another base, lists are looked at again, and what the server found wrong is gone. */
export function followChange(form: FormInstance<OfferDraft>, changed: Partial<OfferDraft>): void {
  if (changed.kind) form.setFieldValue('base', changed.kind === 'cashback' ? 'net' : 'gross');
  for (const list of LISTS) {
    if (changed[list] && form.getFieldError(list).length > 0) void form.validateFields([list]).catch(() => undefined);
  }
  // What the server found wrong is of the value that it was sent; fields without rules of their own would keep it.
  const corrected = wrongFields(form).filter((name) => !LISTS.some((list) => name.length === 1 && name[0] === list) && isIn(changed, name));
  form.setFields(corrected.map((name) => ({ name: name as never, errors: [] })));
}

/** Whether the field of this path is among what has changed. */
function isIn(changed: unknown, [first, ...rest]: readonly (string | number)[]): boolean {
  if (first === undefined) return true;
  return typeof changed === 'object' && changed !== null && first in changed && isIn((changed as Record<string | number, unknown>)[first], rest);
}

/** What it is called and what it gives. */
export function BenefitSection({ kind, currency, fixed = false, nameLabel }: { kind: HouseKind; currency: string; fixed?: boolean; nameLabel?: string }) {
  const { t } = useWords();
  const { required } = rulesOf(t);
  const form = Form.useFormInstance<OfferDraft>();
  return (
    <section className="card">
      <h2>{t('offers.benefit')}</h2>
      <Form.Item name="name" label={nameLabel ?? t('offerForm.name')} extra={t('offerForm.nameHint')} rules={[{ ...required, whitespace: true }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="currency" label={t('offerForm.currency')}>
        <Select style={{ width: 140 }} disabled={fixed} options={CURRENCIES.map((value) => ({ value, label: value }))} onChange={() => form.setFieldValue('merchantIds', [])} />
      </Form.Item>
      <KindField />
      <BenefitFields kind={kind} currency={currency} />
    </section>
  );
}

/** When it runs, and where. */
export function ScheduleSection({ kind, currency, choices }: { kind: HouseKind; currency: string; choices: OfferChoices }) {
  const { t } = useWords();
  const { required } = rulesOf(t);
  const zone = zoneOf(currency);
  return (
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
          loading={choices.loading}
          placeholder={t('offers.allMerchants')}
          showSearch={{ optionFilterProp: 'label' }}
          options={choices.shops.map((merchant) => ({ value: merchant.id, label: merchant.name }))}
        />
      </Form.Item>
    </section>
  );
}

/** What it may cost, in all, a day and at a merchant, and how often by customer and by device. */
export function BudgetSection({ kind, currency }: { kind: HouseKind; currency: string }) {
  const { t } = useWords();
  const amount = amountRule(t, currency);
  const optionalAmount = amountRule(t, currency, true);
  const withinTotal =
    (message: string): FormRule =>
    ({ getFieldValue }) => ({
      validator: async (_, typed: string) => {
        const part = parseAmount(typed ?? '', currency);
        const all = parseAmount((getFieldValue(['budget', 'total']) as string) ?? '', currency);
        if (part.ok && all.ok && part.money.value > all.money.value) throw new Error(message);
      },
    });
  return (
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
          rules={[optionalAmount, withinTotal(t('offerForm.perDayAbove'))]}
        >
          <AmountInput currency={currency} />
        </Form.Item>
        <Form.Item
          name={['budget', 'perMerchant']}
          hidden={kind === 'top_up_bonus'}
          label={t('offerForm.perMerchant')}
          extra={t('offerForm.perDayHint')}
          dependencies={[['budget', 'total']]}
          rules={[optionalAmount, withinTotal(t('offerForm.perMerchantAbove'))]}
        >
          <AmountInput currency={currency} />
        </Form.Item>
        <Form.Item name="usesPerCustomer" label={t('offerForm.perCustomer')} extra={t('offerForm.perDayHint')}>
          <InputNumber min={1} max={1_000_000} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="usesPerDevice" hidden={kind === 'top_up_bonus'} label={t('offerForm.perDevice')} extra={t('offerForm.perDeviceHint')}>
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
  );
}

/** How it goes with others, and who is kept out to compare with. */
export function OthersSection() {
  const { t } = useWords();
  const { holdout } = rulesOf(t);
  return (
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
  );
}

/** @param asking whether brands and merchants can be asked to bear a part, as a campaign does */
export function SponsorsSection({ currency, choices, asking }: { currency: string; choices: OfferChoices; asking: boolean }) {
  const { t } = useWords();
  const names = [...choices.sponsorIds].flatMap(([name, id]) => (asking || !isAsked(id) ? [name] : []));
  return (
    <section className="card">
      <h2>{t('offerForm.sponsors')}</h2>
      <SponsorFields currency={currency} names={names} />
    </section>
  );
}

/** A choice with what it means below it. */
export function Explained({ title, help }: { title: string; help: string }) {
  return (
    <>
      {title}
      <span className="small muted explained">{help}</span>
    </>
  );
}
