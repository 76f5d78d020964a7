/** POSIX's character classes, as they stand between JavaScript's brackets (POSIX XBD 9.3.5). */
const classes: Readonly<Record<string, string>> = {
  alpha: 'a-zA-Z',
  digit: '0-9',
  alnum: 'a-zA-Z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~',
  xdigit: '0-9a-fA-F',
  print: ' -~',
  graph: '!-~',
  cntrl: '\\x00-\\x1f\\x7f',
};

export interface Bracket {
  /** As JavaScript writes it. A range whose end is before its start is left out: nothing is in it. */
  readonly source: string;
  /** Where its `]` stands. */
  readonly end: number;
  readonly hasBadRange: boolean;
}

/**
 * Reads a bracket expression, `[a-z]` or `[^[:digit:]]`; undefined where it is never closed. Regular
 * expressions negate by `^`, patterns of a shell by `!` too.
 */
export function readBracket(text: string, start: number, negations: string): Bracket | undefined {
  let at = start + 1;
  let source = '[';
  let hasBadRange = false;
  if (text[at] !== undefined && negations.includes(text[at] as string)) {
    source += '^';
    at++;
  }
  for (const first = at; at < text.length; at++) {
    const char = text[at] as string;
    if (char === ']' && at > first) return { source: `${source}]`, end: at, hasBadRange };
    const named = /^\[:(\w+):\]/.exec(text.slice(at));
    const to = text[at + 1] === '-' ? text[at + 2] : undefined;
    if (named) {
      source += classes[named[1] as string] ?? '';
      at += named[0].length - 1;
    } else if (to !== undefined && to !== ']' && to < char) {
      hasBadRange = true;
      at += 2;
    } else source += /[\\\]^[]/.test(char) ? `\\${char}` : char;
  }
  return undefined;
}
