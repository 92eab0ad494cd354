import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import type { SettlementAccount } from '../../api/types';
import { showAtFields } from '../../shared/desk/formProblems';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { useWords } from '../../shared/i18n/start';
import { useIntent } from '../../shared/useIntent';
import { api } from '../api';

/** Where money is paid out to, and how that is changed. */
export function Payee({ payee }: { payee: SettlementAccount['payee'] }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [setting, setSetting] = useState(false);
  const [form] = Form.useForm<{ number: string; holder: string }>();
  const save = useIntent({
    mutationFn: (body: { number: string; holder: string }) => api.put<SettlementAccount>('/settlement-account', body),
    onSuccess: (account) => {
      queries.setQueryData(['/settlement-account'], account);
      setSetting(false);
      void message.success(t('settle.saved'));
    },
    onError: (error) => showAtFields(form, error, t),
  });
  const required = [{ required: true, whitespace: true, message: t('signUp.required') }];
  return (
    <>
      {payee ? (
        <span>
          {payee.bankName} <span className="num">··{payee.last4}</span>{' '}
          <Button size="small" onClick={() => setSetting(true)}>
            {t('settle.changePayee')}
          </Button>
        </span>
      ) : (
        <span style={{ display: 'grid', gap: 8, justifyItems: 'start' }}>
          {t('settle.noPayee')}
          <Button type="primary" onClick={() => setSetting(true)}>
            {t('settle.setPayee')}
          </Button>
        </span>
      )}
      <Modal
        title={t('settle.setPayee')}
        open={setting}
        onCancel={() => setSetting(false)}
        okText={t('settle.save')}
        cancelText={t('action.cancel')}
        confirmLoading={save.isPending}
        onOk={() => form.submit()}
        afterClose={() => {
          form.resetFields();
          save.reset();
        }}
      >
        <Form form={form} layout="vertical" requiredMark={false} onFinish={({ number, holder }) => save.mutate({ number: number.replace(/[\s-]/g, ''), holder: holder.trim() })}>
          <Form.Item name="number" label={t('settle.number')} extra={t('settle.numberHint')} rules={required}>
            <Input className="num" inputMode="numeric" autoComplete="off" maxLength={40} />
          </Form.Item>
          <Form.Item name="holder" label={t('settle.holder')} rules={required}>
            <Input maxLength={60} autoComplete="off" />
          </Form.Item>
          <ProblemNote error={save.error} />
        </Form>
      </Modal>
    </>
  );
}
