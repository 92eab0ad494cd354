import { Toast } from 'antd-mobile';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { useWords } from '../../shared/i18n/start';
import { type Money, parseAmount, toDecimal } from '../../shared/money';
import type { Problem } from '../../shared/problem';
import { useIntent } from '../../shared/useIntent';
import { refreshMe } from '../../shared/useMe';
import { api, queryClient, useMe } from '../api';
import { AmountField, Button, fieldFault, Refusal } from '../parts';
import { Screen } from '../Screen';
import { atPinPad, PinSheet } from './PinSheet';

/** 小额免密: up to which amount no PIN is asked. */
export function SmallPayments() {
  const { t } = useWords();
  const navigate = useNavigate();
  const me = useMe();
  const now = me.data?.smallPaymentLimit ?? { value: 0, currency: 'CNY' };
  const [typed, setTyped] = useState(now.value === 0 ? '' : toDecimal(now));
  const [fault, setFault] = useState<string>();
  const [limit, setLimit] = useState<Money>();

  const save = useIntent<unknown, Problem, { limit: Money; pin: string }>({
    mutationFn: (body) => api.put('/me/small-payment-limit', body),
    onSuccess: () => {
      void refreshMe(queryClient);
      void Toast.show({ icon: 'success', content: t('smallPayments.saved') });
      void navigate('/me', { replace: true });
    },
    onError: (problem) => !atPinPad(problem) && setLimit(undefined),
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    const parsed = parseAmount(typed, now.currency);
    if (parsed.ok) setLimit(parsed.money);
    else if (parsed.fault === 'zero' || parsed.fault === 'empty') setLimit({ value: 0, currency: now.currency });
    else setFault(t(`amount.${parsed.fault}`));
  }

  return (
    <Screen title={t('smallPayments.title')}>
      <form className="stack" onSubmit={submit}>
        <p className="muted">{t('smallPayments.why')}</p>
        <div className="card padded">
        <AmountField
          label={t('smallPayments.limit')}
          currency={now.currency}
          value={typed}
          onChange={(text) => {
            setTyped(text);
            setFault(undefined);
            save.reset();
          }}
          fault={fault ?? fieldFault(t, save.error, 'limit')}
          help={t('smallPayments.zero')}
        />
        </div>
        {!limit && !fieldFault(t, save.error, 'limit') && <Refusal problem={save.error} />}
        <Button type="submit">{t('smallPayments.save')}</Button>
      </form>
      <PinSheet
        open={limit !== undefined}
        reason={t('smallPayments.limit')}
        {...(limit ? { amount: limit } : {})}
        busy={save.isPending}
        problem={atPinPad(save.error)}
        onPin={(pin) => limit && save.mutate({ limit, pin })}
        onClose={() => {
          setLimit(undefined);
          save.reset();
        }}
      />
    </Screen>
  );
}
