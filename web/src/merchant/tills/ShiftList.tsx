import { useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import type { Money, Shift } from '../../api/types';
import { AmountInput, moneyRule } from '../../shared/desk/AmountInput';
import { showAtFields } from '../../shared/desk/formProblems';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { formatMoney, parseMoney } from '../../shared/money';
import { ErrorState, Skeleton } from '../../shared/states';
import { useIntent } from '../../shared/useIntent';
import { When } from '../../shared/When';
import { api } from '../api';
import { useMerchant } from '../merchants/MerchantContext';
import { Drawer } from './Drawer';

/** Shifts before, the newest first; a press shows what was in the drawer. The owner can close one that somebody forgot. */
export function ShiftList() {
  const { t } = useWords();
  const pages = usePages<Shift>(api, '/shifts', {}, { limit: 20 });
  const [shown, setShown] = useState<Shift | null>(null);
  if (pages.loading) return <Skeleton rows={[60, 60]} />;
  if (pages.error) return <ErrorState error={pages.error} onRetry={pages.retry} />;
  if (pages.items.length === 0) return null;
  return (
    <section className="card">
      <h2>{t('shift.list')}</h2>
      <ShiftRows shifts={pages.items} onShow={setShown} />
      {pages.hasMore && (
        <div className="list-foot">
          <Button loading={pages.loadingMore} onClick={pages.more}>
            {t('action.more')}
          </Button>
        </div>
      )}
      {shown && <ShiftDialog key={shown.id} shift={shown} onClose={() => setShown(null)} />}
    </section>
  );
}

export function ShiftRows({ shifts, onShow }: { shifts: Shift[]; onShow: (shift: Shift) => void }) {
  const { t, language } = useWords();
  return (
    <ul className="rows">
      {shifts.map((shift) => (
        <li key={shift.id}>
          <button type="button" className="row row-button" onClick={() => onShow(shift)}>
            <span className="row-main">
              <span className="strong">
                {shift.name}
                {shift.storeName && ` · ${shift.storeName}`}
              </span>
              <span className="small muted num">
                <When at={shift.openedAt} hour />
                {shift.closed && (
                  <>
                    {' – '}
                    <When at={shift.closed.at} hour />
                  </>
                )}
              </span>
            </span>
            <span className="row-amount num">
              {shift.closed ? (
                <>
                  <span className="strong">{formatMoney(shift.closed.counted, language)}</span>
                  <span className={`small ${shift.closed.difference.value === 0 ? 'muted' : 'amber-text'}`}>
                    {shift.closed.difference.value === 0 ? t('shift.agrees') : formatMoney(shift.closed.difference, language)}
                  </span>
                </>
              ) : (
                <span className="pill jade">{t('shift.atWork')}</span>
              )}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

export function ShiftDialog({ shift, onClose }: { shift: Shift; onClose: () => void }) {
  const { t, language } = useWords();
  const { me } = useMerchant();
  const mine = me.id === shift.personId;
  return (
    <Modal title={`${t('shift.title')} · ${shift.name}`} open onCancel={onClose} footer={null}>
      <Drawer shift={shift} />
      {shift.closed && (
        <p className="small muted num">
          {t('shift.leftBehind', { amount: formatMoney(shift.closed.left, language), name: shift.closed.byName })}
          {shift.closed.note && (
            <>
              <br />
              {t('shift.note')}：{shift.closed.note}
            </>
          )}
        </p>
      )}
      {!shift.closed && !mine && me.roles.includes('MERCHANT_OWNER') && <CloseForAnother shift={shift} onClosed={onClose} />}
    </Modal>
  );
}

function CloseForAnother({ shift, onClosed }: { shift: Shift; onClosed: () => void }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const [form] = Form.useForm<{ counted: string; note?: string }>();
  const close = useIntent({
    mutationFn: (body: { counted: Money; left: Money; note?: string }) => api.post<Shift>(`/shifts/${shift.id}/closing`, body),
    onSuccess: () => {
      onClosed();
      void queries.invalidateQueries();
    },
    onError: (error) => showAtFields(form, error, t),
  });
  return (
    <Form
      name="close-for-another"
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={({ counted, note }) => {
        const sum = parseMoney(counted, shift.cash.currency);
        if (sum.ok) close.mutate({ counted: sum.money, left: sum.money, ...(note?.trim() ? { note: note.trim() } : {}) });
      }}
    >
      <p className="small muted">{t('shift.forgotten', { name: shift.name })}</p>
      <Form.Item name="counted" label={t('shift.counted')} rules={[moneyRule(t, shift.cash.currency)]}>
        <AmountInput currency={shift.cash.currency} />
      </Form.Item>
      <Form.Item name="note" label={t('shift.note')}>
        <Input maxLength={200} />
      </Form.Item>
      <ProblemNote error={close.error} />
      <Button type="primary" htmlType="submit" block loading={close.isPending}>
        {t('shift.closeButton')}
      </Button>
    </Form>
  );
}
