import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { BenefitGrant, BenefitGrantProblem, CouponGrant, CouponGrantProblem, Page } from '../api/types';
import { ProblemNote } from '../shared/desk/ProblemNote';
import { usePages } from '../shared/desk/usePages';
import { useWords } from '../shared/i18n/start';
import { carryOut } from '../shared/intents';
import { useIntent } from '../shared/useIntent';
import { When } from '../shared/When';
import { api } from './api';
import { DataTable } from './DataTable';

const REFETCH_MS = 1_000;

type Grant = CouponGrant | BenefitGrant;

interface Props {
  path: string;
  /** Where a list's problems are asked for, by its id. */
  grants: string;
  title: string;
  hint: string;
  open: boolean;
}

/** What was given to lists of people, and giving it to another. */
export function GrantLists({ path, grants: places, title, hint, open }: Props) {
  const { t, language } = useWords();
  const [giving, setGiving] = useState(false);
  const [shown, setShown] = useState<string>();
  const grants = usePages<Grant>(api, path, {}, { limit: 20, refetchMs: REFETCH_MS, refetchWhile: (grant) => !grant.finishedAt });
  return (
    <>
      <div className="card-head section-title">
        <h3>{t('coupons.grants')}</h3>
        {open && <Button onClick={() => setGiving(true)}>{title}</Button>}
      </div>
      <DataTable<Grant>
        label={t('coupons.grants')}
        pages={grants}
        rowKey={(grant) => grant.id}
        empty={t('coupons.grantsEmpty')}
        columns={[
          { title: t('common.time'), render: (_, grant) => <When at={grant.at} /> },
          { title: t('coupons.rows'), align: 'right', render: (_, grant) => grant.rows.toLocaleString(language) },
          {
            title: t('coupons.granted'),
            align: 'right',
            render: (_, grant) => (
              <span className="num" role={grant.finishedAt ? undefined : 'status'}>
                {grant.granted.toLocaleString(language)} {grant.finishedAt ? '' : t('coupons.states.making')}
              </span>
            ),
          },
          {
            title: t('coupons.refused'),
            align: 'right',
            render: (_, grant) =>
              grant.refused > 0 ? (
                <Button type="link" size="small" onClick={() => setShown(grant.id)}>
                  {t('coupons.refusedRows', { count: grant.refused })}
                </Button>
              ) : (
                '0'
              ),
          },
        ]}
      />
      {giving && <Give path={path} title={title} hint={hint} onClose={() => setGiving(false)} />}
      {shown && <Problems path={`${places}/${shown}/problems`} onClose={() => setShown(undefined)} />}
    </>
  );
}

/** One a line, or the first column of a spreadsheet's file. */
export function recipientsOf(text: string): string[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.split(/[,;\t]/, 1)[0]?.replaceAll('"', '').trim() ?? '')
    .filter((line) => line !== '');
}

function Give({ path, title, hint, onClose }: Pick<Props, 'path' | 'title' | 'hint'> & { onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [list, setList] = useState('');
  const queries = useQueryClient();
  const recipients = recipientsOf(list);
  const grant = useIntent({
    mutationFn: (body: { recipients: string[] }) => carryOut('grant', { path, ...body }, (key) => api.post<Grant>(path, body, { idempotencyKey: key })),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: [path] });
      void message.success(t('coupons.grantBegun'));
      onClose();
    },
  });
  return (
    <Modal
      open
      title={title}
      okText={t('coupons.grantTo', { count: recipients.length })}
      okButtonProps={{ disabled: recipients.length === 0 }}
      cancelText={t('common.cancel')}
      onCancel={onClose}
      onOk={() => grant.mutate({ recipients })}
      confirmLoading={grant.isPending}
    >
      <label htmlFor="grant-recipients">{t('coupons.recipients')}</label>
      <Input.TextArea id="grant-recipients" rows={8} value={list} onChange={(event) => setList(event.target.value)} />
      <p className="small muted">{hint}</p>
      <input type="file" accept=".csv,.txt,text/csv,text/plain" aria-label={t('coupons.file')} onChange={(event) => void event.target.files?.[0]?.text().then(setList)} />
      <ProblemNote error={grant.error} />
    </Modal>
  );
}

function Problems({ path, onClose }: { path: string; onClose: () => void }) {
  const { t } = useWords();
  const problems = useQuery({ queryKey: [path], queryFn: ({ signal }) => api.get<Page<CouponGrantProblem | BenefitGrantProblem>>(path, { query: { limit: 100 }, signal }) });
  return (
    <Modal open title={t('coupons.refused')} footer={null} onCancel={onClose}>
      <ProblemNote error={problems.error} />
      <ul className="fact-lines num">
        {problems.data?.items.map((row) => (
          <li key={row.row}>{t('coupons.refusedRow', { row: row.row, why: t(`coupons.problems.${row.problem}`) })}</li>
        ))}
      </ul>
      {problems.data?.next && <p className="small muted">{t('coupons.firstRows', { count: problems.data.items.length })}</p>}
    </Modal>
  );
}
