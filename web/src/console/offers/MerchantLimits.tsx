import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, InputNumber, Modal, Switch } from 'antd';
import { useState } from 'react';
import type { MerchantOfferLimit } from '../../api/types';
import { AmountInput, moneyRule } from '../../shared/desk/AmountInput';
import { showAtFields } from '../../shared/desk/formProblems';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { useWords } from '../../shared/i18n/start';
import { formatMoney, parseMoney, toDecimal } from '../../shared/money';
import { asProblem } from '../../shared/problem';
import { ErrorState, Skeleton } from '../../shared/states';
import { useIntent } from '../../shared/useIntent';
import { When } from '../../shared/When';
import { api } from '../api';

/** How much a merchant may give of its own, or all who have no limits of their own. */
export function MerchantLimits({ merchantId, currency }: { merchantId?: string; currency: string }) {
  const { t, language } = useWords();
  const [setting, setSetting] = useState(false);
  const query = merchantId ? { merchantId } : { currency };
  const limits = useQuery({ queryKey: ['/merchant-offer-limits', query], queryFn: ({ signal }) => api.get<MerchantOfferLimit>('/merchant-offer-limits', { query, signal }) });
  const money = (amount: MerchantOfferLimit['offer']) => formatMoney(amount, language);
  const title = t(merchantId ? 'merchantLimits.ofOne' : 'merchantLimits.ofAll');
  if (limits.isPending) return <Skeleton rows={[120]} />;
  if (!limits.data) return <ErrorState error={limits.error} onRetry={() => void limits.refetch()} />;
  const of = limits.data;
  const nothing = of.offer.value === 0 || of.offers === 0;
  return (
    <section className={merchantId ? 'drawer-timeline' : 'card'} aria-label={title}>
      <div className="card-head">
        <h2>{title}</h2>
        <Button size={merchantId ? 'small' : 'middle'} onClick={() => setSetting(true)}>
          {t('offerLimits.set')}
        </Button>
      </div>
      {nothing ? (
        <p className="muted">{t('merchantLimits.nothing')}</p>
      ) : (
        <dl className="facts">
          <dt>{t('merchantLimits.offer')}</dt>
          <dd className="num">{money(of.offer)}</dd>
          <dt>{t('merchantLimits.sum')}</dt>
          <dd className="num">{money(of.sum)}</dd>
          <dt>{t('merchantLimits.payment')}</dt>
          <dd className="num">{money(of.payment)}</dd>
          <dt>{t('merchantLimits.offers')}</dt>
          <dd className="num">{of.offers.toLocaleString(language)}</dd>
          <dt>{t('merchantLimits.days')}</dt>
          <dd className="num">{of.days.toLocaleString(language)}</dd>
          <dt>{t('merchantLimits.coupons')}</dt>
          <dd>{t(of.coupons ? 'merchantLimits.yes' : 'merchantLimits.no')}</dd>
        </dl>
      )}
      <p className="small muted">
        {merchantId && t(of.ownLimits ? 'merchantLimits.isOwn' : 'merchantLimits.isOfAll')}
        {of.setAt && (
          <>
            {' '}
            {of.setByName} · <When at={of.setAt} /> · {of.reason}
          </>
        )}
      </p>
      {setting && <SetLimits merchantId={merchantId} of={of} onClose={() => setSetting(false)} />}
    </section>
  );
}

interface Typed {
  offer: string;
  sum: string;
  payment: string;
  offers: number;
  days: number;
  coupons: boolean;
  reason: string;
}

function SetLimits({ merchantId, of, onClose }: { merchantId?: string; of: MerchantOfferLimit; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<Typed>();
  const { currency } = of.offer;
  const money = (typed: string) => {
    const parsed = parseMoney(typed, currency);
    return parsed.ok ? parsed.money : null;
  };
  const set = useIntent({
    mutationFn: ({ offer, sum, payment, reason, ...rest }: Typed) =>
      api.put<MerchantOfferLimit>('/merchant-offer-limits', { ...(merchantId ? { merchantId } : {}), offer: money(offer), sum: money(sum), payment: money(payment), reason: reason.trim(), ...rest }),
    onSuccess: () => {
      onClose();
      void message.success(t('offerLimits.done'));
    },
    onError: (error) => void showAtFields(form, error, t),
    onSettled: () => queries.invalidateQueries({ queryKey: ['/merchant-offer-limits'] }),
  });
  const required = { required: true, message: t('common.required') };
  return (
    <Modal open title={t(merchantId ? 'merchantLimits.ofOne' : 'merchantLimits.ofAll')} okText={t('offerLimits.set')} cancelText={t('common.cancel')} onCancel={onClose} onOk={() => form.submit()} confirmLoading={set.isPending}>
      <p className="small muted">{t('merchantLimits.help')}</p>
      <Form<Typed>
        name="merchant-limits"
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ offer: toDecimal(of.offer), sum: toDecimal(of.sum), payment: toDecimal(of.payment), offers: of.offers, days: of.days, coupons: of.coupons }}
        onFinish={(typed) => set.mutate(typed)}
      >
        {(['offer', 'sum', 'payment'] as const).map((name) => (
          <Form.Item key={name} name={name} label={t(`merchantLimits.${name}`)} rules={[moneyRule(t, currency)]}>
            <AmountInput currency={currency} />
          </Form.Item>
        ))}
        <div className="side-by-side">
          <Form.Item name="offers" label={t('merchantLimits.offers')} rules={[required]}>
            <InputNumber min={0} max={1_000} precision={0} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="days" label={t('merchantLimits.days')} rules={[required]}>
            <InputNumber min={0} max={3_660} precision={0} style={{ width: '100%' }} />
          </Form.Item>
        </div>
        <Form.Item name="coupons" label={t('merchantLimits.coupons')} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name="reason" label={t('campaigns.reason')} rules={[{ ...required, whitespace: true }]}>
          <Input maxLength={200} />
        </Form.Item>
        {set.error && asProblem(set.error).errors.length === 0 && <ProblemNote error={set.error} />}
      </Form>
    </Modal>
  );
}
