import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Modal, Progress } from 'antd';
import { useState } from 'react';
import type { AudienceUpload, AudienceUploadProblem } from '../../api/types';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { carryOut } from '../../shared/intents';
import { useIntent } from '../../shared/useIntent';
import { api } from '../api';
import { DataTable } from '../DataTable';
import { recipientsOf } from '../GrantLists';

/** As many as the server takes at a time. */
const PART = 20_000;

/** A list of phone numbers or ids, typed or from a file; a long one goes part by part, and goes on where it stopped. */
export function UploadList({ path, what, onClose }: { path: string; what: 'add' | 'remove'; onClose: () => void }) {
  const { t, language } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [list, setList] = useState('');
  const [sent, setSent] = useState(0);
  const rows = recipientsOf(list);
  const upload = useIntent({
    mutationFn: async (all: string[]) => {
      let changed = 0;
      let refused = 0;
      for (let from = 0; from < all.length; from += PART) {
        const body = { rows: all.slice(from, from + PART), remove: what === 'remove', firstRow: from + 1 };
        const taken = await carryOut('audience-upload', { path, ...body }, (key) => api.post<AudienceUpload>(path, body, { idempotencyKey: key }));
        changed += taken.changed;
        refused += taken.refused;
        setSent(Math.min(from + PART, all.length));
      }
      return { changed, refused };
    },
    onSuccess: ({ changed, refused }) => {
      void message.success(t(`audiences.done.${what}`, { count: changed, n: changed.toLocaleString(language) }) + (refused > 0 ? ` ${t('audiences.notTaken', { count: refused, n: refused.toLocaleString(language) })}` : ''));
      onClose();
    },
    onSettled: () => queries.invalidateQueries(),
  });
  return (
    <Modal
      open
      title={t(`audiences.${what}`)}
      okText={t(`audiences.upload.${what}`, { count: rows.length, n: rows.length.toLocaleString(language) })}
      okButtonProps={{ disabled: rows.length === 0 }}
      cancelText={t('common.cancel')}
      onCancel={onClose}
      onOk={() => upload.mutate(rows)}
      confirmLoading={upload.isPending}
    >
      <label htmlFor="audience-rows">{t('audiences.list')}</label>
      <Input.TextArea id="audience-rows" rows={8} value={list} disabled={upload.isPending} onChange={(event) => setList(event.target.value)} />
      <p className="small muted">{t('audiences.listHelp')}</p>
      <input type="file" accept=".csv,.txt,text/csv,text/plain" aria-label={t('coupons.file')} disabled={upload.isPending} onChange={(event) => void event.target.files?.[0]?.text().then(setList)} />
      {upload.isPending && rows.length > PART && <Progress percent={Math.floor((100 * sent) / rows.length)} aria-label={t('audiences.progress')} />}
      <ProblemNote error={upload.error} />
    </Modal>
  );
}

/** The rows of a list that were not taken, and why. */
export function UploadProblems({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useWords();
  const problems = usePages<AudienceUploadProblem>(api, `/audience-uploads/${id}/problems`, {}, { limit: 50 });
  return (
    <Modal open title={t('audiences.refused')} footer={<Button onClick={onClose}>{t('common.close')}</Button>} onCancel={onClose}>
      <DataTable<AudienceUploadProblem>
        label={t('audiences.refused')}
        pages={problems}
        rowKey={({ row }) => String(row)}
        empty={t('audiences.noProblems')}
        columns={[
          { title: t('audiences.row'), align: 'right', render: (_, { row }) => row },
          { title: t('audiences.why'), render: (_, { problem }) => t(`coupons.problems.${problem}`) },
        ]}
        csv={{ name: 'list-problems', header: [t('audiences.row'), t('audiences.why')], row: ({ row, problem }) => [row, t(`coupons.problems.${problem}`)] }}
      />
    </Modal>
  );
}
