import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { PayCode, PayCodeState } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { QrCode } from '../../shared/QrCode';
import { ErrorState, Skeleton, useOnline } from '../../shared/states';
import { api, moneyMoved, queryClient, useBalances, useMe } from '../api';
import { Avatar } from '../parts';
import { Screen } from '../Screen';
import { code128 } from './code128';

const LIFE_SECONDS = 60;

/** To be shown at the till. A code lives a minute and renews itself; when it has been used, the receipt comes by itself. */
export function PayCodePage() {
  const { t } = useWords();
  const navigate = useNavigate();
  const code = useQuery({
    queryKey: ['pay-code'],
    queryFn: () => api.post<PayCode>('/pay-codes', {}),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const state = useQuery({
    queryKey: ['pay-code-state', code.data?.id],
    enabled: code.data !== undefined,
    queryFn: () => api.get<PayCodeState>(`/pay-codes/${code.data!.id}`),
    refetchInterval: 1000,
    gcTime: 0,
  });
  const paid = state.data?.state === 'used' ? state.data.payment : undefined;
  useEffect(() => {
    if (!paid) return;
    queryClient.setQueryData(['payment', paid.id], paid);
    moneyMoved();
    void navigate(`/pay/done/${paid.id}`, { replace: true });
  }, [paid, navigate]);

  // The till asked for more than goes without a PIN: the price and the PIN pad come up here.
  const asked = state.data?.state === 'pin_needed' ? state.data.orderId : undefined;
  const codeId = code.data?.id;
  useEffect(() => {
    if (asked) void navigate(`/pay/confirm?order=${asked}&code=${codeId}`, { replace: true });
  }, [asked, codeId, navigate]);

  const left = useSecondsLeft(code.data?.expiresAt);
  const over = code.data !== undefined && (left === 0 || state.data?.state === 'expired');
  const { refetch, isFetching } = code;
  useEffect(() => {
    // Not while someone is elsewhere: a code nobody looks at need not be made.
    if (over && !isFetching && document.visibilityState === 'visible') void refetch();
  }, [over, isFetching, refetch, left]);

  return (
    <Screen title={t('home.payCode')} back="/" className="on-cinnabar">
      <div className="card code-card">
        <p className="muted small">{t('payCode.how')}</p>
        {code.isPending && <Skeleton rows={[76, 20, 220]} />}
        {code.isError && <ErrorState error={code.error} onRetry={() => void code.refetch()} />}
        {code.data && !code.isError && <Codes key={code.data.id} code={code.data.code} stale={over} />}
        {code.data && !code.isError && (
          <div className="code-life">
            <progress max={LIFE_SECONDS} value={left} aria-label={t('payCode.life')} />
            <span className="num muted small">{over ? t('payCode.renewing') : t('payCode.renewIn', { seconds: left })}</span>
          </div>
        )}
      </div>
      <PaysFrom />
      <div className="pair on-cinnabar-links">
        <Link className="button button-outline-light" to="/scan" replace>
          {t('home.scan')}
        </Link>
        <Link className="button button-outline-light" to="/receive" replace>
          {t('receive.title')}
        </Link>
      </div>
    </Screen>
  );
}

function Codes({ code, stale }: { code: string; stale: boolean }) {
  const { t } = useWords();
  const [shown, setShown] = useState(false);
  const { bars, width } = code128(code);
  const groups = code.match(/.{1,4}/g) ?? [];
  return (
    <div className={stale ? 'codes codes-stale' : 'codes'} data-testid="pay-code" data-code={code}>
      <svg className="barcode" viewBox={`0 0 ${width + 20} 40`} preserveAspectRatio="none" role="img" aria-label={t('payCode.barcode')}>
        <rect width={width + 20} height={40} fill="#fff" />
        {bars.map((bar) => (
          <rect key={bar.x} x={bar.x + 10} width={bar.width} height={40} fill="#1D1B1A" />
        ))}
      </svg>
      <p className="code-digits num">
        {shown ? groups.join(' ') : `${code.slice(0, 4)} •••• •••• ${code.slice(-4)}`}
        <button type="button" className="link" onClick={() => setShown(!shown)}>
          {shown ? t('payCode.hideDigits') : t('payCode.showDigits')}
        </button>
      </p>
      <QrCode text={code} size={212} label={t('payCode.qr')} coin />
    </div>
  );
}

function PaysFrom() {
  const { t, language } = useWords();
  const balances = useBalances();
  const me = useMe();
  const online = useOnline();
  const balance = balances.data?.items.find((item) => item.currency === 'CNY');
  const limit = me.data?.smallPaymentLimit;
  return (
    <div className="card rows">
      <div className="row">
        <Avatar name={t('pay.balanceInitial')} tone="cinnabar" />
        <span className="row-main">
          {t('pay.balance')}
          <span className="row-note num">
            {balance && formatMoney({ ...balance.available, value: balance.available.value + balance.bonus.value }, language)}
            {limit && limit.value > 0 && <> · {t('pay.noPin', { amount: formatMoney(limit, language) })}</>}
          </span>
        </span>
        {!online && <span className="chip chip-amber">{t('payCode.offline')}</span>}
      </div>
    </div>
  );
}

function useSecondsLeft(moment: string | undefined): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const tick = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(tick);
  }, []);
  return moment === undefined ? LIFE_SECONDS : Math.max(0, Math.min(LIFE_SECONDS, Math.ceil((Date.parse(moment) - now) / 1000)));
}
