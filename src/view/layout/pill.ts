import type { Group } from './figure.ts';
import { fit, text, textWidth } from './text.ts';

const HEIGHT = 24;

/** A word on a rounded ground: a state, a count. Coordinates are its left end and its middle line. */
export function pill(key: string, x: number, middle: number, word: string, most: number, is = ''): Group {
  const shown = fit(word, 'soft', most - 20);
  return {
    kind: 'group',
    key,
    is: `pill ${is}`,
    x,
    y: middle - HEIGHT / 2,
    children: [
      { kind: 'rect', key: 'ground', is: 'ground', x: 0, y: 0, width: textWidth(shown, 'soft') + 20, height: HEIGHT, radius: HEIGHT / 2 },
      text('word', 'soft', 10, 17, word, most - 20),
    ],
  };
}

export const pillWidth = (word: string, most: number): number => Math.min(most, textWidth(word, 'soft') + 20);
