import { attempt } from '../errno.ts';
import { memory } from '../process/proc-files.ts';
import type { Program, Sys } from '../process/sys.ts';
import { inFolder } from './files.ts';
import { groupName, userName } from './lib/accounts.ts';
import { program } from './lib/define.ts';
import { complain, print, report } from './lib/io.ts';
import { humanSize, modeText } from './lib/modes.ts';
import { formatTime } from './lib/time.ts';

const real = ['overlay', 'tmpfs', 'ext4'];
/** The machine's disk, in kB: what `df` shows of the overlay and of files bound from the host. */
const disk = { total: 61_202_244, used: 9_418_820 };

export const df = program('hkmPTia', async (sys, { flags, rest }) => {
  const mounts = sys.mounts().filter(({ fs }) => real.includes(fs.type));
  const shown = rest.length > 0 ? rest.flatMap((path) => mountOf(sys, path)) : mounts;
  const size = (kb: number) => (flags.has('h') ? humanSize(kb * 1024) : String(kb));
  const title = flags.has('h') ? 'Size      Used Available' : '1K-blocks      Used Available';
  const wide = flags.has('h') ? 25 : 20;
  await print(sys, `${'Filesystem'.padEnd(wide)} ${title} Use% Mounted on\n`);
  for (const { at, fs } of shown) {
    const memoryKb = fs.source === 'shm' || at === '/dev' ? 65_536 : memory.total / 2;
    const { total, used } = fs.type === 'tmpfs' ? { total: memoryKb, used: 0 } : disk;
    const percent = `${Math.ceil((used * 100) / total)}%`;
    const width = flags.has('h') ? 4 : 9;
    await print(
      sys,
      `${fs.source.padEnd(wide)} ${size(total).padStart(width)} ${size(used).padStart(9)} ${size(total - used).padStart(9)} ${percent.padStart(4)} ${at}\n`,
    );
  }
  return 0;
});

function mountOf(sys: Sys, path: string) {
  const full = attempt(() => sys.realpath(path));
  if ('error' in full) return [];
  const within = sys.mounts().filter(({ at }) => at === '/' || full.value === at || full.value.startsWith(`${at}/`));
  return within.sort((a, b) => b.at.length - a.at.length).slice(0, 1);
}

export const mount: Program = async (sys) => {
  await print(
    sys,
    sys
      .mounts()
      .map(({ at, fs }) => `${fs.source} on ${at} type ${fs.type} (${fs.options})\n`)
      .join(''),
  );
  return 0;
};

export const free = program('bkmgh', async (sys, { flags }) => {
  const unit = flags.has('m') ? 1024 : flags.has('g') ? 1_048_576 : flags.has('b') ? 1 / 1024 : 1;
  const show = (kb: number) => (flags.has('h') ? humanSize(kb * 1024) : String(Math.floor(kb / unit))).padStart(12);
  const { total, available, buffers, cached } = memory;
  const idle = memory.free;
  await print(sys, `              total        used        free      shared  buff/cache   available\n`);
  await print(sys, `Mem:   ${[total, total - available, idle, 1264, buffers + cached, available].map(show).join('')}\n`);
  await print(sys, `Swap:  ${[0, 0, 0].map(show).join('')}\n`);
  return 0;
});

export const uptime: Program = async (sys) => {
  const minutes = Math.floor(sys.uptime() / 60_000);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  const up = `${days > 0 ? `${days} day${days > 1 ? 's' : ''}, ` : ''}${hours % 24 > 0 ? `${String(hours % 24).padStart(2)}:${String(minutes % 60).padStart(2, '0')}` : `${minutes % 60} min`}`;
  await print(sys, ` ${formatTime('%H:%M:%S', sys.now())} up ${up},  0 users,  load average: 0.00, 0.00, 0.00\n`);
  return 0;
};

export const du = program('ashkmcd:xL', async (sys, { flags, values, rest }) => {
  const deepest = flags.has('s') ? 0 : Number(values.get('d') ?? Number.POSITIVE_INFINITY);
  const show = (kb: number) => (flags.has('h') ? humanSize(kb * 1024) : flags.has('m') ? Math.ceil(kb / 1024) : kb);
  let status = 0;
  const measure = async (path: string, depth: number): Promise<number> => {
    const stat = sys.lstat(path);
    let kb = stat.type === 'file' ? Math.ceil(stat.size / 4096) * 4 : stat.type === 'directory' ? 4 : 0;
    if (stat.type === 'directory') for (const { name } of sys.list(path)) kb += await measure(inFolder(path, name), depth + 1);
    if (depth <= deepest && (stat.type === 'directory' || flags.has('a') || depth === 0)) await print(sys, `${show(kb)}\t${path}\n`);
    return kb;
  };
  for (const path of rest.length > 0 ? rest : ['.']) if (!(await report(sys, path, () => measure(path, 0)))) status = 1;
  return status;
});

const kinds: Readonly<Record<string, string>> = {
  file: 'regular file',
  directory: 'directory',
  symlink: 'symbolic link',
  'character-device': 'character special file',
  'block-device': 'block special file',
  fifo: 'fifo',
  socket: 'socket',
};

export const stat = program('Lc:tf', async (sys, { flags, values, rest }) => {
  let status = 0;
  for (const path of rest) {
    const found = attempt(() => (flags.has('L') ? sys.stat(path) : sys.lstat(path)));
    if ('error' in found) {
      await complain(sys, `can't stat '${path}': ${found.error.message}`);
      status = 1;
      continue;
    }
    const { type, mode, uid, gid, size, mtimeMs, links } = found.value;
    const kind = type === 'file' && size === 0 ? 'regular empty file' : (kinds[type] ?? type);
    const octal = (mode & 0o7777).toString(8).padStart(4, '0');
    const when = formatTime('%Y-%m-%d %H:%M:%S.%N %z', mtimeMs);
    const owner = userName(sys, uid) ?? 'UNKNOWN';
    const group = groupName(sys, gid) ?? 'UNKNOWN';
    const blocks = Math.ceil(size / 4096) * 8;
    const fields: Readonly<Record<string, string | number>> = {
      n: path,
      N: type === 'symlink' ? `'${path}' -> '${sys.readlink(path)}'` : path,
      s: size,
      F: kind,
      a: octal.replace(/^0/, ''),
      A: modeText(found.value),
      u: uid,
      g: gid,
      U: owner,
      G: group,
      h: links,
      b: blocks,
      B: 512,
      y: when,
      x: when,
      z: when,
      Y: Math.floor(mtimeMs / 1000),
      X: Math.floor(mtimeMs / 1000),
      Z: Math.floor(mtimeMs / 1000),
      o: 4096,
    };
    const format = values.get('c');
    if (format !== undefined) {
      await print(sys, `${format.replace(/%(\w)/g, (whole, letter: string) => String(fields[letter] ?? whole))}\n`);
      continue;
    }
    await print(
      sys,
      `  File: ${fields.N}\n  Size: ${String(size).padEnd(10)}\tBlocks: ${String(blocks).padEnd(10)} IO Block: 4096   ${kind}\n`,
    );
    await print(
      sys,
      `Access: (${octal}/${modeText(found.value)})  Uid: (${String(uid).padStart(5)}/${owner.padStart(8)})   Gid: (${String(gid).padStart(5)}/${group.padStart(8)})\n`,
    );
    await print(sys, `Access: ${when}\nModify: ${when}\nChange: ${when}\n`);
  }
  return status;
});

const multipliers: Readonly<Record<string, number>> = { '': 1, k: 1024, K: 1024, M: 1_048_576, m: 1_048_576, G: 1_073_741_824 };

export const dd: Program = async (sys) => {
  const given = new Map(sys.argv.slice(1).map((word) => word.split('=', 2) as [string, string]));
  const number = (name: string, otherwise: number) => {
    const [, value = '', unit = ''] = /^(\d+)([kKmMG]?)B?$/.exec(given.get(name) ?? '') ?? [];
    return value === '' ? otherwise : Number(value) * (multipliers[unit] ?? 1);
  };
  const size = number('bs', 512);
  const count = number('count', Number.POSITIVE_INFINITY);
  const input = given.get('if');
  const output = given.get('of');
  let from = 0;
  let to = 1;
  const opened = await report(sys, `can't open '${input ?? output}'`, () => {
    if (input) from = sys.open(input);
    if (output) to = sys.open(output, { write: true, create: true, truncate: !given.get('conv')?.includes('notrunc') });
  });
  if (!opened) return 1;
  const skip = number('skip', 0) * size;
  if (skip > 0 && sys.kind(from) === 'file') sys.seek(from, skip);
  if (number('seek', 0) > 0) sys.seek(to, number('seek', 0) * size);
  let whole = 0;
  let partial = 0;
  let total = 0;
  const before = sys.now();
  while (whole + partial < count) {
    let got = 0;
    while (got < size) {
      const piece = await sys.read(from, size - got);
      if (piece.length === 0) break;
      await sys.write(to, piece);
      got += piece.length;
      if (sys.kind(from) !== 'file' && piece.length < 65_536 && got < size && input === undefined) break;
    }
    if (got === 0) break;
    if (got === size) whole++;
    else partial++;
    total += got;
    if (got < size) break;
  }
  const seconds = Math.max((sys.now() - before) / 1000, 0.000_001);
  await sys.write(2, `${whole}+${partial} records in\n${whole}+${partial} records out\n`);
  if (given.get('status') !== 'none' && given.get('status') !== 'noxfer') {
    await sys.write(
      2,
      `${total} bytes (${humanSize(total).replace(/^\d+$/, (n) => n)}B) copied, ${seconds.toFixed(6)} seconds, ${humanSize(total / seconds)}B/s\n`,
    );
  }
  return 0;
};
