import { PlusOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import type { Brand } from '../../api/types';
import { showAtFields } from '../../shared/desk/formProblems';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { useIntent } from '../../shared/useIntent';
import { When } from '../../shared/When';
import { api } from '../api';
import { DataTable } from '../DataTable';
import { PageHead } from '../PageHead';
import { useStaff } from '../StaffContext';

/** Who bears campaigns together with the house. Administrators keep them; operators look. */
export function Brands() {
  const { t } = useWords();
  const administrator = useStaff().roles.includes('ADMINISTRATOR');
  const brands = usePages<Brand>(api, '/brands');
  const [naming, setNaming] = useState<Brand | 'new' | null>(null);
  const add = administrator && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setNaming('new')}>
      {t('brands.add')}
    </Button>
  );
  return (
    <>
      <PageHead title={t('brands.title')} lead={t('brands.lead')}>
        {add}
      </PageHead>
      <DataTable<Brand>
        label={t('brands.title')}
        pages={brands}
        rowKey={(brand) => brand.id}
        empty={t('brands.empty')}
        columns={[
          { title: t('brands.name'), render: (_, brand) => <span className="strong">{brand.name}</span> },
          { title: t('brands.since'), render: (_, brand) => <When at={brand.createdAt} full /> },
          ...(administrator
            ? [
                {
                  title: '',
                  align: 'right' as const,
                  render: (_: unknown, brand: Brand) => (
                    <Button size="small" aria-label={`${t('brands.rename')} ${brand.name}`} onClick={() => setNaming(brand)}>
                      {t('brands.rename')}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
      <Name brand={naming} onClose={() => setNaming(null)} />
    </>
  );
}

function Name({ brand, onClose }: { brand: Brand | 'new' | null; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<{ name: string }>();
  const [shown, setShown] = useState<Brand | 'new'>('new');
  useEffect(() => {
    if (!brand) return;
    setShown(brand);
    form.setFieldsValue({ name: brand === 'new' ? '' : brand.name });
  }, [brand, form]);
  const save = useIntent({
    mutationFn: ({ name }: { name: string }) => (shown === 'new' ? api.post<Brand>('/brands', { name: name.trim() }) : api.put<Brand>(`/brands/${shown.id}`, { name: name.trim() })),
    onSuccess: () => {
      void queries.invalidateQueries();
      void message.success(t(shown === 'new' ? 'brands.added' : 'brands.renamed'));
      onClose();
    },
    onError: (error) => showAtFields(form, error, t),
  });
  return (
    <Modal
      title={t(shown === 'new' ? 'brands.add' : 'brands.rename')}
      open={brand !== null}
      onCancel={onClose}
      okText={t('brands.save')}
      cancelText={t('common.cancel')}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      afterClose={save.reset}
      forceRender
    >
      <Form name="brand" form={form} layout="vertical" requiredMark={false} onFinish={(values) => save.mutate(values)}>
        <Form.Item name="name" label={t('brands.name')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}>
          <Input maxLength={40} />
        </Form.Item>
        <ProblemNote error={save.error} />
      </Form>
    </Modal>
  );
}
