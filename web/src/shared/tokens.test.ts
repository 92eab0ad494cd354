import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tokens } from './tokens';

function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const textOn: [keyof typeof tokens, keyof typeof tokens][] = [
  ...(['cinnabar', 'gold', 'ink', 'stone', 'jade', 'indigo', 'amber'] as const).flatMap(
    (text): [keyof typeof tokens, keyof typeof tokens][] => [
      [text, 'paper'],
      [text, 'desk'],
      [text, 'white'],
    ],
  ),
  ...(['cinnabar', 'cinnabarDeep', 'jade', 'indigo', 'amber'] as const).map(
    (ground): [keyof typeof tokens, keyof typeof tokens] => ['white', ground],
  ),
  ['cinnabar', 'cinnabarWash'],
  ['gold', 'goldWash'],
  ['jade', 'jadeWash'],
  ['indigo', 'indigoWash'],
  ['amber', 'amberWash'],
  ['stone', 'cinnabarWash'],
  ['ink', 'goldBright'],
];

describe('tokens', () => {
  it.each(textOn)('%s reads on %s at 4.5 : 1 or better', (text, ground) => {
    expect(contrast(tokens[text], tokens[ground])).toBeGreaterThanOrEqual(4.5);
  });

  it('are the same in tokens.css', () => {
    const css = readFileSync('src/shared/tokens.css', 'utf8');
    for (const [name, value] of Object.entries(tokens)) {
      const property = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      expect(css).toContain(`--${property}: ${value};`);
    }
  });
});
