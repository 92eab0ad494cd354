import { ArrowLeftOutlined, PrinterOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { useNavigate } from 'react-router';
import type { HandOver, Money, Shift } from '../../api/types';
import { Amount } from '../../shared/Amount';
import { AmountInput, moneyRule } from '../../shared/desk/AmountInput';
import { showAtFields } from '../../shared/desk/formProblems';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { useWords } from '../../shared/i18n/start';
import { formatMoney, parseMoney, toDecimal } from '../../shared/money';
import { ErrorState, Skeleton } from '../../shared/states';
import { useIntent } from '../../shared/useIntent';
import { When } from '../../shared/When';
import { api } from '../api';
import { useMerchant } from '../merchants/MerchantContext';
import { useStores } from '../merchants/Stores';
import { Drawer } from './Drawer';
import { ShiftList } from './ShiftList';
import { ShiftSlip } from './ShiftSlip';
import { useShiftNow } from './useShiftNow';

/** The drawer in one's hands: counted in, counted out, left to the next. */
export function ShiftPage() {
  const { t } = useWords();
  const navigate = useNavigate();
  const now = useShiftNow();
  const [closed, setClosed] = useState<Shift | null>(null);
  return (
    <div className="page narrow">
      <header className="page-head">
        <Button type="text" aria-label={t('action.back')} icon={<ArrowLeftOutlined />} onClick={() => void navigate('/')} />
        <h1>{t('shift.title')}</h1>
      </header>
      {closed && <ClosedShift shift={closed} />}
      {now.isPending ? (
        <Skeleton rows={[160, 60]} />
      ) : !now.data ? (
        <ErrorState error={now.error} onRetry={() => void now.refetch()} />
      ) : (
        <>
          {now.data.shift ? (
            <CloseShift shift={now.data.shift} onClosed={setClosed} />
          ) : (
            <OpenShift key={now.data.handOvers[0]?.shiftId ?? ''} handOvers={now.data.handOvers} onOpened={() => setClosed(null)} />
          )}
          {now.data.others.length > 0 && (
            <section className="card">
              <h2>{t('shift.others')}</h2>
              <ul className="rows">
                {now.data.others.map((other) => (
                  <li key={other.name + other.since} className="row">
                    <span className="row-main">
                      <span className="strong">{other.name}</span>
                      {other.storeName && <span className="small muted">{other.storeName}</span>}
                    </span>
                    <span className="small muted num">
                      <When at={other.since} hour /> {t('shift.since')}
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </>
      )}
      <ShiftList />
    </div>
  );
}

const EMPTY_DRAWER = 'none';

function OpenShift({ handOvers, onOpened }: { handOvers: HandOver[]; onOpened: () => void }) {
  const { t, language } = useWords();
  const { me, merchant } = useMerchant();
  const queries = useQueryClient();
  const stores = useStores();
  const [form] = Form.useForm<{ from: string; cash: string; storeId?: string }>();
  const from = Form.useWatch('from', form);
  const waits = handOvers.find((one) => one.shiftId === from);
  const typed = parseMoney(Form.useWatch('cash', form) ?? '', merchant.currency);
  const differs = waits !== undefined && typed.ok && typed.money.value !== waits.left.value;
  const open = useIntent({
    mutationFn: (body: { cash: Money; takenOverFrom?: string; storeId?: string }) => api.post<Shift>('/shifts', body),
    onSuccess: () => {
      onOpened();
      void queries.invalidateQueries();
    },
    onError: (error) => {
      showAtFields(form, error, t, { rename: ({ field }) => (field === 'takenOverFrom' ? 'from' : field) });
      void queries.invalidateQueries({ queryKey: ['/shifts/current'] });
    },
  });
  const amountOf = (id: string) => {
    const left = handOvers.find((one) => one.shiftId === id)?.left;
    return left ? toDecimal(left) : '0';
  };
  const first = handOvers[0]?.shiftId ?? EMPTY_DRAWER;
  const choosesStore = me.roles.includes('MERCHANT_OWNER') && (stores.data?.items.length ?? 0) > 0;
  return (
    <section className="card">
      <h2>{t('shift.open')}</h2>
      <p className="small muted">{t('shift.openLead')}</p>
      <Form
        name="open-shift"
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ from: first, cash: amountOf(first) }}
        onValuesChange={(changed: { from?: string }) => changed.from !== undefined && form.setFieldValue('cash', amountOf(changed.from))}
        onFinish={(values) => {
          const cash = parseMoney(values.cash, merchant.currency);
          if (!cash.ok) return;
          const chosen = handOvers.find((one) => one.shiftId === values.from);
          const storeId = chosen ? chosen.storeId : values.storeId;
          open.mutate({ cash: cash.money, ...(chosen ? { takenOverFrom: chosen.shiftId } : {}), ...(choosesStore && storeId ? { storeId } : {}) });
        }}
      >
        {handOvers.length > 0 && (
          <Form.Item name="from" label={t('shift.drawer')}>
            <Select
              options={[
                ...handOvers.map((one) => ({ value: one.shiftId, label: t('shift.takeOver', { name: one.name, amount: formatMoney(one.left, language) }) })),
                { value: EMPTY_DRAWER, label: t('shift.ownDrawer') },
              ]}
            />
          </Form.Item>
        )}
        {choosesStore && !waits && (
          <Form.Item name="storeId" label={t('stores.title')}>
            <Select allowClear placeholder={t('stores.none')} options={stores.data!.items.map((store) => ({ value: store.id, label: store.name }))} />
          </Form.Item>
        )}
        <Form.Item name="cash" label={t('shift.cash')} extra={differs ? t('shift.differsFromLeft', { amount: formatMoney(waits.left, language) }) : undefined} rules={[moneyRule(t, merchant.currency)]}>
          <AmountInput currency={merchant.currency} />
        </Form.Item>
        <ProblemNote error={open.error} />
        <Button type="primary" size="large" block htmlType="submit" loading={open.isPending}>
          {t('shift.openButton')}
        </Button>
      </Form>
    </section>
  );
}

function CloseShift({ shift, onClosed }: { shift: Shift; onClosed: (shift: Shift) => void }) {
  const { t, language } = useWords();
  const queries = useQueryClient();
  const [form] = Form.useForm<{ counted: string; left: string; note?: string }>();
  const [counted, setCounted] = useState<Money | null>(null);
  const currency = shift.cash.currency;
  const text = (value: number) => formatMoney({ value, currency }, language);
  const difference = counted ? counted.value - shift.expected.value : 0;
  const close = useIntent({
    mutationFn: (body: { counted: Money; left: Money; note?: string }) => api.post<Shift>(`/shifts/${shift.id}/closing`, body),
    onSuccess: (closed) => {
      onClosed(closed);
      void queries.invalidateQueries();
    },
    onError: (error) => {
      showAtFields(form, error, t);
      void queries.invalidateQueries({ queryKey: ['/shifts/current'] });
    },
  });
  return (
    <section className="card">
      <div className="card-head">
        <h2>{t('shift.running')}</h2>
        <span className="pill jade num">
          <When at={shift.openedAt} hour /> {t('shift.since')}
        </span>
      </div>
      <p className="small muted num">
        {[shift.storeName, t('shift.began', { amount: formatMoney(shift.cash, language) })].filter(Boolean).join(' · ')}
      </p>
      <Form
        name="close-shift"
        form={form}
        layout="vertical"
        requiredMark={false}
        onValuesChange={(changed: { counted?: string }) => {
          if (changed.counted !== undefined) setCounted(null);
        }}
        onFinish={(values) => {
          const sum = parseMoney(values.counted, currency);
          if (!sum.ok) return;
          if (!counted) {
            setCounted(sum.money);
            form.setFieldValue('left', toDecimal({ value: Math.min(shift.cash.value, sum.money.value), currency }));
            return;
          }
          const left = parseMoney(values.left, currency);
          if (!left.ok) return;
          close.mutate({ counted: sum.money, left: left.money, ...(values.note?.trim() ? { note: values.note.trim() } : {}) });
        }}
      >
        <Form.Item name="counted" label={t('shift.counted')} extra={counted ? undefined : t('shift.countedHint')} rules={[moneyRule(t, currency)]}>
          <AmountInput currency={currency} />
        </Form.Item>
        {counted && (
          <>
            <Drawer shift={shift} counted={counted} />
            <Form.Item
              name="left"
              label={t('shift.left')}
              extra={t('shift.leftHint')}
              rules={[
                moneyRule(t, currency),
                {
                  validator: async (_, typed: string) => {
                    const left = parseMoney(typed ?? '', currency);
                    if (left.ok && left.money.value > counted.value) throw new Error(t('shift.leftTooMuch', { amount: text(counted.value) }));
                  },
                },
              ]}
            >
              <AmountInput currency={currency} />
            </Form.Item>
            {difference !== 0 && (
              <Form.Item name="note" label={t('shift.note')} rules={[{ required: true, whitespace: true, message: t('shift.noteMissing') }]}>
                <Input maxLength={200} />
              </Form.Item>
            )}
          </>
        )}
        <ProblemNote error={close.error} />
        <Button type="primary" size="large" block htmlType="submit" loading={close.isPending}>
          {counted ? t('shift.closeButton') : t('shift.countButton')}
        </Button>
      </Form>
    </section>
  );
}

function ClosedShift({ shift }: { shift: Shift }) {
  const { t } = useWords();
  const [printing, setPrinting] = useState(false);
  function print() {
    flushSync(() => setPrinting(true));
    window.print();
    setPrinting(false);
  }
  return (
    <section className="card" role="status">
      <h2>{t('shift.done')}</h2>
      <Drawer shift={shift} />
      <p className="small muted num">{t('shift.takeOut')}</p>
      <Amount money={{ value: shift.closed!.counted.value - shift.closed!.left.value, currency: shift.cash.currency }} size={30} />
      <p style={{ marginTop: 12, marginBottom: 0 }}>
        <Button icon={<PrinterOutlined />} onClick={print}>
          {t('shift.print')}
        </Button>
      </p>
      {printing && <ShiftSlip shift={shift} />}
    </section>
  );
}
