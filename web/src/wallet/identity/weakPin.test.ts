import { expect, it } from 'vitest';
import { isWeakPin } from './weakPin';

it.each(['111111', '123456', '987654', '121212', '123123', '012345'])('%s is weak', (pin) => expect(isWeakPin(pin)).toBe(true));
it.each(['270914', '112233', '123457', '135790', '100000'])('%s is not', (pin) => expect(isWeakPin(pin)).toBe(false));
