import { useQueryClient } from '@tanstack/react-query';
import { App, Form, Input, Modal, Radio } from 'antd';
import type { Customer, WalletState } from '../../api/types';
import { showAtFields } from '../../shared/desk/formProblems';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { useWords } from '../../shared/i18n/start';
import { useIntent } from '../../shared/useIntent';
import { api } from '../api';

interface Draft {
  freeze: WalletState;
  reason: string;
}

/** Freezes, frees or closes a wallet, with the reason for the record. */
export function StateForm({ customer, asking, onClose }: { customer: Customer; asking: 'freeze' | 'close' | null; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<Draft>();
  const change = useIntent({
    mutationFn: ({ freeze, reason }: Draft) =>
      asking === 'close' ? api.post<Customer>(`/customers/${customer.id}/closure`, { reason }) : api.put<Customer>(`/customers/${customer.id}/freeze`, { freeze, reason }),
    onSuccess: () => {
      onClose();
      void message.success(t('customers.done'));
      void queries.invalidateQueries({ predicate: ({ queryKey: [path] }) => String(path).startsWith('/customers') });
    },
    onError: (error) => showAtFields(form, error, t),
  });
  const title = t(asking === 'close' ? 'customers.close' : customer.state === 'none' ? 'customers.freeze' : 'customers.change');
  return (
    <Modal title={title} open={asking !== null} onCancel={onClose} okText={title} cancelText={t('common.cancel')} confirmLoading={change.isPending} onOk={() => form.submit()} destroyOnHidden>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ freeze: customer.state === 'none' ? 'out' : 'none', reason: '' }} onFinish={(draft) => change.mutate(draft)}>
        {asking === 'close' ? (
          <p>{t('customers.closeSure')}</p>
        ) : (
          <Form.Item name="freeze" label={t('customers.what')}>
            <Radio.Group
              className="radio-column"
              options={(['none', 'out', 'in', 'both'] as const).filter((state) => state !== customer.state).map((state) => ({ value: state, label: t(`customers.choices.${state}`) }))}
            />
          </Form.Item>
        )}
        <Form.Item name="reason" label={t('merchants.reason')} extra={t('customers.reasonHint')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}>
          <Input.TextArea rows={2} maxLength={200} showCount />
        </Form.Item>
        <ProblemNote error={change.error} />
      </Form>
    </Modal>
  );
}
