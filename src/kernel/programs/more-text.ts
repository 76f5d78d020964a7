import { attempt } from '../errno.ts';
import type { Program, Sys } from '../process/sys.ts';
import { inFolder } from './files.ts';
import { program } from './lib/define.ts';
import { complain, eachInput, print, readAll } from './lib/io.ts';

const decoder = new TextDecoder();

async function linesIn(sys: Sys, path: string): Promise<string[] | undefined> {
  const bytes = path === '-' ? await readAll(sys, 0) : sys.fileBytes(path);
  if (!bytes) {
    await complain(sys, `can't open '${path}': No such file or directory`);
    return undefined;
  }
  const lines = decoder.decode(bytes).split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

type Change = readonly [mark: ' ' | '-' | '+', line: string];

/** The shortest edit from one text to the other, by the longest common subsequence. */
function changes(a: readonly string[], b: readonly string[]): Change[] {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        a[i] === b[j]
          ? (lengths[(i + 1) * width + j + 1] as number) + 1
          : Math.max(lengths[(i + 1) * width + j] as number, lengths[i * width + j + 1] as number);
    }
  }
  const found: Change[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      found.push([' ', a[i++] as string]);
      j++;
    } else if (i < a.length && (j === b.length || (lengths[(i + 1) * width + j] as number) >= (lengths[i * width + j + 1] as number)))
      found.push(['-', a[i++] as string]);
    else found.push(['+', b[j++] as string]);
  }
  return found;
}

const context = 3;

/** diff, in the unified form that busybox's knows alone. */
export const diff = program('uabBdiqrNstTwU:L:', async (sys, { flags, rest }) => {
  const [from = '-', to = '-'] = rest;
  const [a, b] = [await linesIn(sys, from), await linesIn(sys, to)];
  if (!a || !b) return 2;
  const all = changes(a, b);
  if (all.every(([mark]) => mark === ' ')) return 0;
  if (flags.has('q')) {
    await print(sys, `Files ${from} and ${to} differ\n`);
    return 1;
  }
  await print(sys, `--- ${from}\n+++ ${to}\n`);
  for (let at = all.findIndex(([mark]) => mark !== ' '); at >= 0 && at < all.length; ) {
    const start = Math.max(0, at - context);
    let end = at;
    for (let same = 0, i = at; i < all.length && same <= 2 * context; i++) {
      same = all[i]?.[0] === ' ' ? same + 1 : 0;
      if (same === 0) end = i;
    }
    const hunk = all.slice(start, Math.min(all.length, end + context + 1));
    await print(
      sys,
      `@@ -${span(all, hunk, start, '+')} +${span(all, hunk, start, '-')} @@\n${hunk.map(([mark, line]) => `${mark}${line}\n`).join('')}`,
    );
    const next = all.slice(end + 1).findIndex(([mark]) => mark !== ' ');
    at = next < 0 ? all.length : end + 1 + next;
  }
  return 1;
});

/** Where a hunk lies in one of the two texts: the lines with the mark `other` are not in it. */
function span(all: readonly Change[], hunk: readonly Change[], start: number, other: '-' | '+'): string {
  const count = (changes: readonly Change[]) => changes.filter(([mark]) => mark !== other).length;
  const size = count(hunk);
  const first = count(all.slice(0, start)) + (size > 0 ? 1 : 0);
  return size === 1 ? `${first}` : `${first},${size}`;
}

export const comm = program('123', async (sys, { flags, rest }) => {
  const [a, b] = [await linesIn(sys, rest[0] ?? '-'), await linesIn(sys, rest[1] ?? '-')];
  if (!a || !b) return 1;
  const columns = ['1', '2', '3'].filter((one) => !flags.has(one));
  const show = (column: string, line: string) =>
    columns.includes(column) ? print(sys, `${'\t'.repeat(columns.indexOf(column))}${line}\n`) : Promise.resolve();
  while (a.length > 0 || b.length > 0) {
    const [x, y] = [a[0], b[0]];
    if (x === y) {
      await show('3', x as string);
      a.shift();
      b.shift();
    } else if (y === undefined || (x !== undefined && x < y)) await show('1', a.shift() as string);
    else await show('2', b.shift() as string);
  }
  return 0;
});

export const od = program('cbdoxAt:N:vi', async (sys, { flags, rest }) => {
  const good = await eachInput(sys, rest, async (fd) => {
    const bytes = await readAll(sys, fd);
    const names: Readonly<Record<number, string>> = { 0: '\\0', 7: '\\a', 8: '\\b', 9: '\\t', 10: '\\n', 11: '\\v', 12: '\\f', 13: '\\r' };
    for (let at = 0; at < bytes.length; at += 16) {
      const row = [...bytes.subarray(at, at + 16)];
      const words = Array.from({ length: Math.ceil(row.length / 2) }, (_, i) => (row[2 * i] as number) | ((row[2 * i + 1] ?? 0) << 8));
      const cells = flags.has('c')
        ? row.map((byte) =>
            (names[byte] ?? (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : byte.toString(8).padStart(3, '0'))).padStart(4),
          )
        : words.map((word) => (flags.has('x') ? ` ${word.toString(16).padStart(4, '0')}` : ` ${word.toString(8).padStart(6, '0')}`));
      await print(sys, `${at.toString(8).padStart(7, '0')}${cells.join('')}\n`);
    }
    await print(sys, `${bytes.length.toString(8).padStart(7, '0')}\n`);
  });
  return good ? 0 : 1;
});

export const tree: Program = async (sys) => {
  const roots = sys.argv.slice(1).filter((word) => !word.startsWith('-'));
  let folders = 0;
  let files = 0;
  const show = async (path: string, indent: string): Promise<void> => {
    const listed = attempt(() => sys.list(path).filter(({ name }) => !name.startsWith('.')));
    if ('error' in listed) return;
    for (const [i, { name, type }] of listed.value.entries()) {
      const last = i === listed.value.length - 1;
      const target = type === 'symlink' ? ` -> ${sys.readlink(inFolder(path, name))}` : '';
      await print(sys, `${indent}${last ? '└── ' : '├── '}${name}${target}\n`);
      if (type === 'directory') folders++;
      else files++;
      if (type === 'directory') await show(inFolder(path, name), `${indent}${last ? '    ' : '│   '}`);
    }
  };
  for (const root of roots.length > 0 ? roots : ['.']) {
    await print(sys, `${root}\n`);
    await show(root, '');
  }
  await print(sys, `\n${folders} directories, ${files} files\n`);
  return 0;
};

export const shuf = program('en:i:r', async (sys, { flags, values, rest }) => {
  const [low, high] = (values.get('i') ?? '').split('-').map(Number);
  const items = values.has('i')
    ? Array.from({ length: (high ?? 0) - (low ?? 0) + 1 }, (_, i) => String((low ?? 0) + i))
    : flags.has('e')
      ? [...rest]
      : ((await linesIn(sys, rest[0] ?? '-')) ?? []);
  for (let i = items.length - 1; i > 0; i--) {
    const bytes = sys.random(4);
    const j = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) % (i + 1);
    [items[i], items[j]] = [items[j] as string, items[i] as string];
  }
  await print(
    sys,
    items
      .slice(0, Number(values.get('n') ?? items.length))
      .map((line) => `${line}\n`)
      .join(''),
  );
  return 0;
});
