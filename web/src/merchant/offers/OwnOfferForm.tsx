import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, DatePicker, Form, Input, InputNumber, Switch } from 'antd';
import dayjs from 'dayjs';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import type { NewOffer, Offer, OwnOffer, OwnOfferRoom } from '../../api/types';
import { AmountInput, amountRule } from '../../shared/desk/AmountInput';
import { showAtFields } from '../../shared/desk/formProblems';
import { ProblemBox, ProblemNote } from '../../shared/desk/ProblemNote';
import { useWords } from '../../shared/i18n/start';
import { carryOut } from '../../shared/intents';
import { basisPointsOf, formatMoney } from '../../shared/money';
import { offerWords } from '../../shared/offerWords';
import { asProblem } from '../../shared/problem';
import { fieldText } from '../../shared/problemText';
import { ErrorState, Skeleton } from '../../shared/states';
import { useIntent } from '../../shared/useIntent';
import { api } from '../api';
import { useMerchant } from '../merchants/MerchantContext';
import { ASKS, bodyOf, draftOf, fieldOf, mostOf, OWN_KINDS, type OwnDraft, type OwnKind, termsOf } from './ownDraft';
import { useRoom } from './OwnOffers';

/** A new offer of the shop's own, from nothing or from one that was there. */
export function OwnOfferForm() {
  const { me } = useMerchant();
  const [search] = useSearchParams();
  const from = search.get('from');
  const room = useRoom();
  const copied = useQuery({
    queryKey: ['/own-offers', from],
    queryFn: ({ signal }) => api.get<OwnOffer>(`/own-offers/${from}`, { signal }),
    enabled: from !== null,
    staleTime: Infinity,
  });
  if (!me.roles.includes('MERCHANT_OWNER')) return <Navigate to="/shop" replace />;
  if (room.isPending || (from !== null && copied.isPending)) return <Skeleton rows={[40, 160, 240]} />;
  if (!room.data) return <ErrorState error={room.error} onRetry={() => void room.refetch()} />;
  return <Writing room={room.data} start={copied.data ? draftOf(copied.data.asked) : undefined} />;
}

function Writing({ room, start }: { room: OwnOfferRoom; start?: Partial<OwnDraft> }) {
  const { t, language } = useWords();
  const { merchant } = useMerchant();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [form] = Form.useForm<OwnDraft>();
  const typed = Form.useWatch([], form) as Partial<OwnDraft> | undefined;
  const { currency } = merchant;
  const kind: OwnKind = typed?.kind ?? start?.kind ?? 'spend';
  const money = (amount: { value: number; currency: string }) => formatMoney(amount, language);
  const open = useIntent({
    mutationFn: (body: Partial<NewOffer>) => carryOut('own-offer', body, (key) => api.post<Offer>('/own-offers', body, { idempotencyKey: key })),
    onSuccess: ({ id }) => {
      void message.success(t('own.opened'));
      void navigate(`/offers/${id}`, { replace: true });
    },
    onError: (error) => void showAtFields(form, error, t, { rename: ({ field }) => fieldOf(field, kind) }),
    onSettled: () => queries.invalidateQueries(),
  });
  const errors = open.error ? asProblem(open.error).errors : [];

  function send(draft: OwnDraft): void {
    const body = bodyOf({ ...draft, kind }, currency);
    if (!body) return;
    open.mutate(body);
  }

  const asks = ASKS[kind];
  const field = (name: 'threshold' | 'off' | 'cap') =>
    asks.includes(name) && (
      <Form.Item name={name} label={t(`own.fields.${kind}.${name}`, { defaultValue: t(`own.fields.${name}`) })} rules={[amountRule(t, currency)]}>
        <AmountInput currency={currency} />
      </Form.Item>
    );
  return (
    <div className="page narrow">
      <header className="page-head">
        <Button type="text" aria-label={t('action.back')} icon={<ArrowLeftOutlined />} onClick={() => void navigate('/offers')} />
        <h1>{t('own.make')}</h1>
      </header>
      <Form<OwnDraft>
        name="own-offer"
        form={form}
        layout="vertical"
        requiredMark={false}
        scrollToFirstError
        initialValues={{ kind: 'spend', period: [dayjs(), dayjs().add(Math.min(room.days, 14) - 1, 'day')], usesPerCustomer: 1, byCoupon: false, stock: 100, ...start }}
        onFinish={send}
      >
        <section className="card">
          <h2>{t('own.what')}</h2>
          <Form.Item name="kind" noStyle>
            <Kinds />
          </Form.Item>
          {field('threshold')}
          {asks.includes('percent') && (
            <Form.Item
              name="percent"
              label={t(`own.fields.${kind}.percent`, { defaultValue: t('own.fields.percent') })}
              rules={[{ validator: async (_, value: string | undefined) => (basisPointsOf(value) === null ? Promise.reject(new Error(t('own.percentRule'))) : undefined) }]}
            >
              <Input className="num" inputMode="decimal" autoComplete="off" suffix="%" />
            </Form.Item>
          )}
          {field('off')}
          {field('cap')}
          <Form.Item name="name" label={t('own.fields.name')} rules={[{ required: true, whitespace: true, message: t('own.nameRule') }]}>
            <Input maxLength={60} autoComplete="off" placeholder={t(`own.names.${kind}`)} />
          </Form.Item>
        </section>
        <section className="card own-section">
          <h2>{t('own.limits')}</h2>
          <Form.Item name="budget" label={t('own.fields.budget')} extra={t('own.atMost', { amount: money(room.offer) })} rules={[amountRule(t, currency)]}>
            <AmountInput currency={currency} />
          </Form.Item>
          <Form.Item name="period" label={t('own.fields.period')} extra={t('own.atMostDays', { count: room.days })} rules={[{ required: true, message: t('own.periodRule') }]}>
            <DatePicker.RangePicker allowClear={false} minDate={dayjs().startOf('day')} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="usesPerCustomer" label={t('own.fields.usesPerCustomer')} extra={t('own.emptyUnlimited')}>
            <InputNumber min={1} max={10_000} precision={0} style={{ width: '100%' }} />
          </Form.Item>
          {room.coupons && (
            <Form.Item name="byCoupon" label={t('own.fields.byCoupon')} extra={t('own.byCouponHelp')} valuePropName="checked">
              <Switch />
            </Form.Item>
          )}
          {room.coupons && typed?.byCoupon && (
            <Form.Item name="stock" label={t('own.fields.stock')} rules={[{ required: true, message: t('own.stockRule') }]}>
              <InputNumber min={1} max={1_000_000} precision={0} style={{ width: '100%' }} />
            </Form.Item>
          )}
        </section>
        <Preview draft={{ ...typed, kind }} currency={currency} room={room} />
        {errors.length > 0 && (
          <ProblemBox>
            {errors.map((fault) => (
              <div key={`${fault.field} ${fault.code}`}>
                {t(`own.fields.${fieldOf(fault.field, kind)}`, { defaultValue: t('own.title') })}: {fieldText(t, fault)}
              </div>
            ))}
          </ProblemBox>
        )}
        {open.error && errors.length === 0 && <ProblemNote error={open.error} />}
        <Button type="primary" htmlType="submit" size="large" block loading={open.isPending} className="own-send">
          {t('own.open')}
        </Button>
      </Form>
    </div>
  );
}

/** One of a few, as large buttons. */
function Kinds({ value, onChange }: { value?: OwnKind; onChange?: (kind: OwnKind) => void }) {
  const { t } = useWords();
  return (
    <div className="own-kinds" role="radiogroup" aria-label={t('own.what')}>
      {OWN_KINDS.map((kind) => (
        <button key={kind} type="button" role="radio" aria-checked={kind === value} className={kind === value ? 'own-kind chosen' : 'own-kind'} onClick={() => onChange?.(kind)}>
          <b>{t(`own.kinds.${kind}.title`)}</b>
          <span className="small muted">{t(`own.kinds.${kind}.help`)}</span>
        </button>
      ))}
    </div>
  );
}

/** What the customer will read, and the most that it can cost. */
function Preview({ draft, currency, room }: { draft: Partial<OwnDraft>; currency: string; room: OwnOfferRoom }) {
  const { t, language } = useWords();
  const terms = termsOf(draft, currency);
  const most = mostOf(draft, currency);
  const body = draft.period && bodyOf({ ...(draft as OwnDraft), name: draft.name ?? '' }, currency);
  const total = body?.budget?.total;
  if (!terms) return <p className="small muted">{t('own.previewEmpty')}</p>;
  return (
    <section className="card own-preview" aria-label={t('own.preview')}>
      <span className="small muted">{t('own.preview')}</span>
      <b>{draft.name?.trim() || t(`own.names.${draft.kind ?? 'spend'}`)}</b>
      <span className="num">{offerWords({ benefit: terms.benefit, condition: terms.condition, currency }, t, language)}</span>
      {most && most.value > 0 && (
        <span className="small muted num">
          {t('own.perPayment', { amount: formatMoney(most, language) })}
          {total && <> · {t('own.worst', { amount: formatMoney(total, language), count: Math.floor(total.value / most.value) })}</>}
        </span>
      )}
      {most && most.value > room.payment.value && <span className="small amber-text">{t('own.abovePayment', { amount: formatMoney(room.payment, language) })}</span>}
    </section>
  );
}
