import { type FormEvent, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useWords } from '../../shared/i18n/start';
import { parseAmount } from '../../shared/money';
import { AmountField, Avatar, Button } from '../parts';
import { Screen } from '../Screen';
import { readCode } from './readCode';

/** A static code names the shop only: the customer says how much. */
export function PayAmount() {
  const { t } = useWords();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const qr = search.get('qr') ?? '';
  const code = readCode(qr);
  const currency = code.kind === 'static' ? code.currency : 'CNY';
  const name = code.kind === 'static' ? code.merchantName : '';
  // It stands in the address too: back from the price, it is still there.
  const [typed, setTyped] = useState(search.get('typed') ?? '');
  const [fault, setFault] = useState<string>();

  function submit(event: FormEvent) {
    event.preventDefault();
    const parsed = parseAmount(typed, currency);
    if (!parsed.ok) return setFault(t(`amount.${parsed.fault}`));
    void navigate(`/pay/confirm?${new URLSearchParams({ qr, amount: String(parsed.money.value), currency })}`);
  }

  return (
    <Screen title={t('pay.title')}>
      <header className="payee">
        <Avatar name={name || '·'} />
        <p className="payee-name">{name}</p>
      </header>
      <form className="stack" onSubmit={submit}>
        <div className="card padded">
          <AmountField
            label={t('pay.amount')}
            currency={currency}
            value={typed}
            onChange={(text) => {
              setTyped(text);
              setSearch({ qr, typed: text }, { replace: true });
              setFault(undefined);
            }}
            fault={fault}
            autoFocus
          />
        </div>
        <Button type="submit">{t('pay.seePrice')}</Button>
      </form>
    </Screen>
  );
}
