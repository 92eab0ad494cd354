import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import type { Page, SavedView } from '../api/types';
import { showAtFields } from '../shared/desk/formProblems';
import { ProblemNote } from '../shared/desk/ProblemNote';
import { useWords } from '../shared/i18n/start';
import { useIntent } from '../shared/useIntent';
import { api } from './api';

export interface Views {
  list: SavedView['list'];
  filter: Record<string, string>;
  /** Puts the list under exactly these filters. */
  apply: (filters: Record<string, string>) => void;
}

const given = (filters: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(filters)
      .filter(([, value]) => value !== '')
      .sort(([one], [other]) => one.localeCompare(other)),
  );
const same = (one: Record<string, string>, other: Record<string, string>) => JSON.stringify(given(one)) === JSON.stringify(given(other));

/** One's own filter sets of a list, each a press away; what is set now is kept under a name. */
export function SavedViews({ list, filter, apply }: Views) {
  const { t } = useWords();
  const { modal } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<{ name: string }>();
  const [naming, setNaming] = useState<'new' | 'other' | null>(null);
  const key = ['/saved-views', list];
  const views = useQuery({ queryKey: key, queryFn: ({ signal }) => api.get<Page<SavedView>>('/saved-views', { query: { list }, signal }), staleTime: 60_000 });
  const kept = views.data?.items ?? [];
  const now = given(filter);
  const filtered = Object.keys(now).length > 0;
  const active = filtered ? kept.find((view) => same(view.filters, now)) : undefined;
  const name = useIntent({
    mutationFn: ({ name, id }: { name: string; id: string | null }) => (id ? api.put<SavedView>(`/saved-views/${id}`, { name, filters: now }) : api.post<SavedView>('/saved-views', { list, name, filters: now })),
    onSuccess: () => {
      setNaming(null);
      void queries.invalidateQueries({ queryKey: key });
    },
    onError: (error) => showAtFields(form, error, t),
  });
  const forget = useIntent({
    mutationFn: (id: string) => api.delete(`/saved-views/${id}`),
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
  const begin = (what: 'new' | 'other') => {
    name.reset();
    form.setFieldsValue({ name: what === 'other' ? (active?.name ?? '') : '' });
    setNaming(what);
  };
  if (!filtered && kept.length === 0) return null;
  return (
    <div className="saved-views" role="group" aria-label={t('views.title')}>
      {kept.length > 0 && <span className="small muted">{t('views.title')}</span>}
      {kept.map((view) => (
        <button key={view.id} type="button" className="chip" aria-pressed={view === active} onClick={() => apply(view === active ? {} : view.filters)}>
          {view.name}
        </button>
      ))}
      {active ? (
        <>
          <Button type="text" size="small" onClick={() => begin('other')}>
            {t('views.rename')}
          </Button>
          <Button
            type="text"
            size="small"
            onClick={() =>
              void modal.confirm({
                title: t('views.deleteSure', { name: active.name }),
                okText: t('views.delete'),
                cancelText: t('common.cancel'),
                onOk: () => forget.mutateAsync(active.id).catch(() => undefined),
              })
            }
          >
            {t('views.delete')}
          </Button>
        </>
      ) : (
        filtered && (
          <Button type="text" size="small" onClick={() => begin('new')}>
            {t('views.save')}
          </Button>
        )
      )}
      <ProblemNote error={forget.error ?? views.error} />
      <Modal
        title={t(naming === 'other' ? 'views.rename' : 'views.save')}
        open={naming !== null}
        onCancel={() => setNaming(null)}
        okText={t('views.keep')}
        cancelText={t('common.cancel')}
        confirmLoading={name.isPending}
        onOk={() => form.submit()}
        width={420}
        forceRender
      >
        <Form name={`view-${list}`} form={form} layout="vertical" requiredMark={false} onFinish={(typed) => name.mutate({ name: typed.name.trim(), id: naming === 'other' ? (active?.id ?? null) : null })}>
          <Form.Item name="name" label={t('views.name')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}>
            <Input maxLength={40} autoComplete="off" />
          </Form.Item>
          <ProblemNote error={name.error} />
        </Form>
      </Modal>
    </div>
  );
}
