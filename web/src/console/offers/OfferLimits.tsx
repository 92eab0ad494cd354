import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import type { OfferLimitChange, OfferLimits as Limits } from '../../api/types';
import { AmountInput, amountRule } from '../../shared/desk/AmountInput';
import { showAtFields } from '../../shared/desk/formProblems';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { formatMoney, parseAmount } from '../../shared/money';
import { ErrorState, Skeleton } from '../../shared/states';
import { useIntent } from '../../shared/useIntent';
import { When } from '../../shared/When';
import { api } from '../api';
import { DataTable } from '../DataTable';
import { PageHead } from '../PageHead';
import { useStaff } from '../StaffContext';
import { MerchantLimits } from './MerchantLimits';
import { CURRENCIES } from './OfferSections';

type Kind = OfferLimitChange['kind'];

/** How much staff may give: what holds now, and everything that was decided before. */
export function OfferLimits() {
  const { t, language } = useWords();
  const administrator = useStaff().roles.includes('ADMINISTRATOR');
  const [setting, setSetting] = useState<Kind | null>(null);
  const [currency, setCurrency] = useState('CNY');
  const limits = useQuery({ queryKey: ['/offer-limits', currency], queryFn: ({ signal }) => api.get<Limits>('/offer-limits', { query: { currency }, signal }) });
  const history = usePages<OfferLimitChange>(api, '/offer-limits/history');
  return (
    <>
      <PageHead title={t('offerLimits.title')} lead={t('offerLimits.lead')}>
        <Select aria-label={t('merchants.currency')} value={currency} onChange={setCurrency} options={CURRENCIES.map((value) => ({ value, label: value }))} style={{ width: 100 }} />
      </PageHead>
      {limits.isPending ? (
        <Skeleton rows={[120]} />
      ) : !limits.data ? (
        <ErrorState error={limits.error} onRetry={() => void limits.refetch()} />
      ) : (
        <div className="two-columns even">
          {(['alone', 'random_prize'] as const).map((kind) => {
            const amount = kind === 'alone' ? limits.data.alone : limits.data.randomPrize;
            return (
              <section className="card" key={kind} aria-label={t(`offerLimits.kinds.${kind}`)}>
                <div className="card-head">
                  <h2>{t(`offerLimits.kinds.${kind}`)}</h2>
                  {administrator && <Button onClick={() => setSetting(kind)}>{t('offerLimits.set')}</Button>}
                </div>
                <p className="limit-amount num">{amount ? formatMoney(amount, language) : t('offerLimits.none')}</p>
                <p className="small muted">{t(`offerLimits.help.${kind}`)}</p>
              </section>
            );
          })}
        </div>
      )}
      <div className="stacked-below">
        <MerchantLimits key={currency} currency={currency} />
      </div>
      <h2 className="section-title">{t('offerLimits.history')}</h2>
      <DataTable<OfferLimitChange>
        label={t('offerLimits.history')}
        pages={history}
        rowKey={(change) => `${change.at} ${change.kind}`}
        empty={t('offerLimits.noHistory')}
        columns={[
          { title: t('common.time'), render: (_, change) => <When at={change.at} full /> },
          { title: t('offerLimits.what'), render: (_, change) => t(`offerLimits.kinds.${change.kind}`) },
          { title: t('common.amount'), align: 'right', render: (_, change) => (change.amount ? formatMoney(change.amount, language) : t('offerLimits.none')) },
          { title: t('campaigns.reason'), render: (_, change) => change.reason },
          { title: t('offerLimits.by'), render: (_, change) => change.byName ?? change.by },
        ]}
      />
      <SetLimit kind={setting} currency={currency} onClose={() => setSetting(null)} />
    </>
  );
}

function SetLimit({ kind, currency, onClose }: { kind: Kind | null; currency: string; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<{ amount: string; reason: string }>();
  const set = useIntent({
    mutationFn: (body: { kind: Kind; currency: string; amount?: { value: number; currency: string }; reason: string }) => api.put<Limits>('/offer-limits', body),
    onSuccess: () => {
      onClose();
      void message.success(t('offerLimits.done'));
      void queries.invalidateQueries();
    },
    onError: (error) => showAtFields(form, error, t),
  });
  const finish = ({ amount, reason }: { amount?: string; reason: string }) => {
    if (!kind) return;
    const parsed = parseAmount(amount ?? '', currency);
    set.mutate({ kind, currency, ...(parsed.ok ? { amount: parsed.money } : {}), reason: reason.trim() });
  };
  return (
    <Modal
      title={kind && t(`offerLimits.kinds.${kind}`)}
      open={kind !== null}
      onCancel={onClose}
      okText={t('offerLimits.set')}
      cancelText={t('common.cancel')}
      confirmLoading={set.isPending}
      onOk={() => form.submit()}
      afterClose={() => {
        form.resetFields();
        set.reset();
      }}
    >
      <Form name="offer-limit" form={form} layout="vertical" requiredMark={false} onFinish={finish}>
        <Form.Item name="amount" label={t('common.amount')} extra={kind === 'random_prize' ? t('offerLimits.emptyLifts') : undefined} rules={[amountRule(t, currency, kind === 'random_prize')]}>
          <AmountInput currency={currency} />
        </Form.Item>
        <Form.Item name="reason" label={t('campaigns.reason')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}>
          <Input maxLength={200} />
        </Form.Item>
        <ProblemNote error={set.error} />
      </Form>
    </Modal>
  );
}
