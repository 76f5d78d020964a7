import { quote } from '../format/quote.ts';
import type { Flag, FlagType } from './flag.ts';

/** How help names an option's argument (pflag UnquoteUsage). */
const ARGUMENT: Partial<Record<FlagType, string>> = { bool: '', int64: 'int', uint64: 'uint', 'swap-bytes': 'bytes' };

/** Help's list of options, wrapped at `columns` (pflag FlagUsagesWrapped). */
export function flagUsages(flags: readonly Flag[], columns: number): string {
  const rows = flags
    .filter((flag) => !flag.hidden)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((flag) => {
      const argument = ARGUMENT[flag.type] ?? flag.type;
      const head = `${flag.short ? `  -${flag.short}, ` : '      '}--${flag.name}${argument && ` ${argument}`}`;
      const shown = flag.type === 'string' ? quote(flag.default ?? '') : flag.default;
      return { head, usage: flag.default ? `${flag.usage} (default ${shown})` : flag.usage };
    });
  const width = Math.max(0, ...rows.map((row) => row.head.length));
  return rows.map(({ head, usage }) => `${head.padEnd(width)}   ${wrap(width + 3, columns, usage)}\n`).join('');
}

/** Splits off a first line of `width`, or a little more when that saves a lonely word (pflag wrapN). */
function cut(width: number, slop: number, text: string): [line: string, rest: string] {
  if (width + slop > text.length) return [text, ''];
  const head = text.slice(0, width);
  const space = Math.max(head.lastIndexOf(' '), head.lastIndexOf('\t'), head.lastIndexOf('\n'));
  if (space <= 0) return [text, ''];
  const newline = head.lastIndexOf('\n');
  const at = newline > 0 && newline < space ? newline : space;
  return [text.slice(0, at), text.slice(at + 1)];
}

function wrap(indent: number, columns: number, text: string): string {
  const slop = 5;
  let at = indent;
  let out = '';
  if (columns - at < 24) {
    at = 16;
    out = `\n${' '.repeat(at)}`;
  }
  if (columns - at < 24) return text.replaceAll('\n', out);
  const margin = `\n${' '.repeat(at)}`;
  const width = columns - at - slop;
  let [line, rest] = cut(width, slop, text);
  out += line.replaceAll('\n', margin);
  while (rest !== '') {
    [line, rest] = cut(width, slop, rest);
    out += margin + line.replaceAll('\n', margin);
  }
  return out;
}
