import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber } from 'antd';
import type { OrderLineRequest } from '../../api/types';
import { AmountInput } from '../../shared/desk/AmountInput';
import { useWords } from '../../shared/i18n/start';
import { parseAmount } from '../../shared/money';

interface TypedLine {
  key: number;
  name: string;
  price: string;
  quantity: number;
}

/** The items of an order as typed: an amount stays text until the order is made. */
export interface Basket {
  lines: TypedLine[];
  orderNumber: string;
  note: string;
}

export const EMPTY_BASKET: Basket = { lines: [{ key: 0, name: '', price: '', quantity: 1 }], orderNumber: '', note: '' };

const MOST_LINES = 50;

export function orderLinesOf(basket: Basket, currency: string): { lines: OrderLineRequest[]; totalMinor: number; complete: boolean } {
  const lines: OrderLineRequest[] = [];
  let complete = true;
  for (const line of basket.lines) {
    const price = parseAmount(line.price, currency);
    if (price.ok && line.name.trim() !== '' && line.quantity >= 1) {
      lines.push({ name: line.name.trim(), unitPrice: price.money, quantity: line.quantity });
    } else if (line.name !== '' || line.price !== '' || basket.lines.length === 1) complete = false;
  }
  return { lines, complete, totalMinor: lines.reduce((sum, line) => sum + line.unitPrice.value * line.quantity, 0) };
}

export function OrderLines({ basket, currency, showFaults, onChange }: { basket: Basket; currency: string; showFaults: boolean; onChange: (basket: Basket) => void }) {
  const { t } = useWords();
  const change = (key: number, part: Partial<TypedLine>) =>
    onChange({ ...basket, lines: basket.lines.map((line) => (line.key === key ? { ...line, ...part } : line)) });
  return (
    <section className="order-lines" aria-label={t('cashier.lines')}>
      {basket.lines.map((line, index) => {
        const number = index + 1;
        const priceFault = showFaults && !parseAmount(line.price, currency).ok;
        return (
          <div className="order-line" key={line.key}>
            <Input
              aria-label={`${t('cashier.item')} ${number}`}
              placeholder={t('cashier.item')}
              maxLength={80}
              status={showFaults && line.name.trim() === '' ? 'error' : ''}
              value={line.name}
              onChange={(event) => change(line.key, { name: event.target.value })}
            />
            <div className={priceFault ? 'fault' : undefined}>
              <AmountInput
                aria-label={`${t('cashier.price')} ${number}`}
                placeholder={t('cashier.price')}
                currency={currency}
                value={line.price}
                onChange={(price) => change(line.key, { price })}
              />
            </div>
            <InputNumber
              aria-label={`${t('cashier.quantity')} ${number}`}
              min={1}
              max={9999}
              precision={0}
              value={line.quantity}
              onChange={(quantity) => change(line.key, { quantity: quantity ?? 1 })}
            />
            <Button
              type="text"
              aria-label={`${t('cashier.removeLine')} ${number}`}
              icon={<DeleteOutlined />}
              disabled={basket.lines.length === 1}
              onClick={() => onChange({ ...basket, lines: basket.lines.filter((other) => other.key !== line.key) })}
            />
          </div>
        );
      })}
      <Button
        block
        type="dashed"
        icon={<PlusOutlined />}
        disabled={basket.lines.length >= MOST_LINES}
        onClick={() => onChange({ ...basket, lines: [...basket.lines, { key: Math.max(...basket.lines.map((line) => line.key)) + 1, name: '', price: '', quantity: 1 }] })}
      >
        {t('cashier.addLine')}
      </Button>
      <div className="order-extra">
        <label>
          <span className="small muted">
            {t('cashier.orderNumber')} · {t('cashier.optional')}
          </span>
          <Input maxLength={40} value={basket.orderNumber} onChange={(event) => onChange({ ...basket, orderNumber: event.target.value })} />
        </label>
        <label>
          <span className="small muted">
            {t('cashier.note')} · {t('cashier.optional')}
          </span>
          <Input maxLength={200} value={basket.note} onChange={(event) => onChange({ ...basket, note: event.target.value })} />
        </label>
      </div>
    </section>
  );
}
