import type { Text } from './figure.ts';

/**
 * How wide text will be, reckoned without a page, for the two faces that the site uses.
 */
export type Font = 'heading' | 'strong' | 'body' | 'soft' | 'small' | 'mono' | 'tiny';

/** In the scene's units; `stage.styles.ts` has the same. */
const sizes: Readonly<Record<Font, number>> = { heading: 17, strong: 15, body: 15, soft: 14, small: 12.5, mono: 13, tiny: 11 };

/** Inter's advance widths at its regular weight, from the space to the tilde, in hundredths of an em. */
const advances = [
  28, 29, 47, 63, 64, 98, 64, 30, 36, 36, 50, 66, 29, 46, 29, 36, 63, 41, 61, 62, 65, 59, 62, 57, 62, 62, 29, 30, 66, 66, 66, 51, 97, 69,
  65, 73, 72, 60, 59, 75, 74, 27, 57, 67, 57, 90, 75, 76, 64, 76, 64, 64, 65, 74, 69, 99, 68, 68, 63, 36, 36, 36, 47, 46, 32, 56, 61, 57,
  61, 58, 37, 61, 59, 24, 24, 55, 24, 88, 59, 60, 61, 61, 38, 53, 33, 59, 56, 82, 55, 56, 55, 43, 33, 43, 66,
];
/** Of other letters and signs, about. */
const OTHER = 80;
/** How much wider the bold weights are, at most. */
const BOLD = 1.06;

export function textWidth(text: string, font: Font): number {
  const size = sizes[font];
  if (font === 'mono' || font === 'tiny') return text.length * 0.6 * size;
  let hundredths = 0;
  for (const letter of text) hundredths += advances[letter.charCodeAt(0) - 32] ?? OTHER;
  return (hundredths / 100) * size * (font === 'heading' || font === 'strong' ? BOLD : 1);
}

/** The text, or as much of it as fits, with an ellipsis. */
export function fit(text: string, font: Font, width: number): string {
  if (textWidth(text, font) <= width) return text;
  let end = text.length - 1;
  while (end > 1 && textWidth(`${text.slice(0, end)}…`, font) > width) end--;
  return `${text.slice(0, end).trimEnd()}…`;
}

/** The first of several ways to say it that fits; the last, when none does. */
export const choose = (ways: readonly string[], font: Font, width: number): string =>
  ways.find((way) => textWidth(way, font) <= width) ?? ways[ways.length - 1] ?? '';

/** A text figure that keeps within `width`; what was cut is in its title. */
export function text(key: string, font: Font, x: number, y: number, content: string, width = Number.POSITIVE_INFINITY, is = ''): Text {
  const shown = fit(content, font, width);
  return { kind: 'text', key, is: is ? `${font} ${is}` : font, x, y, text: shown, ...(shown === content ? {} : { title: content }) };
}

/** A sentence in at most `most` lines of at most `width`; what was cut from the last is in its title. */
export function paragraph(key: string, x: number, y: number, content: string, width: number, most: number): Text[] {
  const lines: string[] = [];
  let line = '';
  for (const word of content.split(' ')) {
    const longer = line ? `${line} ${word}` : word;
    if (line && lines.length < most - 1 && textWidth(longer, 'soft') > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line].map((each, i) => text(`${key}${i}`, 'soft', x, y + LINE * i, each, width));
}

const LINE = 18;
