import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { switchLanguage, useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { asProblem, type Problem } from '../../shared/problem';
import { useSignedIn } from '../../shared/useMe';
import { api, useMe } from '../api';
import { ChevronIcon } from '../icons';
import { useLargePrint } from '../print';
import { Avatar, Button, Refusal } from '../parts';
import { useAutoTopUp } from '../wallets/AutoTopUpPage';

export function MePage() {
  const { t, language } = useWords();
  const me = useMe();
  const navigate = useNavigate();
  const signedIn = useSignedIn();
  const autoTopUp = useAutoTopUp();
  const [largePrint, setLargePrint] = useLargePrint();
  const signOut = useMutation<void, Problem>({
    mutationFn: async () => {
      try {
        await api.delete('/sessions/current');
      } catch (error) {
        // A session that is over already is as good as ended.
        if (asProblem(error).status !== 401) throw error;
      }
    },
    onSuccess: () => {
      signedIn(null);
      void navigate('/sign-in', { replace: true });
    },
  });
  if (!me.data) return null;
  const limit = me.data.smallPaymentLimit;
  return (
    <div className="screen-body">
      <header className="me-head">
        <Avatar name={me.data.name ?? '·'} tone="cinnabar" />
        <div>
          <h1>{me.data.name}</h1>
          <p className="muted num">{me.data.phoneMasked}</p>
        </div>
      </header>
      <ul className="card rows">
        <MenuRow to="/coupons" label={t('coupons.mine')} />
        <MenuRow to="/cards" label={t('me.cards')} />
        <MenuRow to="/me/pin" label={t('me.pin')} value={me.data.pinSet ? t('me.pinSet') : t('me.pinMissing')} />
        <MenuRow
          to="/me/small-payments"
          label={t('smallPayments.title')}
          value={limit && limit.value > 0 ? t('smallPayments.upTo', { amount: formatMoney(limit, language) }) : t('smallPayments.off')}
        />
        <MenuRow to="/me/limits" label={t('limits.title')} />
        <MenuRow
          to="/me/auto-top-up"
          label={t('autoTopUp.title')}
          value={autoTopUp.data?.stopped ? <span className="amber">{t('autoTopUp.isStopped')}</span> : autoTopUp.data ? t('autoTopUp.belowShort', { amount: formatMoney(autoTopUp.data.below, language) }) : t('autoTopUp.off')}
        />
        <MenuRow to="/me/sessions" label={t('me.sessions')} />
      </ul>
      <div className="card rows">
        <div className="row" role="radiogroup" aria-label={t('language.name')}>
          <span className="row-main">{t('language.name')}</span>
          <span className="segments">
            {(['zh-CN', 'en'] as const).map((choice) => (
              <button key={choice} type="button" role="radio" aria-checked={language === choice} lang={choice} onClick={() => switchLanguage(choice)}>
                {choice === 'en' ? t('language.en') : t('language.zh')}
              </button>
            ))}
          </span>
        </div>
      </div>
      <div className="card rows">
        <button type="button" className="row" role="switch" aria-checked={largePrint} onClick={() => setLargePrint(!largePrint)}>
          <span className="row-main">
            {t('print.name')}
            <span className="row-note">{t('print.what')}</span>
          </span>
          <span className="switch" aria-hidden />
        </button>
      </div>
      <Refusal problem={signOut.error} />
      <Button kind="ghost" busy={signOut.isPending} onClick={() => signOut.mutate()}>
        {t('me.signOut')}
      </Button>
    </div>
  );
}

function MenuRow({ to, label, value }: { to: string; label: string; value?: ReactNode }) {
  return (
    <li>
      <Link to={to} className="row">
        <span className="row-main">{label}</span>
        <span className="row-value">{value}</span>
        <ChevronIcon />
      </Link>
    </li>
  );
}
