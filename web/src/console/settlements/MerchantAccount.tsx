import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, DatePicker, Form, Input, Modal, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { Link } from 'react-router';
import type { FeePlan, Merchant, Page, SettlementAccount, SettlementRun } from '../../api/types';
import { FeePlanText } from '../../shared/desk/FeePlanText';
import { showAtFields } from '../../shared/desk/formProblems';
import { ProblemBox, ProblemNote } from '../../shared/desk/ProblemNote';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { ErrorState, Skeleton } from '../../shared/states';
import { useIntent } from '../../shared/useIntent';
import { api } from '../api';
import { useOperator } from '../StaffContext';

/** How a merchant stands, for staff: what is owed, what it pays, and a hand on the tap. */
export function MerchantAccount({ merchant }: { merchant: Merchant }) {
  const { t, language } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const operator = useOperator();
  const [asking, setAsking] = useState<'hold' | 'plan' | null>(null);
  const path = `/merchants/${merchant.id}`;
  const account = useQuery({
    queryKey: [path, 'settlement-account'],
    queryFn: ({ signal }) => api.get<SettlementAccount>(`${path}/settlement-account`, { signal }),
  });
  // Done once, each may be wanted again: another turn is another intent.
  const [turn, setTurn] = useState(0);
  const settled = () => {
    setTurn(turn + 1);
    void queries.invalidateQueries();
  };
  const lift = useIntent({
    mutationFn: (_turn: number) => api.delete(`${path}/payout-hold`),
    onSuccess: () => {
      void message.success(t('settlements.lifted'));
      settled();
    },
  });
  const now = useIntent({
    mutationFn: (_turn: number) => api.post<SettlementRun>('/settlement-runs', { merchantId: merchant.id }),
    onSuccess: (ran) => {
      void message.success(t(ran.settled > 0 ? 'settlements.settledNow' : 'settlements.nothing'));
      settled();
    },
  });
  if (account.isPending) return <Skeleton rows={[24, 24, 24]} />;
  if (!account.data) return <ErrorState error={account.error} onRetry={() => void account.refetch()} />;
  const standing = account.data;
  return (
    <section className="stacked" aria-label={t('settlements.title')}>
      <h3>{t('settlements.title')}</h3>
      {standing.hold && <ProblemBox title={t(standing.hold.byBank ? 'settlements.heldByBank' : 'settlements.held')}>{standing.hold.reason}</ProblemBox>}
      <dl className="facts">
        <dt>{t('settlements.unsettled')}</dt>
        <dd className="num">{formatMoney(standing.unsettled, language)}</dd>
        <dt>{t('settlements.payable')}</dt>
        <dd className="num">{formatMoney(standing.payable, language)}</dd>
        {standing.advanced.value > 0 && (
          <>
            <dt>{t('settlements.advanced')}</dt>
            <dd className="num">{formatMoney(standing.advanced, language)}</dd>
          </>
        )}
        <dt>{t('settlements.payee')}</dt>
        <dd>{standing.payee ? `${standing.payee.bankName} ··${standing.payee.last4}` : t('settlements.noPayee')}</dd>
        <dt>{t('settlements.plan')}</dt>
        <dd>
          <FeePlanText plan={standing.feePlan} />
          {standing.nextFeePlan && standing.nextFeePlanFrom && (
            <span style={{ display: 'block' }}>
              {t('settlements.from', { day: standing.nextFeePlanFrom })} <FeePlanText plan={standing.nextFeePlan} />
            </span>
          )}
        </dd>
      </dl>
      <Link to={`/settlements?merchantId=${merchant.id}`}>{t('settlements.toDays')}</Link>
      {operator && (
        <div className="drawer-actions">
          <Button loading={now.isPending} onClick={() => now.mutate(turn)}>
            {t('settlements.now')}
          </Button>
          <Button onClick={() => setAsking('plan')}>{t('settlements.setPlan')}</Button>
          {standing.hold ? (
            <Button loading={lift.isPending} onClick={() => lift.mutate(turn)}>
              {t('settlements.lift')}
            </Button>
          ) : (
            <Button onClick={() => setAsking('hold')}>{t('settlements.hold')}</Button>
          )}
        </div>
      )}
      <ProblemNote error={now.error ?? lift.error} />
      <HoldDialog path={path} open={asking === 'hold'} onClose={() => setAsking(null)} onDone={settled} />
      <PlanDialog path={path} currency={merchant.currency} open={asking === 'plan'} onClose={() => setAsking(null)} onDone={settled} />
    </section>
  );
}

interface DialogProps {
  path: string;
  open: boolean;
  onClose: () => void;
  onDone: () => void;
}

function HoldDialog({ path, open, onClose, onDone }: DialogProps) {
  const { t } = useWords();
  const [form] = Form.useForm<{ reason: string }>();
  const hold = useIntent({
    mutationFn: (body: { reason: string }) => api.put<SettlementAccount>(`${path}/payout-hold`, body),
    onSuccess: () => {
      onClose();
      onDone();
    },
    onError: (error) => showAtFields(form, error, t),
  });
  return (
    <Modal
      title={t('settlements.hold')}
      open={open}
      onCancel={onClose}
      okText={t('settlements.hold')}
      cancelText={t('common.cancel')}
      confirmLoading={hold.isPending}
      onOk={() => form.submit()}
      afterClose={() => {
        form.resetFields();
        hold.reset();
      }}
    >
      <p>{t('settlements.holdSure')}</p>
      <Form name="payout-hold" form={form} layout="vertical" requiredMark={false} onFinish={({ reason }) => hold.mutate({ reason: reason.trim() })}>
        <Form.Item name="reason" label={t('merchants.reason')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}>
          <Input.TextArea rows={3} maxLength={200} showCount />
        </Form.Item>
        <ProblemNote error={hold.error} />
      </Form>
    </Modal>
  );
}

function PlanDialog({ path, currency, open, onClose, onDone }: DialogProps & { currency: string }) {
  const { t, language } = useWords();
  const [form] = Form.useForm<{ planId: string; from: Dayjs }>();
  const plans = useQuery({
    queryKey: ['/fee-plans'],
    queryFn: ({ signal }) => api.get<Page<FeePlan>>('/fee-plans', { query: { limit: 100 }, signal }),
    enabled: open,
  });
  const set = useIntent({
    mutationFn: (body: { planId: string; from: string }) => api.put<FeePlan>(`${path}/fee-plan`, body),
    onSuccess: () => {
      onClose();
      onDone();
    },
    onError: (error) => showAtFields(form, error, t),
  });
  const fitting = (plans.data?.items ?? []).filter((plan) => plan.freePerMonth.currency === currency);
  const planId = Form.useWatch('planId', form);
  const chosen = fitting.find((plan) => plan.id === planId);
  return (
    <Modal
      title={t('settlements.setPlan')}
      open={open}
      onCancel={onClose}
      okText={t('settlements.setPlan')}
      cancelText={t('common.cancel')}
      confirmLoading={set.isPending}
      onOk={() => form.submit()}
      afterClose={() => {
        form.resetFields();
        set.reset();
      }}
    >
      <Form name="merchant-plan" form={form} layout="vertical" requiredMark={false} onFinish={({ planId, from }) => set.mutate({ planId, from: from.format('YYYY-MM-DD') })}>
        <Form.Item name="planId" label={t('settlements.plan')} extra={chosen && <FeePlanText plan={chosen} />} rules={[{ required: true, message: t('common.required') }]}>
          <Select loading={plans.isPending} options={fitting.map((plan) => ({ value: plan.id, label: language === 'zh-CN' ? plan.nameZh : plan.nameEn }))} />
        </Form.Item>
        <Form.Item name="from" label={t('settlements.planFrom')} extra={t('settlements.planFromHint')} rules={[{ required: true, message: t('common.required') }]}>
          <DatePicker style={{ width: '100%' }} disabledDate={(day) => !day.isAfter(dayjs(), 'day')} />
        </Form.Item>
        <ProblemNote error={plans.error ?? set.error} />
      </Form>
    </Modal>
  );
}
