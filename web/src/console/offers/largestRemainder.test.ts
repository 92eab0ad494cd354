import { expect, it } from 'vitest';
import { largestRemainder } from './largestRemainder';

it('splits without losing a unit, ties to the earlier sponsor', () => {
  expect(largestRemainder(100, [1, 1, 1])).toEqual([34, 33, 33]);
  expect(largestRemainder(1, [1, 1])).toEqual([1, 0]);
});
