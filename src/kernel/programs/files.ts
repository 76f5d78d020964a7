import { attempt, SysError } from '../errno.ts';
import { baseOf, parentOf } from '../fs/tree.ts';
import type { Sys } from '../process/sys.ts';
import { table } from './lib/accounts.ts';
import { program } from './lib/define.ts';
import { complain, print, report } from './lib/io.ts';
import { parseMode } from './lib/modes.ts';

const exists = (sys: Sys, path: string) => 'value' in attempt(() => sys.lstat(path));
const isFolder = (sys: Sys, path: string) => {
  const stat = attempt(() => sys.stat(path));
  return 'value' in stat && stat.value.type === 'directory';
};
export const inFolder = (folder: string, name: string): string => (folder.endsWith('/') ? folder + name : `${folder}/${name}`);

/** Runs `work` for each; 1 if any of them failed. */
async function forAll(paths: readonly string[], work: (path: string) => Promise<boolean>): Promise<number> {
  let status = 0;
  for (const path of paths) if (!(await work(path))) status = 1;
  return status;
}

export const mkdir = program('pm:v', (sys, { flags, values, rest }) =>
  forAll(rest, async (path) => {
    const mode = values.has('m') ? parseMode(values.get('m') as string, 0o777, true, 0) : undefined;
    if (flags.has('p')) return report(sys, `can't create directory '${path}'`, () => makeAll(sys, path, mode));
    return report(sys, `can't create directory '${path}'`, () => sys.mkdir(path, mode));
  }),
);

function makeAll(sys: Sys, path: string, mode: number | undefined): void {
  const parts = path.split('/');
  for (let i = 1; i <= parts.length; i++) {
    const part = parts.slice(0, i).join('/');
    if (part === '' || part === '.') continue;
    if (!isFolder(sys, part)) sys.mkdir(part, i === parts.length ? mode : undefined);
  }
}

export const rmdir = program('p', (sys, { flags, rest }) =>
  forAll(rest, (path) =>
    report(sys, `'${path}'`, () => {
      sys.rmdir(path);
      if (flags.has('p'))
        for (let parent = parentOf(path); parent.includes('/') && parent !== '/'; parent = parentOf(parent)) sys.rmdir(parent);
    }),
  ),
);

export const rm = program('rRfiv', async (sys, { flags, rest }) => {
  const recursive = flags.has('r') || flags.has('R');
  if (rest.length === 0 && !flags.has('f')) return 1;
  return forAll(rest, async (path) => {
    const name = baseOf(path.replace(/\/+$/, '')) || path;
    if (name === '.' || name === '..') {
      await complain(sys, `can't remove '.' or '..'`);
      return false;
    }
    if (!exists(sys, path)) {
      if (flags.has('f')) return true;
      return report(sys, `can't remove '${path}'`, () => sys.lstat(path));
    }
    return remove(sys, path, recursive);
  });
});

async function remove(sys: Sys, path: string, recursive: boolean): Promise<boolean> {
  if (sys.lstat(path).type !== 'directory') return report(sys, `can't remove '${path}'`, () => sys.unlink(path));
  if (!recursive) {
    await complain(sys, `'${path}' is a directory`);
    return false;
  }
  let good = true;
  for (const { name } of sys.list(path)) if (!(await remove(sys, inFolder(path, name), true))) good = false;
  return (await report(sys, `can't remove '${path}'`, () => sys.rmdir(path))) && good;
}

export const touch = program('acmd:t:r:h', (sys, { flags, rest }) =>
  forAll(rest, (path) =>
    report(sys, path, () => {
      if (exists(sys, path)) sys.utimes(path, sys.now());
      else if (!flags.has('c')) sys.close(sys.open(path, { write: true, create: true }));
    }),
  ),
);

export const ln = program('sfnvT', async (sys, { flags, rest }) => {
  const sources = [...rest];
  const last = sources.length > 1 ? (sources.pop() as string) : '.';
  const into = isFolder(sys, last) && !(flags.has('n') && sys.lstat(last).type === 'symlink');
  return forAll(sources, (source) => {
    const path = into ? inFolder(last, baseOf(source)) : last;
    return report(sys, path, () => {
      if (flags.has('f') && exists(sys, path)) sys.unlink(path);
      if (flags.has('s')) sys.symlink(source, path);
      else sys.link(source, path);
    });
  });
});

export const mv = program('fivnT', async (sys, { flags, rest }) =>
  transfer(sys, rest, async (from, to) => move(sys, from, to, flags.has('n'))),
);

async function move(sys: Sys, from: string, to: string, keep: boolean): Promise<boolean> {
  if (keep && exists(sys, to)) return true;
  const renamed = attempt(() => sys.rename(from, to));
  if ('value' in renamed) return true;
  if (renamed.error.code === 'EXDEV') return (await copy(sys, from, to, true, true)) && remove(sys, from, true);
  await complain(sys, `can't rename '${from}': ${renamed.error.message}`);
  return false;
}

export const cp = program('rRapfidvLPHT', async (sys, { flags, rest }) => {
  const recursive = flags.has('r') || flags.has('R') || flags.has('a');
  return transfer(sys, rest, (from, to) => copy(sys, from, to, recursive, flags.has('p') || flags.has('a')));
});

async function transfer(sys: Sys, paths: readonly string[], work: (from: string, to: string) => Promise<boolean>): Promise<number> {
  if (paths.length < 2) return 1;
  const sources = [...paths];
  const last = sources.pop() as string;
  const into = isFolder(sys, last);
  if (sources.length > 1 && !into) {
    await complain(sys, `target '${last}' is not a directory`);
    return 1;
  }
  return forAll(sources, (from) => work(from, into ? inFolder(last, baseOf(from.replace(/(.)\/+$/, '$1'))) : last));
}

async function copy(sys: Sys, from: string, to: string, recursive: boolean, keep: boolean): Promise<boolean> {
  const found = attempt(() => (recursive ? sys.lstat(from) : sys.stat(from)));
  if ('error' in found) {
    await complain(sys, `can't stat '${from}': ${found.error.message}`);
    return false;
  }
  const { type, mode, mtimeMs, uid, gid } = found.value;
  if (type === 'directory') {
    if (!recursive) {
      await complain(sys, `omitting directory '${from}'`);
      return false;
    }
    if (!exists(sys, to) && !(await report(sys, `can't create directory '${to}'`, () => sys.mkdir(to, mode)))) return false;
    let good = true;
    for (const { name } of sys.list(from)) if (!(await copy(sys, inFolder(from, name), inFolder(to, name), true, keep))) good = false;
    return good;
  }
  if (type === 'symlink') return report(sys, `can't create symlink '${to}'`, () => sys.symlink(sys.readlink(from), to));
  if (!(await copyFile(sys, from, to, mode))) return false;
  if (keep) sys.change(to, { mode, mtimeMs, ...(sys.uid === 0 ? { uid, gid } : {}) });
  return true;
}

async function copyFile(sys: Sys, from: string, to: string, mode: number): Promise<boolean> {
  let source: number;
  try {
    source = sys.open(from);
  } catch (error) {
    if (!(error instanceof SysError)) throw error;
    await complain(sys, `can't open '${from}': ${error.message}`);
    return false;
  }
  const target = attempt(() => sys.open(to, { write: true, create: true, truncate: true, mode }));
  if ('error' in target) {
    await complain(sys, `can't create '${to}': ${target.error.message}`);
    return false;
  }
  for (let piece = await sys.read(source); piece.length > 0; piece = await sys.read(source)) await sys.write(target.value, piece);
  sys.close(source);
  sys.close(target.value);
  return true;
}

/** A file and, with `-R`, all that is below it. */
async function walk(sys: Sys, path: string, recursive: boolean, work: (path: string) => Promise<boolean>): Promise<boolean> {
  let good = await work(path);
  const stat = attempt(() => sys.lstat(path));
  if (!recursive || 'error' in stat || stat.value.type !== 'directory') return good;
  for (const { name } of sys.list(path)) if (!(await walk(sys, inFolder(path, name), true, work))) good = false;
  return good;
}

/** A mode such as `-x` looks like options: it is taken out before they are read. */
export const chmod = program('Rvcfrwxst', async (sys, { flags, rest }) => {
  const removing = [...flags].filter((flag) => 'rwxst'.includes(flag)).join('');
  const [mode = '', ...paths] = removing ? [`-${removing}`, ...rest] : rest;
  return forAll(paths, (path) =>
    walk(sys, path, flags.has('R'), async (one) => {
      const stat = attempt(() => sys.stat(one));
      if ('error' in stat) return report(sys, one, () => sys.stat(one));
      const parsed = parseMode(mode, stat.value.mode, stat.value.type === 'directory', sys.umask);
      if (parsed !== undefined) return report(sys, one, () => sys.chmod(one, parsed));
      await complain(sys, `invalid mode '${mode}'`);
      return false;
    }),
  );
});

export const chown = program('RhvcfLHP', async (sys, { flags, rest }) => {
  const [owner = '', ...paths] = rest;

  const [user = '', group] = owner.split(/[:.]/, 2);
  const id = (file: string, name: string) =>
    /^\d+$/.test(name) ? Number(name) : Number(table(sys, file).find((row) => row[0] === name)?.[2] ?? Number.NaN);
  const isGroup = sys.argv[0]?.endsWith('chgrp');
  const uid = isGroup || user === '' ? undefined : id('/etc/passwd', user);
  const gid = isGroup ? id('/etc/group', user) : group ? id('/etc/group', group) : undefined;
  for (const [value, what, name] of [
    [uid, 'user', user],
    [gid, 'group', isGroup ? user : group],
  ] as const) {
    if (!Number.isNaN(value ?? 0)) continue;
    await complain(sys, `unknown ${what} ${name}`);
    return 1;
  }
  const attributes = { ...(uid === undefined ? {} : { uid }), ...(gid === undefined ? {} : { gid }) };
  return forAll(paths, (path) =>
    walk(sys, path, flags.has('R'), (one) => report(sys, one, () => sys.change(one, attributes, !flags.has('h')))),
  );
});

export const mktemp = program('dqtup:', async (sys, { flags, values, rest }) => {
  const template = rest[0] ?? 'tmp.XXXXXX';
  const folder = values.get('p') ?? sys.env.TMPDIR ?? '/tmp';
  const letters = [...sys.random(6)].map((byte) => 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'[byte % 52]).join('');
  const filled = template.replace(/X{6}$/, letters);
  const path = template.includes('/') || (rest[0] !== undefined && !flags.has('t') && !values.has('p')) ? filled : inFolder(folder, filled);
  const made = await report(sys, path, () => {
    if (flags.has('u')) return;
    if (flags.has('d')) sys.mkdir(path, 0o700);
    else sys.close(sys.open(path, { write: true, create: true, exclusive: true, mode: 0o600 }));
  });
  if (made) await print(sys, `${path}\n`);
  return made ? 0 : 1;
});

export const mkfifo = program('m:', (sys, { rest }) => forAll(rest, (path) => report(sys, path, () => sys.mkfifo(path))));

export const truncate = program('cs:', (sys, { flags, values, rest }) =>
  forAll(rest, (path) =>
    report(sys, path, async () => {
      if (flags.has('c') && !exists(sys, path)) return;
      const size = Number(values.get('s') ?? 0);
      const fd = sys.open(path, { write: true, create: true, truncate: size === 0 });
      if (size > 0) {
        sys.seek(fd, size - 1);
        await sys.write(fd, new Uint8Array(1));
      }
      sys.close(fd);
    }),
  ),
);
