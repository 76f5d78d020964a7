import { attempt } from '../errno.ts';
import type { Stat } from '../fs/files.ts';
import type { Sys } from '../process/sys.ts';
import { groupName, userName } from './lib/accounts.ts';
import { program } from './lib/define.ts';
import { isGnu } from './lib/gnu.ts';
import { complain, print } from './lib/io.ts';
import { humanSize, modeText } from './lib/modes.ts';
import type { Options } from './lib/options.ts';
import { formatTime } from './lib/time.ts';

interface Item {
  readonly name: string;
  readonly path: string;
  readonly stat: Stat;
}

type Flags = Options['flags'];
const halfYearMs = 15_778_476_000;

/** ls, as busybox lists: columns on a terminal, long lines with `-l`. */
export const ls = program('1lahAdRrtSFpisnoghLHCxkcu', async (sys, { flags, rest }) => {
  const files: Item[] = [];
  const folders: Item[] = [];
  let status = 0;
  for (const path of rest.length > 0 ? rest : ['.']) {
    const found = attempt(() => (flags.has('l') && !path.endsWith('/') && !flags.has('L') ? sys.lstat(path) : sys.stat(path)));
    const stat = 'value' in found ? found : attempt(() => sys.lstat(path));
    if ('error' in stat) {
      await complain(sys, `${path}: ${stat.error.message}`);
      status = isGnu(sys) ? 2 : 1;
      continue;
    }
    const item = { name: path, path, stat: stat.value };
    if (stat.value.type === 'directory' && !flags.has('d')) folders.push(item);
    else files.push(item);
  }
  if (files.length > 0) await show(sys, sorted(files, flags), flags, false);
  const titled = folders.length + files.length > 1 || flags.has('R');
  let first = files.length === 0;
  const listFolder = async ({ path }: Item): Promise<void> => {
    if (titled) await print(sys, `${first ? '' : '\n'}${path}:\n`);
    first = false;
    const items = attempt(() => contents(sys, path, flags));
    if ('error' in items) {
      await complain(sys, `can't open '${path}': ${items.error.message}`);
      status = 1;
      return;
    }
    await show(sys, items.value, flags, true);
    if (flags.has('R'))
      for (const item of items.value) if (item.stat.type === 'directory' && item.name !== '.' && item.name !== '..') await listFolder(item);
  };
  for (const folder of sorted(folders, flags)) await listFolder(folder);
  return status;
});

function contents(sys: Sys, path: string, flags: Flags): Item[] {
  const names = sys.list(path).map((entry) => entry.name);
  const shown = flags.has('a') ? ['.', '..', ...names] : flags.has('A') ? names : names.filter((name) => !name.startsWith('.'));
  const items = shown.flatMap((name) => {
    const full = path.endsWith('/') ? path + name : `${path}/${name}`;
    const stat = attempt(() => sys.lstat(full));
    return 'value' in stat ? [{ name, path: full, stat: stat.value }] : [];
  });
  return sorted(items, flags);
}

function sorted(items: readonly Item[], flags: Flags): Item[] {
  const byName = (a: Item, b: Item) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
  const order = flags.has('S')
    ? (a: Item, b: Item) => b.stat.size - a.stat.size || byName(a, b)
    : flags.has('t')
      ? (a: Item, b: Item) => b.stat.mtimeMs - a.stat.mtimeMs || byName(a, b)
      : byName;
  const result = [...items].sort(order);
  return flags.has('r') ? result.reverse() : result;
}

async function show(sys: Sys, items: readonly Item[], flags: Flags, inFolder: boolean): Promise<void> {
  if (flags.has('l') || flags.has('n') || flags.has('o') || flags.has('g')) {
    if (inFolder) await print(sys, `total ${flags.has('h') ? humanSize(blocks(items) * 1024) : blocks(items)}\n`);
    const widths = isGnu(sys) ? snug(sys, items, flags) : { ...busyboxWidths, size: flags.has('h') ? 7 : busyboxWidths.size };
    for (const item of items) await print(sys, longLine(sys, item, flags, widths));
    return;
  }
  const names = items.map((item) => label(item, flags));
  const width = sys.isTerminal(1) && !flags.has('1') ? (sys.size(1)?.columns ?? 80) || 80 : 0;
  if (width === 0) await print(sys, names.map((name) => `${name}\n`).join(''));
  else if (names.length > 0) await print(sys, columns(names, width));
}

const label = (item: Item, flags: Flags) =>
  (flags.has('i') ? `${inode(item)} ` : '') + item.name + (flags.has('F') || flags.has('p') ? mark(item.stat, flags) : '');
/** Stands for the inode, of which this file system keeps none: the same for the same path. */
const inode = ({ path }: Item) => [...path].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 1_000_000, 7);

function mark({ type, mode }: Stat, flags: Flags): string {
  if (type === 'directory') return '/';
  if (!flags.has('F')) return '';
  if (type === 'symlink') return '@';
  return type === 'file' && mode & 0o111 ? '*' : type === 'fifo' ? '|' : '';
}

const blocks = (items: readonly Item[]) =>
  items.reduce((sum, { stat }) => sum + (stat.type === 'file' || stat.type === 'directory' ? Math.ceil(stat.size / 4096) * 4 : 0), 0);

function columns(names: readonly string[], width: number): string {
  const widest = Math.max(...names.map((name) => name.length)) + 2;
  const count = Math.max(1, Math.floor((width + 1) / widest));
  const rows = Math.ceil(names.length / count);
  const lines = Array.from({ length: rows }, (_, row) =>
    names
      .filter((_name, i) => i % rows === row)
      .map((name) => name.padEnd(widest))
      .join('')
      .trimEnd(),
  );
  return lines.map((line) => `${line}\n`).join('');
}

interface Widths {
  readonly links: number;
  readonly owner: number;
  readonly group: number;
  readonly size: number;
}

const busyboxWidths: Widths = { links: 4, owner: 8, group: 8, size: 9 };

/** GNU's columns are as wide as what is in them. */
function snug(sys: Sys, items: readonly Item[], flags: Flags): Widths {
  const cells = items.map((item) => cellsOf(sys, item, flags));
  const widest = (of: (cell: ReturnType<typeof cellsOf>) => string) => Math.max(0, ...cells.map((cell) => of(cell).length));
  return {
    links: widest(({ links }) => links),
    owner: widest(({ owner }) => owner),
    group: widest(({ group }) => group),
    size: widest(({ size }) => size),
  };
}

function cellsOf(sys: Sys, { stat }: Item, flags: Flags) {
  const named = !flags.has('n');
  const isDevice = stat.type === 'character-device' || stat.type === 'block-device';
  const device = isGnu(sys) ? `${stat.major}, ${stat.minor}` : `${String(stat.major).padStart(4)}, ${String(stat.minor).padStart(3)}`;
  return {
    links: String(stat.links),
    owner: (named ? userName(sys, stat.uid) : undefined) ?? String(stat.uid),
    group: (named ? groupName(sys, stat.gid) : undefined) ?? String(stat.gid),
    size: isDevice ? device : flags.has('h') ? humanSize(stat.size) : String(stat.size),
  };
}

/** `-rw-r--r--    1 root     root             4 Nov 24 12:00 name` */
function longLine(sys: Sys, item: Item, flags: Flags, widths: Widths): string {
  const { stat } = item;
  const { links, owner, group, size } = cellsOf(sys, item, flags);
  const age = sys.now() - stat.mtimeMs;
  const date = formatTime(age > halfYearMs || age < -halfYearMs ? '%b %e  %Y' : '%b %e %H:%M', stat.mtimeMs);
  const target = stat.type === 'symlink' ? ` -> ${sys.readlink(item.path)}` : '';
  const serial = flags.has('i') ? `${String(inode(item)).padStart(7)} ` : '';
  const columns = [
    modeText(stat),
    links.padStart(widths.links),
    owner.padEnd(widths.owner),
    group.padEnd(widths.group),
    size.padStart(widths.size),
    date,
  ];
  return `${serial}${columns.join(' ')} ${item.name}${target}${flags.has('F') ? mark(stat, flags) : ''}\n`;
}
