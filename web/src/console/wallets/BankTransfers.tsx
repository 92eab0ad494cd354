import { PlusOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import type { BankTransfer } from '../../api/types';
import { AmountInput, amountRule } from '../../shared/desk/AmountInput';
import { CopyId } from '../../shared/desk/CopyId';
import { showAtFields } from '../../shared/desk/formProblems';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { carryOut } from '../../shared/intents';
import { formatMoney, parseAmount } from '../../shared/money';
import { useIntent } from '../../shared/useIntent';
import { When } from '../../shared/When';
import { api } from '../api';
import { Chips } from '../Chips';
import { DataTable } from '../DataTable';
import { PageHead } from '../PageHead';
import { useOperator, useStaff } from '../StaffContext';
import { useFilters } from '../useFilters';

const STATES: BankTransfer['state'][] = ['proposed', 'approved', 'rejected'];
const TONES: Record<BankTransfer['state'], string> = { proposed: 'amber', approving: 'indigo', approved: 'jade', rejected: '' };
const CURRENCIES = ['CNY', 'GBP', 'HKD', 'USD', 'EUR', 'JPY'];

/** Money that comes or goes by bank: one person enters it, another lets it into the books. */
export function BankTransfers() {
  const { t, language } = useWords();
  const { modal, message } = App.useApp();
  const queries = useQueryClient();
  const me = useStaff();
  const operator = useOperator();
  const [entering, setEntering] = useState(false);
  const { filter, filtered, change, apply, clear } = useFilters('state');
  const transfers = usePages<BankTransfer>(api, '/bank-transfers', filter, { refetchMs: 10_000 });
  const decide = useIntent({
    mutationFn: ({ id, decision }: { id: string; decision: 'approve' | 'reject' }) =>
      carryOut(`transfer.${id}`, { decision }, (key) => api.post<BankTransfer>(`/bank-transfers/${id}/approval`, { decision }, { idempotencyKey: key })),
    onSuccess: (_, { decision }) => void message.success(t(decision === 'approve' ? 'transfers.approved' : 'transfers.rejected')),
    onSettled: () => queries.invalidateQueries(),
  });
  const sure = (transfer: BankTransfer, decision: 'approve' | 'reject') =>
    void modal.confirm({
      title: `${t(decision === 'approve' ? 'transfers.approve' : 'transfers.reject')} ${formatMoney(transfer.amount, language)}`,
      content: (
        <>
          <p>
            {transfer.customerNameMasked} {transfer.customerPhoneMasked} · {transfer.reference}
          </p>
          <p>{t(decision === 'approve' ? 'transfers.approveSure' : 'transfers.rejectSure')}</p>
        </>
      ),
      okText: t(decision === 'approve' ? 'transfers.approve' : 'transfers.reject'),
      cancelText: t('common.cancel'),
      onOk: () => decide.mutateAsync({ id: transfer.id, decision }).catch(() => undefined),
    });
  const enter = operator && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setEntering(true)}>
      {t('transfers.create')}
    </Button>
  );
  const person = (id: string | null, name: string | null) => (id === me.id ? t('transfers.me') : (name ?? (id ? <CopyId id={id} /> : <span className="muted">·</span>)));
  return (
    <>
      <PageHead title={t('transfers.title')} lead={t('transfers.lead')}>
        {enter}
      </PageHead>
      <div className="filters">
        <Chips
          label={t('common.state')}
          value={filter.state}
          onChange={(state) => change({ state })}
          options={[{ value: '', label: t('common.any') }, ...STATES.map((state) => ({ value: state as string, label: t(`transfers.states.${state}`) }))]}
        />
      </div>
      <ProblemNote error={decide.error} />
      <DataTable<BankTransfer>
        label={t('transfers.title')}
        pages={transfers}
        rowKey={(transfer) => transfer.id}
        views={{ list: 'bank_transfers', filter, apply }}
        filtered={filtered}
        onClear={clear}
        empty={t('transfers.emptyHint')}
        emptyAction={enter}
        columns={[
          { title: t('common.time'), render: (_, transfer) => <When at={transfer.madeAt} /> },
          { title: t('transfers.direction'), render: (_, transfer) => t(`transfers.directions.${transfer.direction}`) },
          {
            title: t('transfers.customer'),
            render: (_, transfer) => (
              <span>
                {transfer.customerNameMasked} <span className="muted">{transfer.customerPhoneMasked}</span>
              </span>
            ),
          },
          { title: t('common.amount'), align: 'right', render: (_, transfer) => <span className="strong">{formatMoney(transfer.amount, language)}</span> },
          { title: t('transfers.reference'), render: (_, transfer) => <span className="mono">{transfer.reference}</span> },
          { title: t('transfers.by'), render: (_, transfer) => person(transfer.madeBy, transfer.madeByName) },
          { title: t('transfers.decidedBy'), render: (_, transfer) => person(transfer.decidedBy, transfer.decidedByName) },
          {
            title: t('common.state'),
            render: (_, transfer) =>
              transfer.state === 'proposed' && transfer.madeBy !== me.id ? (
                <span style={{ display: 'flex', gap: 8 }}>
                  <Button type="primary" size="small" onClick={() => sure(transfer, 'approve')}>
                    {t('transfers.approve')}
                  </Button>
                  <Button size="small" onClick={() => sure(transfer, 'reject')}>
                    {t('transfers.reject')}
                  </Button>
                </span>
              ) : (
                <span>
                  <span className={`pill ${TONES[transfer.state]}`}>{t(`transfers.states.${transfer.state}`)}</span>
                  {transfer.state === 'proposed' && transfer.madeBy === me.id && <span className="tiny muted"> {t('transfers.own')}</span>}
                </span>
              ),
          },
        ]}
        file={{ path: '/bank-transfers.csv', query: filter }}
      />
      <EnterTransfer open={entering} onClose={() => setEntering(false)} />
    </>
  );
}

interface Draft {
  direction: 'in' | 'out';
  customerPhone: string;
  currency: string;
  amount: string;
  reference: string;
}

function EnterTransfer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<Draft>();
  const currency = Form.useWatch('currency', form) ?? 'CNY';
  const direction = Form.useWatch('direction', form) ?? 'in';
  const enter = useIntent({
    mutationFn: (draft: Draft) => {
      const amount = parseAmount(draft.amount, draft.currency);
      const body = {
        direction: draft.direction,
        customerPhone: draft.customerPhone.replace(/[\s-]/g, ''),
        amount: amount.ok ? amount.money : null,
        reference: draft.reference.trim(),
      };
      return carryOut('bank-transfer', body, (key) => api.post<BankTransfer>('/bank-transfers', body, { idempotencyKey: key }));
    },
    onSuccess: () => {
      onClose();
      void message.success(t('transfers.created'));
      void queries.invalidateQueries({ queryKey: ['/bank-transfers'] });
    },
    onError: (error) => showAtFields(form, error, t),
  });
  const required = { required: true, whitespace: true, message: t('common.required') };
  return (
    <Modal
      title={t('transfers.create')}
      open={open}
      onCancel={onClose}
      okText={t('transfers.submit')}
      cancelText={t('common.cancel')}
      confirmLoading={enter.isPending}
      onOk={() => form.submit()}
      afterClose={() => {
        form.resetFields();
        enter.reset();
      }}
    >
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ direction: 'in', currency: 'CNY' }} onFinish={(draft) => enter.mutate(draft)}>
        <Form.Item name="direction" label={t('transfers.direction')} extra={t(`transfers.directionHelp.${direction}`)}>
          <Radio.Group
            optionType="button"
            options={[
              { value: 'in', label: t('transfers.directions.in') },
              { value: 'out', label: t('transfers.directions.out') },
            ]}
          />
        </Form.Item>
        <Form.Item name="customerPhone" label={t('transfers.phone')} rules={[required]}>
          <Input type="tel" inputMode="tel" autoComplete="off" />
        </Form.Item>
        <div className="side-by-side">
          <Form.Item name="amount" label={t('transfers.amount')} rules={[amountRule(t, currency)]}>
            <AmountInput currency={currency} />
          </Form.Item>
          <Form.Item name="currency" label={t('merchants.currency')}>
            <Select options={CURRENCIES.map((value) => ({ value, label: value }))} />
          </Form.Item>
        </div>
        <Form.Item name="reference" label={t('transfers.reference')} rules={[required]}>
          <Input maxLength={80} autoComplete="off" />
        </Form.Item>
        <ProblemNote error={enter.error} />
      </Form>
    </Modal>
  );
}
