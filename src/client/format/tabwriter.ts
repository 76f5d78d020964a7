import { displayWidth } from './width.ts';

export interface TabOptions {
  /** A column's least width, padding included. */
  readonly minWidth: number;
  /** Blanks behind a column's widest cell. */
  readonly padding: number;
}

/** docker's tables: `tabwriter.NewWriter(out, 10, 1, 3, ' ', 0)`. */
export const TABLE: TabOptions = { minWidth: 10, padding: 3 };

/**
 * Aligns text whose cells end with tabs, as Go's text/tabwriter does: a column is a run of lines that
 * have a tab-terminated cell there; the last cell of a line belongs to no column.
 */
export function alignTabs(text: string, { minWidth, padding }: TabOptions): string {
  let out = '';
  let block: string[][] = [];
  const flush = () => {
    out += formatBlock(block, minWidth, padding);
    block = [];
  };
  const lines = text.split('\n');
  lines.forEach((line, index) => {
    block.push(line.split('\t'));
    // A line without tabs ends every column above it.
    if (!line.includes('\t') && index < lines.length - 1) flush();
  });
  flush();
  return out.slice(0, -1);
}

function formatBlock(lines: readonly string[][], minWidth: number, padding: number): string {
  let out = '';
  const widths: number[] = [];
  const write = (from: number, to: number) => {
    for (const cells of lines.slice(from, to)) {
      cells.forEach((cell, column) => {
        const width = widths[column];
        out += width === undefined ? cell : cell + ' '.repeat(Math.max(0, width - displayWidth(cell)));
      });
      out += '\n';
    }
  };
  const format = (start: number, end: number) => {
    const column = widths.length;
    let from = start;
    for (let at = start; at < end; at++) {
      if (column >= (lines[at] as string[]).length - 1) continue;
      write(from, at);
      from = at;
      let width = minWidth;
      for (; at < end; at++) {
        const cells = lines[at] as string[];
        if (column >= cells.length - 1) break;
        width = Math.max(width, displayWidth(cells[column] as string) + padding);
      }
      widths.push(width);
      format(from, at);
      widths.pop();
      from = at;
      at--;
    }
    write(from, end);
  };
  format(0, lines.length);
  return out;
}
