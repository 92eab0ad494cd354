import { PlusOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, DatePicker, Form, Input, InputNumber, Modal, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import type { FeePlan, NewFeePlan } from '../../api/types';
import { AmountInput, amountRule } from '../../shared/desk/AmountInput';
import { CopyId } from '../../shared/desk/CopyId';
import { FeePlanText } from '../../shared/desk/FeePlanText';
import { showAtFields } from '../../shared/desk/formProblems';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { formatMoney, type Money, parseAmount } from '../../shared/money';
import { useIntent } from '../../shared/useIntent';
import { api } from '../api';
import { DataTable } from '../DataTable';
import { PageHead } from '../PageHead';
import { useStaff } from '../StaffContext';

const CURRENCIES = ['CNY', 'GBP', 'HKD', 'USD', 'EUR', 'JPY'];

/** What merchants may be asked to pay. A plan never changes: another price is another plan, from a day on. */
export function FeePlans() {
  const { t, language } = useWords();
  const administrator = useStaff().roles.includes('ADMINISTRATOR');
  const [making, setMaking] = useState(false);
  const [standard, setStandard] = useState<FeePlan | null>(null);
  const plans = usePages<FeePlan>(api, '/fee-plans');
  const now = useQuery({
    queryKey: ['/fee-plans/standard'],
    queryFn: ({ signal }) => api.get<FeePlan>('/fee-plans/standard', { signal }),
  });
  const make = administrator && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>
      {t('feePlans.make')}
    </Button>
  );
  return (
    <>
      <PageHead title={t('feePlans.title')} lead={t('feePlans.lead')}>
        {make}
      </PageHead>
      <DataTable<FeePlan>
        label={t('feePlans.title')}
        pages={plans}
        rowKey={(plan) => plan.id}
        empty={t('feePlans.empty')}
        emptyAction={make}
        columns={[
          {
            title: t('feePlans.plan'),
            render: (_, plan) => (
              <span>
                <FeePlanText plan={plan} /> {now.data?.id === plan.id && <span className="pill jade">{t('feePlans.standard')}</span>}
              </span>
            ),
          },
          { title: t('feePlans.advance'), align: 'right', render: (_, plan) => formatMoney(plan.advance, language) },
          { title: t('merchants.currency'), render: (_, plan) => plan.freePerMonth.currency },
          { title: t('common.id'), render: (_, plan) => <CopyId id={plan.id} /> },
          ...(administrator
            ? [
                {
                  title: t('feePlans.use'),
                  render: (_: unknown, plan: FeePlan) =>
                    now.data?.id === plan.id ? null : (
                      <Button size="small" onClick={() => setStandard(plan)}>
                        {t('feePlans.makeStandard')}
                      </Button>
                    ),
                },
              ]
            : []),
        ]}
      />
      <MakePlan open={making} onClose={() => setMaking(false)} />
      <MakeStandard plan={standard} onClose={() => setStandard(null)} />
    </>
  );
}

interface Draft {
  nameZh: string;
  nameEn: string;
  percent: number;
  currency: string;
  cap?: string;
  freePerMonth?: string;
  advance?: string;
}

const amount = (typed: string | undefined, currency: string): Money => {
  const parsed = parseAmount(typed ?? '', currency);
  return parsed.ok ? parsed.money : { value: 0, currency };
};

function MakePlan({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<Draft>();
  const currency = Form.useWatch('currency', form) ?? 'CNY';
  const make = useIntent({
    mutationFn: (plan: NewFeePlan) => api.post<FeePlan>('/fee-plans', plan),
    onSuccess: () => {
      onClose();
      void message.success(t('feePlans.made'));
      void queries.invalidateQueries();
    },
    onError: (error) => showAtFields(form, error, t),
  });
  const required = { required: true, whitespace: true, message: t('common.required') };
  const finish = (draft: Draft) =>
    make.mutate({
      nameZh: draft.nameZh.trim(),
      nameEn: draft.nameEn.trim(),
      ratePpm: Math.round(draft.percent * 10_000),
      ...(draft.cap ? { cap: amount(draft.cap, draft.currency) } : {}),
      freePerMonth: amount(draft.freePerMonth, draft.currency),
      advance: amount(draft.advance, draft.currency),
    } as NewFeePlan);
  return (
    <Modal
      title={t('feePlans.make')}
      open={open}
      onCancel={onClose}
      okText={t('feePlans.make')}
      cancelText={t('common.cancel')}
      confirmLoading={make.isPending}
      onOk={() => form.submit()}
      afterClose={() => {
        form.resetFields();
        make.reset();
      }}
    >
      <Form name="fee-plan" form={form} layout="vertical" requiredMark={false} initialValues={{ currency: 'CNY' }} onFinish={finish}>
        <Form.Item name="nameZh" label={t('feePlans.nameZh')} rules={[required]}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="nameEn" label={t('feePlans.nameEn')} rules={[required]}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="percent" label={t('feePlans.percent')} rules={[{ required: true, message: t('common.required') }]}>
          <InputNumber min={0} max={100} precision={4} suffix="%" style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="currency" label={t('merchants.currency')}>
          <Select options={CURRENCIES.map((value) => ({ value, label: value }))} />
        </Form.Item>
        <Form.Item name="cap" label={t('feePlans.cap')} rules={[amountRule(t, currency, true)]}>
          <AmountInput currency={currency} />
        </Form.Item>
        <Form.Item name="freePerMonth" label={t('feePlans.free')} rules={[amountRule(t, currency, true)]}>
          <AmountInput currency={currency} />
        </Form.Item>
        <Form.Item name="advance" label={t('feePlans.advance')} extra={t('feePlans.advanceHint')} rules={[amountRule(t, currency, true)]}>
          <AmountInput currency={currency} />
        </Form.Item>
        <ProblemNote error={make.error} />
      </Form>
    </Modal>
  );
}

function MakeStandard({ plan, onClose }: { plan: FeePlan | null; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<{ from: Dayjs }>();
  const set = useIntent({
    mutationFn: (body: { planId: string; from: string }) => api.put<FeePlan>('/fee-plans/standard', body),
    onSuccess: (_, { from }) => {
      onClose();
      void message.success(t('feePlans.standardFrom', { day: from }));
      void queries.invalidateQueries();
    },
    onError: (error) => showAtFields(form, error, t),
  });
  return (
    <Modal
      title={t('feePlans.makeStandard')}
      open={plan !== null}
      onCancel={onClose}
      okText={t('feePlans.makeStandard')}
      cancelText={t('common.cancel')}
      confirmLoading={set.isPending}
      onOk={() => form.submit()}
      afterClose={() => {
        form.resetFields();
        set.reset();
      }}
    >
      <p>{t('feePlans.standardSure')}</p>
      <Form name="standard-plan" form={form} layout="vertical" requiredMark={false} onFinish={({ from }) => plan && set.mutate({ planId: plan.id, from: from.format('YYYY-MM-DD') })}>
        <Form.Item name="from" label={t('settlements.planFrom')} extra={t('settlements.planFromHint')} rules={[{ required: true, message: t('common.required') }]}>
          <DatePicker style={{ width: '100%' }} disabledDate={(day) => !day.isAfter(dayjs(), 'day')} />
        </Form.Item>
        <ProblemNote error={set.error} />
      </Form>
    </Modal>
  );
}
