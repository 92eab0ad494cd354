import { AudioMutedOutlined, FullscreenExitOutlined, FullscreenOutlined, SoundOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { MerchantSummary, Order } from '../../api/types';
import { Amount } from '../../shared/Amount';
import { ProblemBox, ProblemNote } from '../../shared/desk/ProblemNote';
import { useWords } from '../../shared/i18n/start';
import { carryOut } from '../../shared/intents';
import { formatMoney, minorDigits } from '../../shared/money';
import { asProblem } from '../../shared/problem';
import { useIntent } from '../../shared/useIntent';
import { api } from '../api';
import { useMerchant } from '../merchants/MerchantContext';
import { Suspended } from '../merchants/Suspended';
import { today } from '../payments/day';
import { ShiftLink } from '../tills/ShiftLink';
import { type Key, keyOf, NOTHING_KEYED, press, totalMinor } from './keypad';
import { type Basket, EMPTY_BASKET, OrderLines, orderLinesOf } from './OrderLines';
import { isPayCode, ScannerBurst } from './payCode';
import { useTill } from './Till';

interface NewOrder {
  body: object;
  then: 'qr' | 'scan';
  /** A code that a hand scanner has already read. */
  payCode?: string;
}

/** The till: an amount, or a list of items, and then the QR code or the customer's pay code. */
export function Cashier() {
  const { t, language } = useWords();
  const { me, merchant } = useMerchant();
  const { sound, setSound, live, full, setFull } = useTill();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const digits = minorDigits(merchant.currency);
  const [mode, setMode] = useState<'amount' | 'lines'>('amount');
  const [keyed, setKeyed] = useState(NOTHING_KEYED);
  const [basket, setBasket] = useState<Basket>(EMPTY_BASKET);
  const [incomplete, setIncomplete] = useState(false);
  const burst = useRef(new ScannerBurst());

  const summary = useQuery({
    queryKey: ['/merchant-summary', today()],
    queryFn: ({ signal }) => api.get<MerchantSummary>('/merchant-summary', { query: { day: today() }, signal }),
  });

  const stopped = merchant.status === 'suspended';
  const create = useIntent({
    mutationFn: ({ body }: NewOrder) => carryOut('order', body, (key) => api.post<Order>('/orders', body, { idempotencyKey: key })),
    onSuccess: (order, asked) => {
      setKeyed(NOTHING_KEYED);
      setBasket(EMPTY_BASKET);
      void navigate(`/orders/${order.id}`, { state: { way: asked.then, payCode: asked.payCode } });
    },
    // Stopped since the shop was last looked at.
    onError: (error) => asProblem(error).code === 'merchant-not-active' && queries.invalidateQueries({ queryKey: ['/merchants/mine'] }),
  });

  const problem = create.error && asProblem(create.error);
  const atFields = mode === 'lines' && problem?.errors.some(({ field }) => field === 'note' || field === 'orderNumber');
  const lines = orderLinesOf(basket, merchant.currency);
  const total = mode === 'amount' ? totalMinor(keyed, digits) : lines.totalMinor;

  function ask(then: 'qr' | 'scan', totalNow = total, payCode?: string) {
    if (mode === 'lines' && !lines.complete) {
      setIncomplete(true);
      return;
    }
    if (totalNow <= 0) return;
    const extra = {
      ...(basket.orderNumber.trim() ? { orderNumber: basket.orderNumber.trim() } : {}),
      ...(basket.note.trim() ? { note: basket.note.trim() } : {}),
    };
    const body = mode === 'lines' ? { lines: lines.lines, ...extra } : { amount: { value: totalNow, currency: merchant.currency } };
    create.mutate({ body, then, payCode });
  }

  // A keyboard or number pad types the amount; a hand scanner "types" a pay code, which must not end up in it.
  useEffect(() => {
    if (mode !== 'amount' || stopped) return;
    function onKey(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target as HTMLElement;
      if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
      if (event.key === 'Enter') {
        const scanned = burst.current.end(event.timeStamp);
        if (scanned && isPayCode(scanned.text)) {
          event.preventDefault();
          setKeyed(scanned.before);
          ask('scan', totalMinor(scanned.before, digits), scanned.text);
        } else if (target.tagName !== 'BUTTON' && target.tagName !== 'A') ask('qr');
        return;
      }
      const key = keyOf(event.key);
      if (!key) return;
      burst.current.add(event.key, event.timeStamp, keyed);
      event.preventDefault();
      setKeyed((now) => press(now, key, digits));
    }
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });

  return (
    <div className="cashier">
      <header className="cashier-head">
        <div>
          <h1>{merchant.name}</h1>
          <p className="tiny muted">
            <span className={live ? 'dot live' : 'dot'} aria-hidden /> {live ? t('cashier.live') : t('cashier.reconnecting')}
            {me.name && ` · ${me.name}`}
          </p>
          <ShiftLink />
        </div>
        <div className="cashier-head-right">
          {summary.data && (
            <Link to="/today" className="pill jade num">
              {t('cashier.today', { amount: formatMoney(summary.data.taken, language), count: summary.data.orders })}
            </Link>
          )}
          <Button
            type="text"
            shape="circle"
            aria-label={full ? t('cashier.leaveFull') : t('cashier.full')}
            aria-pressed={full}
            icon={full ? <FullscreenExitOutlined /> : <FullscreenOutlined />}
            onClick={() => setFull(!full)}
          />
          <Button
            type="text"
            shape="circle"
            aria-label={sound ? t('cashier.soundOn') : t('cashier.soundOff')}
            aria-pressed={sound}
            icon={sound ? <SoundOutlined /> : <AudioMutedOutlined />}
            onClick={() => setSound(!sound)}
          />
        </div>
      </header>
      {stopped ? (
        <Suspended />
      ) : (
        <>
          <Segmented
            block
            size="large"
            aria-label={t('cashier.title')}
            value={mode}
            onChange={setMode}
            options={[
              { value: 'amount', label: t('cashier.modes.amount') },
              { value: 'lines', label: t('cashier.modes.lines') },
            ]}
          />
          {mode === 'lines' && (
            <OrderLines
              basket={basket}
              currency={merchant.currency}
              showFaults={incomplete}
              problem={problem}
              onChange={(changed) => {
                setBasket(changed);
                setIncomplete(false);
                create.reset();
              }}
            />
          )}
          <div className="cashier-amount">
            <div className="small muted">{mode === 'amount' ? t('cashier.amount') : t('cashier.total')}</div>
            <output aria-label={t('cashier.amount')} aria-live="polite">
              <Amount money={{ value: total, currency: merchant.currency }} size={60} />
            </output>
            {mode === 'amount' && keyed.sumMinor > 0 && (
              <div className="small muted num">
                {formatMoney({ value: keyed.sumMinor, currency: merchant.currency }, language)} + {keyed.typed || '0'}
              </div>
            )}
          </div>
          {incomplete && <ProblemBox>{t('cashier.lineIncomplete')}</ProblemBox>}
          {!atFields && <ProblemNote error={create.error} />}
          {mode === 'amount' ? (
            <Keypad
              digits={digits}
              onKey={(key) => setKeyed((now) => press(now, key, digits))}
              actions={<Actions disabled={total <= 0} busy={create.isPending} onQr={() => ask('qr')} onScan={() => ask('scan')} />}
            />
          ) : (
            <div className="cashier-foot">
              <Actions busy={create.isPending} onQr={() => ask('qr')} onScan={() => ask('scan')} />
            </div>
          )}
        </>
      )}
    </div>
  );
}

function Actions({ disabled = false, busy, onQr, onScan }: { disabled?: boolean; busy: boolean; onQr: () => void; onScan: () => void }) {
  const { t } = useWords();
  return (
    <>
      <button type="button" className="key scan" disabled={disabled || busy} onClick={onScan}>
        {t('cashier.scan')}
      </button>
      <button type="button" className="key go" disabled={disabled || busy} onClick={onQr}>
        {t('cashier.showQr')}
      </button>
    </>
  );
}

const ROWS: Key[] = ['1', '2', '3', 'erase', '4', '5', '6', '+', '7', '8', '9', 'clear', '.', '0', '00'];

function Keypad({ digits, onKey, actions }: { digits: number; onKey: (key: Key) => void; actions: React.ReactNode }) {
  const { t } = useWords();
  const words: Partial<Record<Key, string>> = { erase: t('cashier.erase'), '+': t('cashier.plus'), clear: t('cashier.clear') };
  const faces: Partial<Record<Key, string>> = { erase: '⌫', '+': '＋', clear: 'C' };
  return (
    <div className="keypad num" role="group" aria-label={t('cashier.keypad')}>
      {ROWS.map((key) => (
        <button key={key} type="button" className={`key k-${key === '.' ? 'point' : key === '+' ? 'plus' : key}`} disabled={key === '.' && digits === 0} aria-label={words[key]} onClick={() => onKey(key)}>
          {faces[key] ?? key}
        </button>
      ))}
      {actions}
    </div>
  );
}
