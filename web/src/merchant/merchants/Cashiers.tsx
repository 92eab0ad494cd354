import { PlusOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import type { Cashier } from '../../api/types';
import type { Page } from '../../api/types';
import { showAtFields } from '../../shared/desk/formProblems';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { useWords } from '../../shared/i18n/start';
import { Empty, ErrorState, Skeleton } from '../../shared/states';
import { useIntent } from '../../shared/useIntent';
import { api } from '../api';
import { useStores } from './Stores';

export function Cashiers() {
  const { t } = useWords();
  const { modal, message } = App.useApp();
  const queries = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [form] = Form.useForm<{ name: string; phone: string }>();
  const cashiers = useQuery({
    queryKey: ['/cashiers'],
    queryFn: ({ signal }) => api.get<Page<Cashier>>('/cashiers', { signal }),
  });
  const changed = () => queries.invalidateQueries({ queryKey: ['/cashiers'] });
  const add = useIntent({
    mutationFn: (body: { name: string; phone: string }) => api.post<Cashier>('/cashiers', body),
    onSuccess: () => {
      setAdding(false);
      void message.success(t('shop.added'));
      void changed();
    },
    onError: (error) => showAtFields(form, error, t),
  });
  const stores = useStores();
  const place = useIntent({
    mutationFn: ({ cashier, storeId }: { cashier: Cashier; storeId: string }) => api.put(`/cashiers/${cashier.id}/store`, storeId ? { storeId } : {}),
    onSuccess: () => void changed(),
  });
  const remove = useIntent({
    mutationFn: (cashier: Cashier) => api.delete(`/cashiers/${cashier.id}`),
    onSuccess: () => {
      void message.success(t('shop.removed'));
      void changed();
    },
  });

  if (cashiers.isPending) return <Skeleton rows={[40, 40]} />;
  if (!cashiers.data) return <ErrorState error={cashiers.error} onRetry={() => void cashiers.refetch()} />;
  const addButton = (
    <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {t('shop.addCashier')}
    </Button>
  );
  return (
    <>
      {cashiers.data.items.length === 0 ? (
        <Empty action={addButton}>{t('shop.noCashiersHint')}</Empty>
      ) : (
        <>
          <p className="small muted" style={{ marginTop: 0 }}>
            {t('shop.cashiersLead')}
          </p>
          <ul className="rows">
            {cashiers.data.items.map((cashier) => (
              <li key={cashier.id} className="row">
                <span className="row-main">
                  <span className="strong">{cashier.name}</span>
                  <span className="small muted num">{cashier.phoneMasked}</span>
                </span>
                {stores.data && stores.data.items.length > 0 && (
                  <Select
                    aria-label={t('stores.of', { name: cashier.name })}
                    style={{ minWidth: 130 }}
                    value={cashier.storeId ?? ''}
                    onChange={(storeId) => place.mutate({ cashier, storeId })}
                    options={[{ value: '', label: t('stores.none') }, ...stores.data.items.map((store) => ({ value: store.id, label: store.name }))]}
                  />
                )}
                <Button
                  onClick={() =>
                    void modal.confirm({
                      title: t('shop.removeSure', { name: cashier.name }),
                      okText: t('shop.remove'),
                      cancelText: t('action.cancel'),
                      okButtonProps: { danger: true },
                      onOk: () => remove.mutateAsync(cashier).catch(() => undefined),
                    })
                  }
                >
                  {t('shop.remove')}
                </Button>
              </li>
            ))}
          </ul>
          <ProblemNote error={remove.error ?? place.error} />
          <div style={{ marginTop: 12 }}>{addButton}</div>
        </>
      )}
      <Modal
        title={t('shop.addCashier')}
        open={adding}
        onCancel={() => setAdding(false)}
        okText={t('shop.addCashier')}
        cancelText={t('action.cancel')}
        confirmLoading={add.isPending}
        onOk={() => form.submit()}
        afterClose={() => {
          form.resetFields();
          add.reset();
        }}
      >
        <Form name="cashier" form={form} layout="vertical" requiredMark={false} onFinish={(values) => add.mutate({ ...values, phone: values.phone.replace(/[\s-]/g, '') })}>
          <Form.Item name="name" label={t('shop.cashierName')} rules={[{ required: true, whitespace: true, message: t('signUp.required') }]}>
            <Input maxLength={40} />
          </Form.Item>
          <Form.Item name="phone" label={t('shop.cashierPhone')} rules={[{ required: true, pattern: /^\+?[\d\s-]{6,20}$/, message: t('signIn.phoneWrong') }]}>
            <Input type="tel" inputMode="tel" />
          </Form.Item>
          <ProblemNote error={add.error} />
        </Form>
      </Modal>
    </>
  );
}
