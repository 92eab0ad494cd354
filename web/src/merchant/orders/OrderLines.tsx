import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import type { OrderLineRequest, QuickItem } from '../../api/types';
import { AmountInput } from '../../shared/desk/AmountInput';
import { FieldFault } from '../../shared/desk/ProblemNote';
import { useWords } from '../../shared/i18n/start';
import { formatMoney, parseAmount, toDecimal } from '../../shared/money';
import type { Problem } from '../../shared/problem';
import { fieldText } from '../../shared/problemText';
import { useQuickItems } from '../merchants/QuickItems';

interface TypedLine {
  key: number;
  name: string;
  price: string;
  quantity: string;
  /** The shop's own code, of a quick item. */
  product?: string;
}

/** The items of an order as typed: a number stays text until the order is made, so that nothing is changed behind the cashier's back. */
export interface Basket {
  lines: TypedLine[];
  orderNumber: string;
  note: string;
}

const emptyLine = (key: number): TypedLine => ({ key, name: '', price: '', quantity: '1' });
export const EMPTY_BASKET: Basket = { lines: [emptyLine(0)], orderNumber: '', note: '' };

const MOST_LINES = 50;
const MOST_OF_ONE = 9999;

function quantityOf(typed: string): number | null {
  const quantity = /^\s*\d{1,6}\s*$/.test(typed) ? Number(typed) : 0;
  return quantity >= 1 && quantity <= MOST_OF_ONE ? quantity : null;
}

export function orderLinesOf(basket: Basket, currency: string): { lines: OrderLineRequest[]; totalMinor: number; complete: boolean } {
  const lines: OrderLineRequest[] = [];
  let complete = true;
  for (const line of basket.lines) {
    const price = parseAmount(line.price, currency);
    const quantity = quantityOf(line.quantity);
    if (price.ok && line.name.trim() !== '' && quantity !== null) {
      lines.push({ name: line.name.trim(), unitPrice: price.money, quantity, ...(line.product ? { product: line.product } : {}) });
    } else if (line.name !== '' || line.price !== '' || basket.lines.length === 1) complete = false;
  }
  return { lines, complete, totalMinor: lines.reduce((sum, line) => sum + line.unitPrice.value * line.quantity, 0) };
}

/** One press more of the item: another of a line that has it, else a line of its own in place of an empty one. */
export function withQuickItem(basket: Basket, item: QuickItem): Basket {
  const price = toDecimal(item.price);
  const there = basket.lines.find((line) => line.name === item.name && line.price === price);
  if (there) {
    const one = quantityOf(there.quantity) ?? 0;
    const more = String(Math.min(one + 1, MOST_OF_ONE));
    return { ...basket, lines: basket.lines.map((line) => (line === there ? { ...line, quantity: more } : line)) };
  }
  const filled = basket.lines.filter((line) => line.name !== '' || line.price !== '');
  if (filled.length >= MOST_LINES) return basket;
  const key = Math.max(...basket.lines.map((line) => line.key)) + 1;
  return { ...basket, lines: [...filled, { key, name: item.name, price, quantity: '1', ...(item.product ? { product: item.product } : {}) }] };
}

export function OrderLines({
  basket,
  currency,
  showFaults,
  problem,
  onChange,
}: {
  basket: Basket;
  currency: string;
  /** Also of fields that nobody has been in yet. */
  showFaults: boolean;
  /** What the server said of the last try. */
  problem: Problem | null;
  onChange: (basket: Basket) => void;
}) {
  const { t, language } = useWords();
  const quick = useQuickItems();
  const id = useId();
  // A fault is told when the field is left, not while it is being typed.
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const change = (key: number, part: Partial<TypedLine>) =>
    onChange({ ...basket, lines: basket.lines.map((line) => (line.key === key ? { ...line, ...part } : line)) });

  /** A field bound to what is wrong with it. */
  function faulty(name: string, fault: string | undefined) {
    const field = `${id}-${name}`;
    return {
      words: <FieldFault id={`${field}-fault`}>{fault}</FieldFault>,
      field: { id: field, status: fault ? ('error' as const) : ('' as const), 'aria-invalid': fault ? true : undefined, 'aria-describedby': fault ? `${field}-fault` : undefined },
    };
  }
  const typedOf = (key: number, name: string, fault: string | undefined) => faulty(`${key}-${name}`, showFaults || left.has(`${id}-${key}-${name}`) ? fault : undefined);
  const refused = (name: 'orderNumber' | 'note') => {
    const error = problem?.errors.find((one) => one.field === name);
    return faulty(name, error && fieldText(t, error));
  };
  const orderNumber = refused('orderNumber');
  const note = refused('note');

  return (
    <section className="order-lines" aria-label={t('cashier.lines')} onBlur={({ target }) => setLeft((before) => new Set(before).add(target.id))}>
      {quick.data && quick.data.items.length > 0 && (
        <div className="quick-items" role="group" aria-label={t('quickItems.title')}>
          {quick.data.items.map((item, at) => (
            <button type="button" key={`${at}-${item.name}`} className="quick-item" onClick={() => onChange(withQuickItem(basket, item))}>
              {item.name}
              <small className="num">{formatMoney(item.price, language)}</small>
            </button>
          ))}
        </div>
      )}
      {basket.lines.map((line, index) => {
        const number = index + 1;
        const parsed = parseAmount(line.price, currency);
        const name = typedOf(line.key, 'name', line.name.trim() === '' && (showFaults || line.price !== '') ? t('cashier.itemFault') : undefined);
        const price = typedOf(line.key, 'price', parsed.ok || (parsed.fault === 'empty' && !showFaults) ? undefined : t(`amount.${parsed.fault}`));
        const quantity = typedOf(line.key, 'quantity', quantityOf(line.quantity) === null ? t('cashier.quantityFault', { most: MOST_OF_ONE }) : undefined);
        return (
          <div key={line.key}>
            <div className="order-line">
              <Input
                {...name.field}
                aria-label={`${t('cashier.item')} ${number}`}
                placeholder={t('cashier.item')}
                maxLength={80}
                value={line.name}
                onChange={(event) => change(line.key, { name: event.target.value })}
              />
              <AmountInput
                {...price.field}
                aria-label={`${t('cashier.price')} ${number}`}
                placeholder={t('cashier.price')}
                currency={currency}
                value={line.price}
                onChange={(typed) => change(line.key, { price: typed })}
              />
              <Input
                {...quantity.field}
                className="num"
                inputMode="numeric"
                autoComplete="off"
                maxLength={12}
                aria-label={`${t('cashier.quantity')} ${number}`}
                value={line.quantity}
                onChange={(event) => change(line.key, { quantity: event.target.value })}
              />
              <Button
                type="text"
                aria-label={`${t('cashier.removeLine')} ${number}`}
                icon={<DeleteOutlined />}
                disabled={basket.lines.length === 1}
                onClick={() => onChange({ ...basket, lines: basket.lines.filter((other) => other.key !== line.key) })}
              />
            </div>
            {name.words}
            {price.words}
            {quantity.words}
          </div>
        );
      })}
      <Button
        block
        type="dashed"
        icon={<PlusOutlined />}
        disabled={basket.lines.length >= MOST_LINES}
        onClick={() => onChange({ ...basket, lines: [...basket.lines, emptyLine(Math.max(...basket.lines.map((line) => line.key)) + 1)] })}
      >
        {t('cashier.addLine')}
      </Button>
      <div className="order-extra">
        <div>
          <label className="small muted" htmlFor={orderNumber.field.id}>
            {t('cashier.orderNumber')} · {t('cashier.optional')}
          </label>
          <Input {...orderNumber.field} maxLength={40} value={basket.orderNumber} onChange={(event) => onChange({ ...basket, orderNumber: event.target.value })} />
          {orderNumber.words}
        </div>
        <div>
          <label className="small muted" htmlFor={note.field.id}>
            {t('cashier.note')} · {t('cashier.optional')}
          </label>
          <Input {...note.field} maxLength={200} value={basket.note} onChange={(event) => onChange({ ...basket, note: event.target.value })} />
          {note.words}
        </div>
      </div>
    </section>
  );
}
