import { useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Modal, Segmented } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Audience } from '../../api/types';
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
import { useOperator } from '../StaffContext';
import { rulesOf } from '../offers/rules';
import { useFilters } from '../useFilters';

/** Sets of customers that offers may be for. */
export function Audiences() {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const operator = useOperator();
  const [making, setMaking] = useState(false);
  const { filter, change, filtered, clear } = useFilters('q', 'archived');
  const audiences = usePages<Audience>(api, '/audiences', filter);
  return (
    <>
      <PageHead title={t('audiences.title')} lead={t('audiences.lead')}>
        {operator && (
          <Button type="primary" onClick={() => setMaking(true)}>
            {t('audiences.make')}
          </Button>
        )}
      </PageHead>
      <div className="filters">
        <Input.Search allowClear defaultValue={filter.q} placeholder={t('audiences.search')} aria-label={t('audiences.search')} onSearch={(q) => change({ q })} style={{ maxWidth: 320 }} />
        <Segmented
          aria-label={t('common.state')}
          value={filter.archived}
          onChange={(archived) => change({ archived })}
          options={[
            { value: '', label: t('audiences.inUse') },
            { value: 'true', label: t('audiences.archived') },
          ]}
        />
      </div>
      <DataTable<Audience>
        label={t('audiences.title')}
        pages={audiences}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void navigate(`/audiences/${id}`)}
        filtered={filtered}
        onClear={clear}
        empty={t('audiences.empty')}
        emptyAction={operator && <Button onClick={() => setMaking(true)}>{t('audiences.make')}</Button>}
        columns={[
          {
            title: t('audiences.name'),
            render: (_, { name, note }) => (
              <span>
                <span className="strong">{name}</span>
                {note && <div className="small muted">{note}</div>}
              </span>
            ),
          },
          { title: t('audiences.members'), align: 'right', render: (_, { members }) => members.toLocaleString(language) },
          {
            title: t('audiences.madeBy'),
            render: (_, { madeAt, madeByName }) => (
              <span className="nowrap">
                {madeByName ?? '·'} <span className="small muted"><When at={madeAt} /></span>
              </span>
            ),
          },
        ]}
      />
      <Naming open={making} onClose={() => setMaking(false)} onDone={({ id }) => void navigate(`/audiences/${id}`)} />
    </>
  );
}

interface Names {
  name: string;
  note?: string;
}

/** A new one, or another name for one that is there. */
export function Naming({ audience, open, onClose, onDone }: { audience?: Audience; open: boolean; onClose: () => void; onDone: (audience: Audience) => void }) {
  const { t } = useWords();
  const { required } = rulesOf(t);
  const [form] = Form.useForm<Names>();
  const queries = useQueryClient();
  const save = useIntent({
    mutationFn: (names: Names) => (audience ? api.put<Audience>(`/audiences/${audience.id}`, { ...names, archived: audience.archived }) : api.post<Audience>('/audiences', names)),
    onSuccess: (saved) => {
      onClose();
      onDone(saved);
    },
    onError: (error) => void showAtFields(form, error, t),
    onSettled: () => queries.invalidateQueries({ queryKey: ['/audiences'] }),
  });
  return (
    <Modal
      title={t(audience ? 'audiences.rename' : 'audiences.make')}
      open={open}
      okText={t(audience ? 'audiences.save' : 'audiences.make')}
      cancelText={t('common.cancel')}
      onCancel={onClose}
      onOk={() => form.submit()}
      confirmLoading={save.isPending}
      afterClose={() => {
        form.resetFields();
        save.reset();
      }}
    >
      <Form<Names> name="audience" form={form} layout="vertical" requiredMark={false} initialValues={{ name: audience?.name, note: audience?.note }} onFinish={({ name, note }) => save.mutate({ name: name.trim(), ...(note?.trim() ? { note: note.trim() } : {}) })}>
        <Form.Item name="name" label={t('audiences.name')} rules={[{ ...required, whitespace: true }]}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item name="note" label={t('audiences.note')} extra={t('audiences.noteHelp')}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
        </Form.Item>
        {save.error && asProblem(save.error).errors.length === 0 && <ProblemNote error={save.error} />}
      </Form>
    </Modal>
  );
}
