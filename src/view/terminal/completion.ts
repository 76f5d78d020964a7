/** What could follow what has been typed. `from` is where the word being completed begins. */
export interface Completion {
  readonly from: number;
  readonly candidates: readonly string[];
}

export type Completer = (line: string, caret: number) => Completion;

export interface Completed {
  readonly text: string;
  readonly caret: number;
  /** Set when more than one way is left open: to be listed under the line. */
  readonly choices?: readonly string[];
}

function commonPrefix(words: readonly string[]): string {
  let prefix = words[0] ?? '';
  for (const word of words) while (!word.startsWith(prefix)) prefix = prefix.slice(0, -1);
  return prefix;
}

/** The line after Tab: one candidate is taken whole, of several what they have in common. */
export function applyCompletion(line: string, caret: number, { from, candidates }: Completion): Completed {
  if (candidates.length === 0) return { text: line, caret };
  const typed = line.slice(from, caret);
  const common = commonPrefix(candidates);
  const whole = candidates.length === 1;
  // A name that ends in `=` or `/` waits for more.
  const insert = whole && !/[=/]$/.test(common) ? `${common} ` : common;
  const text = line.slice(0, from) + insert + line.slice(caret);
  if (!whole && common.length <= typed.length) return { text: line, caret, choices: candidates };
  return { text, caret: from + insert.length };
}

/** Candidates in columns, as a shell lists them. */
export function inColumns(words: readonly string[], width: number): string {
  const column = Math.max(...words.map((word) => word.length)) + 2;
  const perRow = Math.max(1, Math.floor(width / column));
  const rows: string[] = [];
  for (let at = 0; at < words.length; at += perRow)
    rows.push(
      words
        .slice(at, at + perRow)
        .map((word) => word.padEnd(column))
        .join('')
        .trimEnd(),
    );
  return rows.join('\r\n');
}
