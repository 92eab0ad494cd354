import { Toast } from 'antd-mobile';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router';
import { Amount } from '../../shared/Amount';
import { useWords } from '../../shared/i18n/start';
import { type Money, parseAmount, toDecimal } from '../../shared/money';
import { QrCode } from '../../shared/QrCode';
import { useMe } from '../api';
import { ChevronIcon } from '../icons';
import { AmountField, Button, Field } from '../parts';
import { Screen } from '../Screen';

const CURRENCY = 'CNY';

/** What a code may say beside whose it is. */
interface Wanted {
  amount: Money;
  note: string;
}

/** A code that leads a friend's wallet to sending to me, with an amount filled in if I set one. It names no phone number. */
export function Receive() {
  const { t } = useWords();
  const me = useMe();
  const [wanted, setWanted] = useState<Wanted>();
  const [setting, setSetting] = useState(false);
  if (!me.data) return null;
  const asks = new URLSearchParams({ to: me.data.id });
  if (wanted) asks.set('amount', toDecimal(wanted.amount));
  if (wanted?.note) asks.set('note', wanted.note);
  const link = `${window.location.origin}/wallet/send?${asks}`;

  async function copy() {
    await navigator.clipboard.writeText(link);
    void Toast.show({ content: t('action.copied') });
  }

  return (
    <Screen title={t('receive.title')} className="on-cinnabar">
      <div className="card code-card">
        {setting ? (
          <SetAmount
            was={wanted}
            onSet={(now) => {
              setWanted(now);
              setSetting(false);
            }}
          />
        ) : (
          <>
            <p className="muted">{t('receive.how')}</p>
            <QrCode text={link} size={232} label={t('receive.code')} coin />
            {wanted && <Amount money={wanted.amount} size={32} />}
            {wanted?.note && <p className="code-note">{wanted.note}</p>}
            <p className="code-name">{me.data.name}</p>
            <p className="muted num">{me.data.phoneMasked}</p>
            <div className="code-ways">
              <Button kind="plain" onClick={() => setSetting(true)}>
                {wanted ? t('receive.changeAmount') : t('receive.setAmount')}
              </Button>
              <Button kind="plain" onClick={() => void copy()}>
                {t('receive.copy')}
              </Button>
            </div>
          </>
        )}
      </div>
      <div className="card rows">
        <Link className="row" to="/requests/new">
          <span className="row-main">{t('requests.ask')}</span>
          <ChevronIcon />
        </Link>
        <Link className="row" to="/splits/new">
          <span className="row-main">{t('splits.title')}</span>
          <ChevronIcon />
        </Link>
        <Link className="row" to="/requests">
          <span className="row-main">{t('requests.seeAll')}</span>
          <ChevronIcon />
        </Link>
      </div>
    </Screen>
  );
}

function SetAmount({ was, onSet }: { was: Wanted | undefined; onSet: (now: Wanted | undefined) => void }) {
  const { t } = useWords();
  const [typed, setTyped] = useState(was ? toDecimal(was.amount) : '');
  const [note, setNote] = useState(was?.note ?? '');
  const [fault, setFault] = useState<string>();

  function submit(event: FormEvent) {
    event.preventDefault();
    const parsed = parseAmount(typed, CURRENCY);
    if (!parsed.ok) return setFault(t(`amount.${parsed.fault}`));
    onSet({ amount: parsed.money, note: note.trim() });
  }

  return (
    <form className="stack" onSubmit={submit}>
      <AmountField
        label={t('receive.amount')}
        currency={CURRENCY}
        value={typed}
        onChange={(text) => {
          setTyped(text);
          setFault(undefined);
        }}
        fault={fault}
        autoFocus
      />
      <Field label={t('receive.note')} maxLength={80} value={note} onChange={(event) => setNote(event.target.value)} />
      <Button type="submit">{t('receive.use')}</Button>
      <Button kind="plain" onClick={() => onSet(undefined)}>
        {was ? t('receive.clearAmount') : t('action.cancel')}
      </Button>
    </form>
  );
}
