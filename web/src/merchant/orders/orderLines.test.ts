import { describe, expect, it } from 'vitest';
import { EMPTY_BASKET, orderLinesOf, withQuickItem } from './OrderLines';

const noodles = { name: '担担面', price: { value: 1_600, currency: 'CNY' }, product: 'ddm' };
const tea = { name: '茉莉花茶', price: { value: 2_805, currency: 'CNY' }, product: null };

describe('a quick item', () => {
  it('takes the place of the empty line, and counts up when it is there', () => {
    const basket = [noodles, tea, noodles].reduce(withQuickItem, EMPTY_BASKET);
    expect(orderLinesOf(basket, 'CNY')).toEqual({
      lines: [
        { name: '担担面', unitPrice: noodles.price, quantity: 2, product: 'ddm' },
        { name: '茉莉花茶', unitPrice: tea.price, quantity: 1 },
      ],
      complete: true,
      totalMinor: 6_005,
    });
  });

  it('leaves what was typed by hand', () => {
    const typed = { ...EMPTY_BASKET, lines: [{ key: 4, name: '打包盒', price: '', quantity: '1' }] };
    expect(withQuickItem(typed, tea).lines.map((line) => line.name)).toEqual(['打包盒', '茉莉花茶']);
  });

  it('stops at the most lines an order has', () => {
    const many = Array.from({ length: 60 }, (_, n) => ({ ...noodles, name: `货${n}` })).reduce(withQuickItem, EMPTY_BASKET);
    expect(many.lines).toHaveLength(50);
  });
});
