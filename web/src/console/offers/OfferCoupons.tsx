import { DownloadOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, InputNumber, Modal, Progress, Segmented } from 'antd';
import { useState } from 'react';
import type { CouponCodeBatch, Offer } from '../../api/types';
import { showAtFields } from '../../shared/desk/formProblems';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { asProblem } from '../../shared/problem';
import { useIntent } from '../../shared/useIntent';
import { When } from '../../shared/When';
import { api } from '../api';
import { DataTable } from '../DataTable';
import { GrantLists } from '../GrantLists';
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
      <GrantLists path={`/offers/${offer.id}/coupon-grants`} grants="/coupon-grants" title={t('coupons.grant')} hint={t('coupons.recipientsHint')} open={open} />
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
