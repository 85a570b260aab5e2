// The bands of the chart of frames stand out from what they lie on, in both themes (WCAG 2.2, 1.4.11: 3 to 1).
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { STAGES } from '../../store/frameTimes.ts';

const TOKENS = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** Light, then dark. */
function coloursOf(name: string): [string, string] {
  const found = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(TOKENS);
  if (!found) throw new Error(`tokens.css has no two colours for --${name}.`);
  return [found[1]!, found[2]!];
}

/** Relative luminance as WCAG defines it. */
function luminance(hex: string): number {
  const channel = (at: number): number => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

test.each(STAGES)('%s', (stage) => {
  const well = coloursOf('well');
  coloursOf(`stage-${stage}`).forEach((colour, theme) =>
    expect(contrast(colour, well[theme]!), `${colour} on ${well[theme]}`).toBeGreaterThanOrEqual(3),
  );
});
