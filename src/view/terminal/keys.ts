/** A key, as a terminal sends it (ECMA-48 and xterm's control sequences), by its meaning to a line editor. */
export type Key = { readonly type: 'text'; readonly text: string } | { readonly type: KeyName };

export type KeyName =
  | 'enter'
  | 'tab'
  | 'backspace'
  | 'delete'
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'home'
  | 'end'
  | 'word-left'
  | 'word-right'
  | 'kill-line'
  | 'kill-to-start'
  | 'kill-word'
  | 'interrupt'
  | 'end-of-input'
  | 'clear'
  | 'escape';

/** Longest first, so that no sequence is taken for a shorter one's beginning. */
const SEQUENCES: readonly (readonly [string, KeyName])[] = [
  ['\x1b[1;5D', 'word-left'],
  ['\x1b[1;5C', 'word-right'],
  ['\x1b[1;3D', 'word-left'],
  ['\x1b[1;3C', 'word-right'],
  ['\x1b[3~', 'delete'],
  ['\x1b[1~', 'home'],
  ['\x1b[4~', 'end'],
  ['\x1b[A', 'up'],
  ['\x1b[B', 'down'],
  ['\x1b[C', 'right'],
  ['\x1b[D', 'left'],
  ['\x1b[H', 'home'],
  ['\x1b[F', 'end'],
  ['\x1bOA', 'up'],
  ['\x1bOB', 'down'],
  ['\x1bOC', 'right'],
  ['\x1bOD', 'left'],
  ['\x1bOH', 'home'],
  ['\x1bOF', 'end'],
  ['\x1bb', 'word-left'],
  ['\x1bf', 'word-right'],
  ['\x1b\x7f', 'kill-word'],
  ['\r\n', 'enter'],
  ['\r', 'enter'],
  ['\n', 'enter'],
  ['\t', 'tab'],
  ['\x7f', 'backspace'],
  ['\b', 'backspace'],
  ['\x01', 'home'],
  ['\x02', 'left'],
  ['\x03', 'interrupt'],
  ['\x04', 'end-of-input'],
  ['\x05', 'end'],
  ['\x06', 'right'],
  ['\x0b', 'kill-line'],
  ['\x0c', 'clear'],
  ['\x0e', 'down'],
  ['\x10', 'up'],
  ['\x15', 'kill-to-start'],
  ['\x17', 'kill-word'],
  ['\x1b', 'escape'],
];

const isControl = (char: string) => char < ' ' || char === '\x7f';

/** Takes apart what a terminal sent in one piece: a key press, or a paste of many lines. */
export function keysOf(data: string): Key[] {
  const keys: Key[] = [];
  let at = 0;
  while (at < data.length) {
    const sequence = SEQUENCES.find(([code]) => data.startsWith(code, at));
    if (sequence) {
      keys.push({ type: sequence[1] });
      at += sequence[0].length;
      continue;
    }
    let end = at;
    while (end < data.length && !isControl(data[end] as string)) end++;
    if (end > at) keys.push({ type: 'text', text: data.slice(at, end) });
    // A control character that means nothing to an editor is left out.
    at = Math.max(end, at + 1);
  }
  return keys;
}
