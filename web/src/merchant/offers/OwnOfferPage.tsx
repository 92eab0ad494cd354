import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, DatePicker, Form, Modal } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useEffect, useState } from 'react';
import { Navigate, useNavigate, useParams } from 'react-router';
import type { Offer, OfferResults, OwnOffer } from '../../api/types';
import { AmountInput, amountRule } from '../../shared/desk/AmountInput';
import { CopyId } from '../../shared/desk/CopyId';
import { showAtFields } from '../../shared/desk/formProblems';
import { ProblemBox, ProblemNote } from '../../shared/desk/ProblemNote';
import { useWords } from '../../shared/i18n/start';
import { formatMoney, parseAmount, toDecimal } from '../../shared/money';
import { offerWords } from '../../shared/offerWords';
import { every } from '../../shared/poll';
import { asProblem } from '../../shared/problem';
import { ErrorState, Skeleton } from '../../shared/states';
import { dayWords } from '../../shared/time';
import { useIntent } from '../../shared/useIntent';
import { When } from '../../shared/When';
import { api } from '../api';
import { useMerchant } from '../merchants/MerchantContext';
import { draftOf, fieldOf } from './ownDraft';
import { OwnOfferPill, useRoom } from './OwnOffers';

const REFRESH_MS = 5_000;

/** One of the shop's own: what it gave and brought, and what can be done with it. */
export function OwnOfferPage() {
  const { id = '' } = useParams();
  const { t, language } = useWords();
  const { me } = useMerchant();
  const { modal, message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [changing, setChanging] = useState(false);
  const owner = me.roles.includes('MERCHANT_OWNER');
  const one = useQuery({ queryKey: ['/own-offers', id], queryFn: ({ signal }) => api.get<OwnOffer>(`/own-offers/${id}`, { signal }), enabled: owner, refetchInterval: every(REFRESH_MS) });
  const results = useQuery({ queryKey: ['/own-offers', id, 'results'], queryFn: ({ signal }) => api.get<OfferResults>(`/own-offers/${id}/results`, { signal }), enabled: one.isSuccess, refetchInterval: every(REFRESH_MS) });
  const act = useIntent({
    mutationFn: (what: 'pause' | 'resume' | 'end') => api.post<Offer>(`/own-offers/${id}/${what}`, {}),
    onSuccess: (_, what) => void message.success(t(`own.done.${what}`)),
    onSettled: () => queries.invalidateQueries(),
  });
  // In another state the same is another question.
  useEffect(() => act.reset(), [one.data?.offer.state]);
  if (!owner) return <Navigate to="/shop" replace />;
  if (one.isPending) return <Skeleton rows={[40, 120, 160]} />;
  if (!one.data) return <ErrorState error={one.error} onRetry={() => void one.refetch()} />;
  const { offer, changes } = one.data;
  const money = (amount: Offer['spent']) => formatMoney(amount, language);
  const open = offer.state !== 'ended';
  const paused = changes.find(({ what }) => what === 'paused');
  const sums = results.data?.sums;
  const sure = () =>
    void modal.confirm({
      title: t('own.end'),
      content: t('own.endSure'),
      okText: t('own.end'),
      cancelText: t('action.cancel'),
      onOk: () => act.mutateAsync('end').catch(() => undefined),
    });
  return (
    <div className="page narrow">
      <header className="page-head">
        <Button type="text" aria-label={t('action.back')} icon={<ArrowLeftOutlined />} onClick={() => void navigate('/offers')} />
        <h1>{offer.name}</h1>
        <OwnOfferPill state={offer.state} />
      </header>
      {offer.state === 'paused' && paused?.byHouse && <ProblemBox>{paused.why ? t('own.pausedByHouse', { reason: paused.why }) : t('own.pausedByHouseNoReason')}</ProblemBox>}
      <section className="card">
        <p className="num" style={{ marginTop: 0 }}>
          {offerWords(offer, t, language)}
        </p>
        <div className="split-bar" role="img" aria-label={t('own.spentOf', { spent: money(offer.spent), total: money(offer.budget.total) })}>
          <i style={{ width: `${offer.budget.total.value > 0 ? Math.min(100, (100 * offer.spent.value) / offer.budget.total.value) : 0}%`, background: 'var(--cinnabar)' }} />
          <i style={{ flex: 1, background: '#E4E8EF' }} />
        </div>
        <p className="small muted num">
          {t('own.spentOf', { spent: money(offer.spent), total: money(offer.budget.total) })}
          <br />
          {dayWords(dayjs(offer.startsAt).format('YYYY-MM-DD'), language)} – {dayWords(dayjs(offer.endsAt).subtract(1, 'second').format('YYYY-MM-DD'), language)}
        </p>
        {open && (
          <div className="own-actions">
            <Button onClick={() => setChanging(true)}>{t('own.change')}</Button>
            {offer.state === 'paused' ? (
              <Button disabled={paused?.byHouse} loading={act.isPending} onClick={() => act.mutate('resume')}>
                {t('own.resume')}
              </Button>
            ) : (
              <Button loading={act.isPending} onClick={() => act.mutate('pause')}>
                {t('own.pause')}
              </Button>
            )}
            <Button danger onClick={sure}>
              {t('own.end')}
            </Button>
          </div>
        )}
        {draftOf(one.data.asked) && (
          <Button type="link" className="own-copy" onClick={() => void navigate(`/offers/new?from=${id}`)}>
            {t('own.copy')}
          </Button>
        )}
        <ProblemNote error={act.error} />
      </section>
      <div className="figures">
        <div className="card figure">
          <span className="muted">{t('own.brought')}</span>
          <b className="num">{sums ? money(sums.gross) : '·'}</b>
          {sums && sums.payments > 0 && <span className="small muted num">{t('own.average', { amount: money({ ...sums.gross, value: Math.round(sums.gross.value / sums.payments) }) })}</span>}
        </div>
        <div className="card figure">
          <span className="muted">{t('own.payments')}</span>
          <b className="num">{sums ? sums.payments.toLocaleString(language) : '·'}</b>
          {sums && <span className="small muted num">{t('own.customers', { count: sums.customers })}</span>}
        </div>
        {offer.coupon && (
          <div className="card figure">
            <span className="muted">{t('own.coupons')}</span>
            <b className="num">
              {offer.coupon.claimed.toLocaleString(language)} / {offer.coupon.stock.toLocaleString(language)}
            </b>
            <span className="small muted num">{t('own.couponsUsed', { count: offer.coupon.used })}</span>
          </div>
        )}
      </div>
      {results.isError && !results.data && <ErrorState error={results.error} onRetry={() => void results.refetch()} />}
      <section className="card">
        <h2>{t('own.happened')}</h2>
        <ul className="rows">
          {changes.map((change) => (
            <li key={`${change.at} ${change.what}`} className="row">
              <span className="row-main">
                <span>{t(`own.events.${change.what}`, { by: change.byHouse ? t('own.house') : t('own.us') })}</span>
                {change.why && <span className="small muted">{change.why}</span>}
              </span>
              <span className="small muted">
                <When at={change.at} full />
              </span>
            </li>
          ))}
        </ul>
        <p className="small muted">
          <CopyId id={offer.id} />
        </p>
      </section>
      {changing && <Change offer={offer} onClose={() => setChanging(false)} />}
    </div>
  );
}

interface NewTerms {
  budget: string;
  period: Dayjs;
}

/** Its whole budget and its last day; the rest stays as customers were told. */
function Change({ offer, onClose }: { offer: Offer; onClose: () => void }) {
  const { t, language } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<NewTerms>();
  const room = useRoom();
  const { currency } = offer;
  const save = useIntent({
    mutationFn: ({ budget, period }: NewTerms) => {
      const parsed = parseAmount(budget, currency);
      return api.post<Offer>(`/own-offers/${offer.id}/versions`, { total: parsed.ok ? parsed.money : null, endsAt: period.add(1, 'day').startOf('day').toISOString() });
    },
    onSuccess: () => {
      void message.success(t('own.done.change'));
      onClose();
    },
    onError: (error) => void showAtFields(form, error, t, { rename: ({ field }) => (field.startsWith('total') ? 'budget' : fieldOf(field, 'spend')) }),
    onSettled: () => queries.invalidateQueries(),
  });
  return (
    <Modal open title={t('own.change')} okText={t('own.save')} cancelText={t('action.cancel')} onCancel={onClose} onOk={() => form.submit()} confirmLoading={save.isPending}>
      <Form<NewTerms> name="own-change" form={form} layout="vertical" requiredMark={false} initialValues={{ budget: toDecimal(offer.budget.total), period: dayjs(offer.endsAt).subtract(1, 'second') }} onFinish={(terms) => save.mutate(terms)}>
        <Form.Item name="budget" label={t('own.fields.budget')} extra={room.data && t('own.atMost', { amount: formatMoney(room.data.offer, language) })} rules={[amountRule(t, currency)]}>
          <AmountInput currency={currency} />
        </Form.Item>
        <Form.Item name="period" label={t('own.lastDay')} rules={[{ required: true, message: t('own.periodRule') }]}>
          <DatePicker allowClear={false} minDate={dayjs().startOf('day')} style={{ width: '100%' }} />
        </Form.Item>
        {save.error && asProblem(save.error).errors.length === 0 && <ProblemNote error={save.error} />}
      </Form>
    </Modal>
  );
}
