import { PlusOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import type { Page, Store } from '../../api/types';
import { showAtFields } from '../../shared/desk/formProblems';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { useWords } from '../../shared/i18n/start';
import { Empty, ErrorState, Skeleton } from '../../shared/states';
import { useIntent } from '../../shared/useIntent';
import { api } from '../api';

export function useStores() {
  return useQuery({ queryKey: ['/stores'], queryFn: ({ signal }) => api.get<Page<Store>>('/stores', { signal }) });
}

/** The places of the shop: added, renamed, closed. What was sold at a closed one stays in the reports. */
export function Stores() {
  const { t } = useWords();
  const { modal } = App.useApp();
  const queries = useQueryClient();
  const stores = useStores();
  const [open, setOpen] = useState<Store | 'new' | null>(null);
  const close = useIntent({
    mutationFn: (store: Store) => api.delete(`/stores/${store.id}`),
    onSuccess: () => void queries.invalidateQueries(),
  });
  if (stores.isPending) return <Skeleton rows={[40, 40]} />;
  if (!stores.data) return <ErrorState error={stores.error} onRetry={() => void stores.refetch()} />;
  const add = (
    <Button icon={<PlusOutlined />} onClick={() => setOpen('new')}>
      {t('stores.add')}
    </Button>
  );
  return (
    <>
      {stores.data.items.length === 0 ? (
        <Empty action={add}>{t('stores.empty')}</Empty>
      ) : (
        <>
          <ul className="rows">
            {stores.data.items.map((store) => (
              <li key={store.id} className="row">
                <span className="row-main">
                  <span className="strong">{store.name}</span>
                  <span className="small muted">{store.address}</span>
                </span>
                <Button onClick={() => setOpen(store)}>{t('stores.change')}</Button>
                <Button
                  onClick={() =>
                    void modal.confirm({
                      title: t('stores.closeSure', { name: store.name }),
                      okText: t('stores.close'),
                      cancelText: t('action.cancel'),
                      okButtonProps: { danger: true },
                      onOk: () => close.mutateAsync(store).catch(() => undefined),
                    })
                  }
                >
                  {t('stores.close')}
                </Button>
              </li>
            ))}
          </ul>
          <ProblemNote error={close.error} />
          <div style={{ marginTop: 12 }}>{add}</div>
        </>
      )}
      {open && <StoreDialog store={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </>
  );
}

function StoreDialog({ store, onClose }: { store: Store | null; onClose: () => void }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const [form] = Form.useForm<{ name: string; address: string }>();
  const save = useIntent({
    mutationFn: (body: { name: string; address: string }) => (store ? api.put<Store>(`/stores/${store.id}`, body) : api.post<Store>('/stores', body)),
    onSuccess: () => {
      onClose();
      void queries.invalidateQueries({ queryKey: ['/stores'] });
    },
    onError: (error) => showAtFields(form, error, t),
  });
  const word = store ? t('stores.save') : t('stores.add');
  return (
    <Modal title={word} open onCancel={onClose} okText={word} cancelText={t('action.cancel')} confirmLoading={save.isPending} onOk={() => form.submit()}>
      <Form name="store" form={form} layout="vertical" requiredMark={false} initialValues={store ?? {}} onFinish={({ name, address }) => save.mutate({ name, address })}>
        <Form.Item name="name" label={t('stores.name')} rules={[{ required: true, whitespace: true, message: t('signUp.required') }]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="address" label={t('stores.address')} rules={[{ required: true, whitespace: true, message: t('signUp.required') }]}>
          <Input maxLength={120} />
        </Form.Item>
        <ProblemNote error={save.error} />
      </Form>
    </Modal>
  );
}
