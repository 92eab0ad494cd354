import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import type { QuickItem } from '../../api/types';
import { AmountInput } from '../../shared/desk/AmountInput';
import { showAtFields } from '../../shared/desk/formProblems';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { useWords } from '../../shared/i18n/start';
import { formatMoney, parseAmount } from '../../shared/money';
import { Empty, ErrorState, Skeleton } from '../../shared/states';
import { useIntent } from '../../shared/useIntent';
import { api } from '../api';
import { useMerchant } from './MerchantContext';

const MOST = 60;

export function useQuickItems() {
  return useQuery({ queryKey: ['/quick-items'], queryFn: ({ signal }) => api.get<{ items: QuickItem[] }>('/quick-items', { signal }) });
}

/** What is sold often: one press at the till puts it on the list. */
export function QuickItems() {
  const { t, language } = useWords();
  const { merchant } = useMerchant();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const list = useQuickItems();
  const [adding, setAdding] = useState(false);
  const [form] = Form.useForm<{ name: string; price: string; product?: string }>();
  const save = useIntent({
    mutationFn: (items: QuickItem[]) => api.put<{ items: QuickItem[] }>('/quick-items', { items }),
    onSuccess: (saved) => {
      queries.setQueryData(['/quick-items'], saved);
      setAdding(false);
      form.resetFields();
      void message.success(t('quickItems.saved'));
    },
    onError: (error) => showAtFields(form, error, t),
  });
  if (list.isPending) return <Skeleton rows={[40, 40]} />;
  if (!list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  const items = list.data.items;
  const add = (
    <Button icon={<PlusOutlined />} disabled={items.length >= MOST} onClick={() => setAdding(true)}>
      {t('quickItems.add')}
    </Button>
  );
  return (
    <>
      {items.length === 0 ? (
        <Empty action={add}>{t('quickItems.empty')}</Empty>
      ) : (
        <>
          <ul className="rows">
            {items.map((item, at) => (
              <li key={`${at}-${item.name}`} className="row">
                <span className="row-main strong">{item.name}</span>
                <span className="row-amount num">{formatMoney(item.price, language)}</span>
                <Button type="text" aria-label={t('quickItems.remove', { name: item.name })} icon={<DeleteOutlined />} onClick={() => save.mutate(items.filter((_, other) => other !== at))} />
              </li>
            ))}
          </ul>
          {!adding && <ProblemNote error={save.error} />}
          <div style={{ marginTop: 12 }}>{add}</div>
        </>
      )}
      <Modal title={t('quickItems.add')} open={adding} onCancel={() => setAdding(false)} okText={t('quickItems.add')} cancelText={t('action.cancel')} confirmLoading={save.isPending} onOk={() => form.submit()}>
        <Form
          name="quick-item"
          form={form}
          layout="vertical"
          requiredMark={false}
          onFinish={({ name, price, product }) => {
            const parsed = parseAmount(price, merchant.currency);
            if (parsed.ok) save.mutate([...items, { name: name.trim(), price: parsed.money, product: product?.trim() || null }]);
          }}
        >
          <Form.Item name="name" label={t('cashier.item')} rules={[{ required: true, whitespace: true, message: t('signUp.required') }]}>
            <Input maxLength={40} />
          </Form.Item>
          <Form.Item
            name="price"
            label={t('cashier.price')}
            rules={[
              {
                validator: (_, typed: string) => {
                  const parsed = parseAmount(typed ?? '', merchant.currency);
                  return parsed.ok ? Promise.resolve() : Promise.reject(new Error(t(`amount.${parsed.fault}`)));
                },
              },
            ]}
          >
            <AmountInput currency={merchant.currency} />
          </Form.Item>
          <Form.Item name="product" label={`${t('quickItems.product')} · ${t('cashier.optional')}`} extra={t('quickItems.productHint')}>
            <Input maxLength={64} />
          </Form.Item>
          {adding && <ProblemNote error={save.error} />}
        </Form>
      </Modal>
    </>
  );
}
