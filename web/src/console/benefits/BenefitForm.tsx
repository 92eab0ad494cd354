import { useQueryClient } from '@tanstack/react-query';
import { App, DatePicker, Form, Input, InputNumber, Modal, Select, Switch } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { Link } from 'react-router';
import type { BenefitTerms, NewBenefit, SuppliedBenefit, Supplier } from '../../api/types';
import { AmountInput, moneyRule } from '../../shared/desk/AmountInput';
import { showAtFields } from '../../shared/desk/formProblems';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { carryOut } from '../../shared/intents';
import { parseMoney, toDecimal } from '../../shared/money';
import { asProblem } from '../../shared/problem';
import { useIntent } from '../../shared/useIntent';
import { api } from '../api';

const CURRENCY = 'CNY';
const MOST_SUPPLIERS = 100;

interface Draft {
  supplierId: string;
  worth: string;
  cost: string;
  terms: Omit<BenefitTerms, 'claimFrom' | 'claimUntil'> & { claimFrom: Dayjs; claimUntil: Dayjs };
}

/** @param benefit whose terms are written anew; without one it is a new one */
export function BenefitForm({ benefit, onClose, onSaved }: { benefit?: SuppliedBenefit; onClose: () => void; onSaved?: (benefit: SuppliedBenefit) => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<Draft>();
  const suppliers = usePages<Supplier>(api, '/suppliers', {}, { limit: MOST_SUPPLIERS, enabled: !benefit });
  const required = { required: true, message: t('common.required') };
  const currency = benefit?.cost.currency ?? CURRENCY;
  const save = useIntent({
    mutationFn: (draft: Draft) => {
      const terms = termsOf(draft);
      if (benefit) return api.put<SuppliedBenefit>(`/benefits/${benefit.id}/terms`, { base: benefit.version, terms });
      const body: NewBenefit = { supplierId: draft.supplierId, worth: moneyOf(draft.worth), cost: moneyOf(draft.cost), terms };
      return carryOut('benefit', body, (idempotencyKey) => api.post<SuppliedBenefit>('/benefits', body, { idempotencyKey }));
    },
    onSuccess: (saved) => {
      void queries.invalidateQueries();
      void message.success(t(benefit ? 'benefits.changed' : 'benefits.added'));
      onClose();
      onSaved?.(saved);
    },
    onError: (error) => void showAtFields(form, error, t),
  });
  const first: Draft = {
    supplierId: '',
    worth: benefit ? toDecimal(benefit.worth) : '',
    cost: benefit ? toDecimal(benefit.cost) : '',
    terms: benefit
      ? { ...benefit.terms, claimFrom: dayjs(benefit.terms.claimFrom), claimUntil: dayjs(benefit.terms.claimUntil) }
      : { name: '', howToRedeem: '', claimFrom: dayjs().startOf('minute'), claimUntil: dayjs().add(30, 'day').endOf('day').startOf('minute'), perCustomer: 1, lowStock: 100, listed: true, paused: false },
  };
  return (
    <Modal
      open
      width={640}
      title={t(benefit ? 'benefits.change' : 'benefits.add')}
      okText={t('benefits.save')}
      cancelText={t('common.cancel')}
      onCancel={onClose}
      onOk={() => form.submit()}
      confirmLoading={save.isPending}
    >
      <Form<Draft> name="benefit" form={form} layout="vertical" requiredMark={false} initialValues={first} onFinish={(draft) => save.mutate(draft)}>
        {!benefit && (
          <Form.Item name="supplierId" label={t('benefits.supplier')} rules={[required]} extra={!suppliers.loading && suppliers.items.length === 0 ? <Link to="/suppliers">{t('benefits.supplierFirst')}</Link> : undefined}>
            <Select showSearch optionFilterProp="label" loading={suppliers.loading} options={suppliers.items.map(({ id, name }) => ({ value: id, label: name }))} />
          </Form.Item>
        )}
        <Form.Item name={['terms', 'name']} label={t('benefits.name')} rules={[{ ...required, whitespace: true }]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name={['terms', 'howToRedeem']} label={t('benefits.howToRedeem')} extra={t('benefits.howToRedeemHint')} rules={[{ ...required, whitespace: true }]}>
          <Input maxLength={500} showCount />
        </Form.Item>
        {!benefit && (
          <div className="side-by-side">
            <Form.Item name="worth" label={t('benefits.worth')} extra={t('benefits.worthHint')} rules={[moneyRule(t, currency)]}>
              <AmountInput currency={currency} />
            </Form.Item>
            <Form.Item name="cost" label={t('benefits.cost')} extra={t('benefits.costHint')} rules={[moneyRule(t, currency)]}>
              <AmountInput currency={currency} />
            </Form.Item>
          </div>
        )}
        <div className="side-by-side">
          <Form.Item name={['terms', 'claimFrom']} label={t('benefits.claimFrom')} rules={[required]}>
            <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" allowClear={false} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name={['terms', 'claimUntil']} label={t('benefits.claimUntil')} rules={[required]}>
            <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" allowClear={false} style={{ width: '100%' }} />
          </Form.Item>
        </div>
        <div className="side-by-side">
          <Form.Item name={['terms', 'perCustomer']} label={t('benefits.perCustomer')} rules={[required]}>
            <InputNumber min={1} max={1_000_000} precision={0} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name={['terms', 'lowStock']} label={t('benefits.lowStock')} extra={t('benefits.lowStockHint')} rules={[required]}>
            <InputNumber min={0} max={1_000_000_000} precision={0} style={{ width: '100%' }} />
          </Form.Item>
        </div>
        <div className="side-by-side">
          <Form.Item name={['terms', 'listed']} label={t('benefits.listed')} extra={t('benefits.listedHint')} valuePropName="checked">
            <Switch />
          </Form.Item>
          <Form.Item name={['terms', 'paused']} label={t('benefits.paused')} extra={t('benefits.pausedHint')} valuePropName="checked">
            <Switch />
          </Form.Item>
        </div>
        {save.error && asProblem(save.error).errors.length === 0 && <ProblemNote error={save.error} />}
      </Form>
    </Modal>
  );
}

const termsOf = ({ terms }: Draft): BenefitTerms => ({ ...terms, name: terms.name.trim(), howToRedeem: terms.howToRedeem.trim(), claimFrom: terms.claimFrom.toISOString(), claimUntil: terms.claimUntil.toISOString() });

function moneyOf(typed: string) {
  const parsed = parseMoney(typed, CURRENCY);
  if (!parsed.ok) throw new Error('the form lets nothing else pass');
  return parsed.money;
}
