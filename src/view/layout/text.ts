import type { Text } from './figure.ts';

/**
 * How wide text will be, reckoned without a page: exact for the monospaced face, close and rather
 * too wide for the other.
 */
export type Font = 'heading' | 'strong' | 'body' | 'soft' | 'small' | 'mono';

/** In the scene's units; `stage.styles.ts` has the same. */
const sizes: Readonly<Record<Font, number>> = { heading: 17, strong: 15, body: 15, soft: 14, small: 12.5, mono: 13 };

/** Inter's advance widths by kind of letter, in em. */
const narrow = /[ijlI.,:;'’|!()[\]]/;
const wide = /[mwMW@%—…]/;
const capital = /[A-Z0-9]/;

function advance(letter: string): number {
  if (letter === ' ') return 0.28;
  if (narrow.test(letter)) return 0.29;
  if (wide.test(letter)) return 0.88;
  return capital.test(letter) ? 0.66 : 0.57;
}

export function textWidth(text: string, font: Font): number {
  const size = sizes[font];
  if (font === 'mono') return text.length * 0.6 * size;
  const bold = font === 'heading' || font === 'strong' ? 1.05 : 1;
  let em = 0;
  for (const letter of text) em += advance(letter);
  return em * size * bold;
}

/** The text, or as much of it as fits, with an ellipsis. */
export function fit(text: string, font: Font, width: number): string {
  if (textWidth(text, font) <= width) return text;
  let end = text.length - 1;
  while (end > 1 && textWidth(`${text.slice(0, end)}…`, font) > width) end--;
  return `${text.slice(0, end).trimEnd()}…`;
}

/** A text figure that keeps within `width`; what was cut is in its title. */
export function text(key: string, font: Font, x: number, y: number, content: string, width = Number.POSITIVE_INFINITY, is = ''): Text {
  const shown = fit(content, font, width);
  return { kind: 'text', key, is: is ? `${font} ${is}` : font, x, y, text: shown, ...(shown === content ? {} : { title: content }) };
}

/** Breaks a sentence into lines of at most `width`; the last of `most` lines is shortened. */
export function wrap(content: string, font: Font, width: number, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of content.split(' ')) {
    const longer = line ? `${line} ${word}` : word;
    if (line && textWidth(longer, font) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  if (line) lines.push(line);
  if (lines.length <= most) return lines.map((each) => fit(each, font, width));
  return [...lines.slice(0, most - 1), lines.slice(most - 1).join(' ')].map((each) => fit(each, font, width));
}
