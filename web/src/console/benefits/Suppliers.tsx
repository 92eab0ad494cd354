import { PlusOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Supplier } from '../../api/types';
import { CopyId } from '../../shared/desk/CopyId';
import { showAtFields } from '../../shared/desk/formProblems';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { asProblem } from '../../shared/problem';
import { useIntent } from '../../shared/useIntent';
import { When } from '../../shared/When';
import { api } from '../api';
import { DataTable } from '../DataTable';
import { PageHead } from '../PageHead';
import { useStaff } from '../StaffContext';

/** Who supplies benefits: video sites, coffee chains, data plans. */
export function Suppliers() {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const operator = useStaff().roles.some((role) => role === 'OPERATOR' || role === 'ADMINISTRATOR');
  const suppliers = usePages<Supplier>(api, '/suppliers');
  const [naming, setNaming] = useState(false);
  const add = operator && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setNaming(true)}>
      {t('suppliers.add')}
    </Button>
  );
  return (
    <>
      <PageHead title={t('suppliers.title')} lead={t('suppliers.lead')}>
        {add}
      </PageHead>
      <DataTable<Supplier>
        label={t('suppliers.title')}
        pages={suppliers}
        rowKey={(supplier) => supplier.id}
        onOpen={(supplier) => void navigate(`/suppliers/${supplier.id}`)}
        empty={t('suppliers.empty')}
        emptyAction={add}
        columns={[
          { title: t('suppliers.name'), render: (_, supplier) => <span className="strong">{supplier.name}</span> },
          { title: t('suppliers.benefits'), align: 'right', render: (_, supplier) => supplier.benefits.toLocaleString(language) },
          { title: t('suppliers.since'), render: (_, supplier) => <When at={supplier.addedAt} /> },
          { title: t('common.id'), render: (_, supplier) => <CopyId id={supplier.id} /> },
        ]}
      />
      <NameSupplier open={naming} onClose={() => setNaming(false)} onNamed={(supplier) => void navigate(`/suppliers/${supplier.id}`)} />
    </>
  );
}

/** @param supplier to be called otherwise; without one it is a new one */
export function NameSupplier({ supplier, open, onClose, onNamed }: { supplier?: Supplier | undefined; open: boolean; onClose: () => void; onNamed?: (supplier: Supplier) => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<{ name: string }>();
  useEffect(() => {
    if (open) form.setFieldsValue({ name: supplier?.name ?? '' });
  }, [open, supplier, form]);
  const save = useIntent({
    mutationFn: ({ name }: { name: string }) => (supplier ? api.put<Supplier>(`/suppliers/${supplier.id}`, { name: name.trim() }) : api.post<Supplier>('/suppliers', { name: name.trim() })),
    onSuccess: (named) => {
      void queries.invalidateQueries();
      void message.success(t(supplier ? 'suppliers.renamed' : 'suppliers.added'));
      onClose();
      onNamed?.(named);
    },
    onError: (error) => void showAtFields(form, error, t),
  });
  return (
    <Modal
      title={t(supplier ? 'suppliers.rename' : 'suppliers.add')}
      open={open}
      onCancel={onClose}
      okText={t('suppliers.save')}
      cancelText={t('common.cancel')}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      afterClose={save.reset}
      forceRender
    >
      <Form name="supplier" form={form} layout="vertical" requiredMark={false} onFinish={(values) => save.mutate(values)}>
        <Form.Item name="name" label={t('suppliers.name')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}>
          <Input maxLength={60} />
        </Form.Item>
        {save.error && asProblem(save.error).errors.length === 0 && <ProblemNote error={save.error} />}
      </Form>
    </Modal>
  );
}
