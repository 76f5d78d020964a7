import { expect, test } from 'vitest';
import { colours, tokens } from '../../src/view/tokens.css.ts';

/** WCAG 2.2, "relative luminance" and "contrast ratio". */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

const themes = {
  light: new Map(colours.map(([name, light]) => [name, light])),
  dark: new Map(colours.map(([name, , dark]) => [name, dark])),
};

const surfaces = ['ground', 'paper', 'hush'];
const text: [string, string][] = [
  ...['ink', 'soft', 'kernel'].flatMap((ink) => surfaces.map((on): [string, string] => [ink, on])),
  ...['client', 'engine', 'registry', 'link', 'now'].flatMap((ink) => ['ground', 'paper'].map((on): [string, string] => [ink, on])),
  ...['ok', 'warn', 'bad', 'now'].flatMap((status): [string, string][] => [
    [status, `${status}-ground`],
    [status, 'paper'],
    ['ink', `${status}-ground`],
    ['soft', `${status}-ground`],
  ]),
  ['now-ink', 'now'],
  ...Array.from({ length: 8 }, (_, i): [string, string] => ['ink', `tint-${i}`]),
  ['terminal-ink', 'terminal-ground'],
  ['terminal-soft', 'terminal-ground'],
  ['terminal-green', 'terminal-ground'],
  ['terminal-ink', 'terminal-hover'],
];

test.each(['light', 'dark'] as const)('in the %s theme all text reaches AA on what it stands on', (theme) => {
  const low = text
    .map(([ink, on]) => ({ ink, on, ratio: contrast(themes[theme].get(ink) as string, themes[theme].get(on) as string) }))
    .filter(({ ratio }) => ratio < 4.5);
  expect(low).toEqual([]);
});

test.each(['light', 'dark'] as const)('in the %s theme edges, focus and controls stand out 3 to 1', (theme) => {
  const edges: [string, string][] = [
    ...['focus', 'line-strong', 'client', 'engine', 'registry', 'now', 'ok', 'bad'].flatMap((edge) =>
      ['ground', 'paper'].map((on): [string, string] => [edge, on]),
    ),
  ];
  const low = edges
    .map(([edge, on]) => ({ edge, on, ratio: contrast(themes[theme].get(edge) as string, themes[theme].get(on) as string) }))
    .filter(({ ratio }) => ratio < 3);
  expect(low).toEqual([]);
});

test('both themes come from one place, and the page can choose', () => {
  for (const [name, light, dark] of colours) expect(tokens).toContain(`--${name}:light-dark(${light},${dark});`);
  expect(tokens).toContain('[data-theme=dark]{color-scheme:dark}');
});
