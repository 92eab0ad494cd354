import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { BenefitBatch, BenefitBatchProblem, Page } from '../../api/types';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { carryOut } from '../../shared/intents';
import { useIntent } from '../../shared/useIntent';
import { When } from '../../shared/When';
import { api } from '../api';
import { DataTable } from '../DataTable';

const REFETCH_MS = 2_000;
const PROBLEMS_SHOWN = 100;

/** The lists of codes that came, with the rows that were not kept, and bringing another. */
export function BenefitBatches({ path, open }: { path: string; open: boolean }) {
  const { t, language } = useWords();
  const [bringing, setBringing] = useState(false);
  const [shown, setShown] = useState<string>();
  const batches = usePages<BenefitBatch>(api, `${path}/batches`, {}, { limit: 20, refetchMs: REFETCH_MS, refetchWhile: (batch) => !batch.finishedAt });
  return (
    <>
      <div className="card-head section-title">
        <h3>{t('benefits.batches')}</h3>
        {open && (
          <Button type="primary" onClick={() => setBringing(true)}>
            {t('benefits.upload')}
          </Button>
        )}
      </div>
      <DataTable<BenefitBatch>
        label={t('benefits.batches')}
        pages={batches}
        rowKey={(batch) => batch.id}
        empty={t('benefits.noBatches')}
        columns={[
          { title: t('common.time'), render: (_, batch) => <When at={batch.startedAt} /> },
          { title: t('benefits.rows'), align: 'right', render: (_, batch) => (batch.rows === null ? <span className="pill amber">{t('benefits.cut')}</span> : batch.rows.toLocaleString(language)) },
          { title: t('benefits.kept'), align: 'right', render: (_, batch) => <span className="strong">{batch.kept.toLocaleString(language)}</span> },
          {
            title: t('benefits.broken'),
            align: 'right',
            render: (_, batch) =>
              batch.broken > 0 ? (
                <Button type="link" size="small" onClick={() => setShown(batch.id)}>
                  {t('coupons.refusedRows', { count: batch.broken })}
                </Button>
              ) : (
                '0'
              ),
          },
        ]}
      />
      {bringing && (
        <Upload
          path={path}
          onClose={() => setBringing(false)}
          onTaken={(batch) => {
            setBringing(false);
            if (batch.broken > 0) setShown(batch.id);
          }}
        />
      )}
      {shown && <Problems id={shown} onClose={() => setShown(undefined)} />}
    </>
  );
}

function Upload({ path, onClose, onTaken }: { path: string; onClose: () => void; onTaken: (batch: BenefitBatch) => void }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const [file, setFile] = useState<File>();
  const [typed, setTyped] = useState('');
  const upload = useIntent({
    mutationFn: async (list: Blob) => carryOut('benefit-codes', { path, list: await printOf(list) }, (idempotencyKey) => api.post<BenefitBatch>(`${path}/batches`, list, { idempotencyKey })),
    onSuccess: (batch) => {
      void queries.invalidateQueries();
      onTaken(batch);
    },
  });
  const list = file ?? (typed.trim() ? new Blob([typed]) : undefined);
  return (
    <Modal
      open
      title={t('benefits.upload')}
      okText={t('benefits.doUpload')}
      okButtonProps={{ disabled: !list }}
      cancelText={t('common.cancel')}
      onCancel={onClose}
      onOk={() => list && upload.mutate(list)}
      confirmLoading={upload.isPending}
      mask={{ closable: false }}
    >
      <p>{t('benefits.uploadHow')}</p>
      <pre className="card num">{'VIP-8F3K-22QM,2026-12-31\nVIP-9D2T-77PL'}</pre>
      <p>
        <input type="file" accept=".csv,.txt,text/csv,text/plain" aria-label={t('benefits.file')} onChange={(event) => setFile(event.target.files?.[0])} />
      </p>
      <label htmlFor="benefit-codes">{t('benefits.paste')}</label>
      <Input.TextArea id="benefit-codes" className="num" rows={6} value={typed} disabled={!!file} autoComplete="off" spellCheck={false} onChange={(event) => setTyped(event.target.value)} />
      <p className="small muted">{t('benefits.uploadHint')}</p>
      <ProblemNote error={upload.error} />
    </Modal>
  );
}

/** By which the same list is known again, without keeping a code of it. */
async function printOf(list: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await list.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function Problems({ id, onClose }: { id: string; onClose: () => void }) {
  const { t, language } = useWords();
  const path = `/benefit-batches/${id}`;
  const batch = useQuery({ queryKey: [path], queryFn: ({ signal }) => api.get<BenefitBatch>(path, { signal }) });
  const problems = useQuery({ queryKey: [path, 'problems'], queryFn: ({ signal }) => api.get<Page<BenefitBatchProblem>>(`${path}/problems`, { query: { limit: PROBLEMS_SHOWN }, signal }) });
  return (
    <Modal open title={t('benefits.problemsTitle')} footer={null} onCancel={onClose}>
      {batch.data && <p>{t('benefits.result', { kept: batch.data.kept.toLocaleString(language), broken: batch.data.broken.toLocaleString(language) })}</p>}
      <ProblemNote error={problems.error} />
      <ul className="fact-lines num">
        {problems.data?.items.map((row) => (
          <li key={row.line}>{t('coupons.refusedRow', { row: row.line, why: t(`benefits.problems.${row.problem}`) })}</li>
        ))}
      </ul>
      {problems.data?.next && <p className="small muted">{t('coupons.firstRows', { count: problems.data.items.length })}</p>}
    </Modal>
  );
}
