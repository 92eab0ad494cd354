import { PlusOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import type { Brand, Page, StaffMember } from '../../api/types';
import { CopyId } from '../../shared/desk/CopyId';
import { showAtFields } from '../../shared/desk/formProblems';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { asProblem } from '../../shared/problem';
import { Empty } from '../../shared/states';
import { useIntent } from '../../shared/useIntent';
import { api } from '../api';
import { DataTable } from '../DataTable';
import { PageHead } from '../PageHead';
import { useStaff } from '../StaffContext';

const ROLES = ['OPERATOR', 'ADMINISTRATOR', 'BRAND_PARTNER'] as const;

export function Staff() {
  const { t } = useWords();
  const administrator = useStaff().roles.includes('ADMINISTRATOR');
  const staff = usePages<StaffMember>(api, '/staff', {}, { enabled: administrator });
  const [inviting, setInviting] = useState(false);
  const role = (member: StaffMember) => t(`roles.${member.role}`);
  if (!administrator || (staff.error && asProblem(staff.error).status === 403)) {
    return (
      <>
        <PageHead title={t('staff.title')} />
        <div className="card">
          <Empty>
            {t('common.forbidden')}
            <br />
            {t('common.forbiddenHint')}
          </Empty>
        </div>
      </>
    );
  }
  const button = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setInviting(true)}>
      {t('staff.invite')}
    </Button>
  );
  return (
    <>
      <PageHead title={t('staff.title')}>{button}</PageHead>
      <DataTable<StaffMember>
        label={t('staff.title')}
        pages={staff}
        rowKey={(member) => member.id}
        empty={t('staff.emptyHint')}
        columns={[
          { title: t('staff.name'), render: (_, member) => <span className="strong">{member.name ?? '·'}</span> },
          { title: t('staff.email'), dataIndex: 'email' },
          { title: t('staff.role'), render: (_, member) => (member.brand ? `${role(member)} · ${member.brand}` : role(member)) },
        ]}
      />
      <Invite open={inviting} onClose={() => setInviting(false)} />
    </>
  );
}

interface NewMember {
  name: string;
  email: string;
  role: (typeof ROLES)[number];
  brandId?: string;
}

function Invite({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const [form] = Form.useForm<NewMember>();
  const partner = Form.useWatch('role', form) === 'BRAND_PARTNER';
  const brands = useQuery({ queryKey: ['/brands', 'choice'], queryFn: ({ signal }) => api.get<Page<Brand>>('/brands', { query: { limit: 100 }, signal }), enabled: open });
  const invite = useIntent({
    mutationFn: (body: NewMember) => api.post<{ invitationUrl: string }>('/staff', body),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['/staff'] }),
    onError: (error) => showAtFields(form, error, t),
  });
  const required = { required: true, whitespace: true, message: t('common.required') };
  const link = invite.data && new URL(invite.data.invitationUrl, location.origin).href;
  return (
    <Modal
      title={link ? t('staff.ready') : t('staff.invite')}
      open={open}
      onCancel={onClose}
      okText={link ? t('common.close') : t('staff.send')}
      cancelText={t('common.cancel')}
      cancelButtonProps={link ? { style: { display: 'none' } } : {}}
      confirmLoading={invite.isPending}
      onOk={() => (link ? onClose() : form.submit())}
      afterClose={() => {
        form.resetFields();
        invite.reset();
      }}
    >
      {link ? (
        <div role="status">
          <p>{t('staff.readyLead', { name: invite.variables?.name })}</p>
          <div className="card" style={{ background: 'var(--desk)' }}>
            <CopyId id={link} short={false} />
          </div>
        </div>
      ) : (
        <Form form={form} layout="vertical" requiredMark={false} initialValues={{ role: 'OPERATOR' }} onFinish={(values) => invite.mutate(values)}>
          <Form.Item name="name" label={t('staff.name')} rules={[required]}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="email" label={t('staff.email')} rules={[{ required: true, type: 'email', message: t('staff.emailWrong') }]}>
            <Input type="email" />
          </Form.Item>
          <Form.Item name="role" label={t('staff.role')}>
            <Radio.Group className="stacked">
              {ROLES.map((role) => (
                <Radio key={role} value={role}>
                  {t(`roles.${role}`)}
                  <span className="small muted"> · {t(`staff.roleHelp.${role}`)}</span>
                </Radio>
              ))}
            </Radio.Group>
          </Form.Item>
          {partner && (
            <Form.Item name="brandId" label={t('staff.brand')} rules={[required]} extra={brands.data?.items.length === 0 ? t('staff.noBrands') : undefined}>
              <Select showSearch={{ optionFilterProp: 'label' }} options={(brands.data?.items ?? []).map((brand) => ({ value: brand.id, label: brand.name }))} />
            </Form.Item>
          )}
          <ProblemNote error={invite.error} />
        </Form>
      )}
    </Modal>
  );
}
