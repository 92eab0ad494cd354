import { DownloadOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, InputNumber, Modal, Progress, Segmented } from 'antd';
import { useState } from 'react';
import type { CouponCodeBatch, CouponGrant, CouponGrantProblem, Offer, Page } from '../../api/types';
import { showAtFields } from '../../shared/desk/formProblems';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { carryOut } from '../../shared/intents';
import { asProblem } from '../../shared/problem';
import { useIntent } from '../../shared/useIntent';
import { When } from '../../shared/When';
import { api } from '../api';
import { DataTable } from '../DataTable';
import { rulesOf } from './rules';

const REFETCH_MS = 1_000;

/** The coupons of an offer: how many went where, its codes, and lists they were given to. */
export function OfferCoupons({ offer, operator }: { offer: Offer; operator: boolean }) {
  const { t, language } = useWords();
  const coupon = offer.coupon;
  if (!coupon) return null;
  const count = (value: number) => value.toLocaleString(language);
  const open = operator && offer.state !== 'ended';
  return (
    <section className="card section-title">
      <div className="card-head">
        <h2>{t('coupons.title')}</h2>
        <span className="muted small">{[t(`coupons.validities.${coupon.validity.kind}`), t('coupons.eachAtMost', { count: coupon.perCustomer }), coupon.listed ? t('coupons.inCentre') : t('coupons.notInCentre')].join(' · ')}</span>
      </div>
      <Progress percent={coupon.stock > 0 ? Math.round((100 * coupon.claimed) / coupon.stock) : 0} aria-label={t('coupons.claimed')} />
      <div className="kpis num" style={{ gridTemplateColumns: 'repeat(auto-fit, minmax(110px, 1fr))' }}>
        {(['stock', 'claimed', 'used', 'expired', 'left'] as const).map((figure) => (
          <div key={figure}>
            <span className="small muted">{t(`coupons.figures.${figure}`)}</span>
            <b>{count(coupon[figure])}</b>
          </div>
        ))}
      </div>
      <Codes offerId={offer.id} open={open} />
      <Grants offerId={offer.id} open={open} />
    </section>
  );
}

function Codes({ offerId, open }: { offerId: string; open: boolean }) {
  const { t, language } = useWords();
  const [making, setMaking] = useState(false);
  const queries = useQueryClient();
  const path = `/offers/${offerId}/coupon-codes`;
  const batches = usePages<CouponCodeBatch>(api, path, {}, { limit: 20, refetchMs: REFETCH_MS, refetchWhile: (batch) => batch.state === 'making' });
  const stop = useIntent({
    mutationFn: (id: string) => api.post(`/coupon-code-batches/${id}/stop`, {}),
    onSuccess: () => void queries.invalidateQueries({ queryKey: [path] }),
  });
  return (
    <>
      <div className="card-head section-title">
        <h3>{t('coupons.codes')}</h3>
        {open && <Button onClick={() => setMaking(true)}>{t('coupons.makeCodes')}</Button>}
      </div>
      <ProblemNote error={stop.error} />
      <DataTable<CouponCodeBatch>
        label={t('coupons.codes')}
        pages={batches}
        rowKey={(batch) => batch.id}
        empty={t('coupons.codesEmpty')}
        columns={[
          { title: t('coupons.pattern'), render: (_, batch) => <code>{batch.pattern}</code> },
          { title: t('coupons.for'), render: (_, batch) => t(batch.forEverybody ? 'coupons.forEverybody' : 'coupons.forOne') },
          {
            title: t('coupons.made'),
            align: 'right',
            render: (_, batch) => (
              <span className="num" role={batch.state === 'making' ? 'status' : undefined}>
                {batch.made.toLocaleString(language)} / {batch.wanted.toLocaleString(language)} {t(`coupons.states.${batch.state}`)}
              </span>
            ),
          },
          { title: t('common.time'), render: (_, batch) => <When at={batch.madeAt} /> },
          {
            title: '',
            align: 'right',
            render: (_, batch) =>
              batch.state === 'making' && open ? (
                <Button size="small" onClick={() => stop.mutate(batch.id)}>
                  {t('coupons.stop')}
                </Button>
              ) : (
                open && (
                  <Button size="small" icon={<DownloadOutlined aria-hidden />} href={`/coupon-code-batches/${batch.id}/codes.csv`} download>
                    {t('coupons.download')}
                  </Button>
                )
              ),
          },
        ]}
      />
      {making && <MakeCodes path={path} onClose={() => setMaking(false)} />}
    </>
  );
}

interface CodesDraft {
  pattern: string;
  count: number | null;
  code: string;
}

function MakeCodes({ path, onClose }: { path: string; onClose: () => void }) {
  const { t } = useWords();
  const { required } = rulesOf(t);
  const [form] = Form.useForm<CodesDraft>();
  const [everybody, setEverybody] = useState(false);
  const queries = useQueryClient();
  const make = useIntent({
    mutationFn: (draft: CodesDraft) => api.post(path, everybody ? { code: draft.code } : { pattern: draft.pattern, count: draft.count }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: [path] });
      onClose();
    },
    onError: (error) => void showAtFields(form, error, t),
  });
  return (
    <Modal open title={t('coupons.makeCodes')} okText={t('coupons.make')} cancelText={t('common.cancel')} onCancel={onClose} onOk={() => form.submit()} confirmLoading={make.isPending}>
      <Form<CodesDraft> form={form} layout="vertical" requiredMark={false} initialValues={{ pattern: 'TB-####-####', count: 1_000 }} onFinish={(draft) => make.mutate(draft)}>
        <Form.Item label={t('coupons.for')}>
          <Segmented
            value={everybody}
            onChange={setEverybody}
            options={[
              { value: false, label: t('coupons.forOne') },
              { value: true, label: t('coupons.forEverybody') },
            ]}
          />
        </Form.Item>
        {everybody ? (
          <Form.Item name="code" label={t('coupons.code')} extra={t('coupons.codeHint')} rules={[required]}>
            <Input maxLength={40} autoComplete="off" />
          </Form.Item>
        ) : (
          <>
            <Form.Item name="pattern" label={t('coupons.pattern')} extra={t('coupons.patternHint')} rules={[required]}>
              <Input maxLength={40} autoComplete="off" />
            </Form.Item>
            <Form.Item name="count" label={t('coupons.count')} rules={[required]}>
              <InputNumber min={1} max={10_000_000} precision={0} style={{ width: '100%' }} />
            </Form.Item>
          </>
        )}
        {make.error && asProblem(make.error).errors.length === 0 && <ProblemNote error={make.error} />}
      </Form>
    </Modal>
  );
}

function Grants({ offerId, open }: { offerId: string; open: boolean }) {
  const { t, language } = useWords();
  const [giving, setGiving] = useState(false);
  const [shown, setShown] = useState<string>();
  const path = `/offers/${offerId}/coupon-grants`;
  const grants = usePages<CouponGrant>(api, path, {}, { limit: 20, refetchMs: REFETCH_MS, refetchWhile: (grant) => !grant.finishedAt });
  return (
    <>
      <div className="card-head section-title">
        <h3>{t('coupons.grants')}</h3>
        {open && <Button onClick={() => setGiving(true)}>{t('coupons.grant')}</Button>}
      </div>
      <DataTable<CouponGrant>
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
      {giving && <Grant path={path} onClose={() => setGiving(false)} />}
      {shown && <GrantProblems id={shown} onClose={() => setShown(undefined)} />}
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

function Grant({ path, onClose }: { path: string; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [list, setList] = useState('');
  const queries = useQueryClient();
  const recipients = recipientsOf(list);
  const grant = useIntent({
    mutationFn: (body: { recipients: string[] }) => carryOut('coupon-grant', { path, ...body }, (key) => api.post<CouponGrant>(path, body, { idempotencyKey: key })),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: [path] });
      void message.success(t('coupons.grantBegun'));
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t('coupons.grant')}
      okText={t('coupons.grantTo', { count: recipients.length })}
      okButtonProps={{ disabled: recipients.length === 0 }}
      cancelText={t('common.cancel')}
      onCancel={onClose}
      onOk={() => grant.mutate({ recipients })}
      confirmLoading={grant.isPending}
    >
      <label htmlFor="coupon-recipients">{t('coupons.recipients')}</label>
      <Input.TextArea id="coupon-recipients" rows={8} value={list} onChange={(event) => setList(event.target.value)} />
      <p className="small muted">{t('coupons.recipientsHint')}</p>
      <input type="file" accept=".csv,.txt,text/csv,text/plain" aria-label={t('coupons.file')} onChange={(event) => void event.target.files?.[0]?.text().then(setList)} />
      <ProblemNote error={grant.error} />
    </Modal>
  );
}

function GrantProblems({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useWords();
  const path = `/coupon-grants/${id}/problems`;
  const problems = useQuery({ queryKey: [path], queryFn: ({ signal }) => api.get<Page<CouponGrantProblem>>(path, { query: { limit: 100 }, signal }) });
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
