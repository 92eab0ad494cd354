// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import { carryOut, hasOpenIntent, intentKey } from './intents';
import { Problem } from './problem';

beforeEach(() => sessionStorage.clear());

const lost = () => new Problem(0, 'no-answer', 'lost');

describe('carryOut', () => {
  it('sends a lost request again with the same key', async () => {
    const keys: string[] = [];
    const answer = await carryOut('pay', { quoteId: 'quo_1' }, async (key) => {
      keys.push(key);
      if (keys.length < 3) throw lost();
      return 'paid';
    }, [0, 0]);
    expect(answer).toBe('paid');
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    expect(hasOpenIntent('pay')).toBe(false);
  });

  it('keeps the key for the next press when no answer came at all', async () => {
    const keys: string[] = [];
    const send = async (key: string) => {
      keys.push(key);
      throw lost();
    };
    await expect(carryOut('pay', { quoteId: 'quo_1' }, send, [])).rejects.toMatchObject({ code: 'no-answer' });
    expect(hasOpenIntent('pay')).toBe(true);
    await expect(carryOut('pay', { quoteId: 'quo_1' }, send, [])).rejects.toMatchObject({ code: 'no-answer' });
    expect(keys[0]).toBe(keys[1]);
  });

  it('lets the key go after a refusal, and does not try again', async () => {
    let tries = 0;
    const refuse = async () => {
      tries++;
      throw new Problem(422, 'pin-wrong', 'no');
    };
    await expect(carryOut('pay', 1, refuse, [0])).rejects.toMatchObject({ code: 'pin-wrong' });
    expect(tries).toBe(1);
    expect(hasOpenIntent('pay')).toBe(false);
  });

  it('gives another body another key', () => {
    const first = intentKey('top-up', { amount: 100 });
    expect(intentKey('top-up', { amount: 100 })).toBe(first);
    expect(intentKey('top-up', { amount: 200 })).not.toBe(first);
  });
});
