import { describe, expect, it } from 'vitest';
import { readCode } from './readCode';

const order = `ord_${'0'.repeat(26)}`;
const person = `cus_${'a'.repeat(26)}`;

describe('readCode', () => {
  it('knows an order by its id, alone or in a link', () => {
    expect(readCode(order)).toEqual({ kind: 'order', orderId: order });
    expect(readCode(`https://shop.example/wallet/pay/confirm?order=${order}`)).toEqual({ kind: 'order', orderId: order });
  });

  it('knows the code of a person', () => {
    expect(readCode(`http://localhost:8080/wallet/send?to=${person}`)).toEqual({ kind: 'person', personId: person, amount: '', note: '' });
    expect(readCode(`http://localhost:8080/wallet/send?${new URLSearchParams({ to: person, amount: '12.50', note: '面钱 & 茶' })}`)).toEqual({ kind: 'person', personId: person, amount: '12.50', note: '面钱 & 茶' });
  });

  it('tells a static code from a dynamic one, with lengths in characters', () => {
    const still = '00020101021153031565802CN5904面馆街道6002CD64120002ZH0102面馆6304ABCD';
    expect(readCode(still)).toMatchObject({ kind: 'static', merchantName: '面馆', currency: 'CNY' });
    expect(readCode('00020101021253031565406104.05802CN6304ABCD')).toMatchObject({ kind: 'unknown' });
    expect(readCode('0002010102125303156540510.405802CN6304ABCD')).toMatchObject({ kind: 'dynamic' });
  });

  it('takes a pay code for what it is, and leaves the rest to the server', () => {
    expect(readCode('2891 1234 5678 900417')).toEqual({ kind: 'pay-code' });
    expect(readCode('hello')).toEqual({ kind: 'unknown', qr: 'hello' });
    expect(readCode('0002010')).toMatchObject({ kind: 'unknown' });
  });
});
