import { gunzipSync, gzipSync } from 'fflate';
import { packTar, type TarEntry, unpackTar } from 'modern-tar';
import { attempt } from '../errno.ts';
import { parentOf } from '../fs/tree.ts';
import type { Program, Sys } from '../process/sys.ts';
import { inFolder } from './files.ts';
import { complain, eachInput, nameOf, print, readAll, report } from './lib/io.ts';

const join = (folder: string | undefined, name: string) => (folder === undefined || name.startsWith('/') ? name : inFolder(folder, name));

/** tar: c, x and t, with f, z, v and -C. */
export const tar: Program = async (sys) => {
  const [, letters = '', ...rest] = sys.argv;
  const flags = new Set(letters.replaceAll('-', ''));
  const archive = flags.has('f') ? rest.shift() : '-';
  if (archive === undefined) {
    await complain(sys, 'option requires an argument -- f');
    return 1;
  }
  const folderAt = rest.indexOf('-C');
  const folder = folderAt >= 0 ? rest.splice(folderAt, 2)[1] : undefined;
  if (flags.has('c')) return create(sys, archive, rest, folder, flags);
  if (!flags.has('x') && !flags.has('t')) {
    await complain(sys, 'must specify one of c, t, x');
    return 1;
  }
  let status = 0;
  const good = await eachInput(sys, [archive], async (fd) => {
    const raw = await readAll(sys, fd);
    const entries = await unpackTar(raw[0] === 0x1f && raw[1] === 0x8b ? gunzipSync(raw) : raw);
    for (const { header, data } of entries) {
      if (rest.length > 0 && !rest.some((name) => header.name === name || header.name.startsWith(`${name}/`))) continue;
      if (flags.has('t') || flags.has('v')) await print(sys, `${header.name}\n`);
      if (
        flags.has('x') &&
        !(await report(sys, `can't create '${header.name}'`, () => extract(sys, join(folder, header.name), header, data)))
      )
        status = 1;
    }
  });
  return good ? status : 1;
};

async function extract(sys: Sys, name: string, header: TarEntry['header'], data: Uint8Array | undefined): Promise<void> {
  const path = name.replace(/(.)\/+$/, '$1');
  const make = (folder: string): void => {
    if (folder === '/' || !folder.includes('/') || 'value' in attempt(() => sys.stat(folder))) return;
    make(parentOf(folder));
    sys.mkdir(folder);
  };
  make(parentOf(path));
  if (header.type === 'directory') {
    if ('error' in attempt(() => sys.stat(path))) sys.mkdir(path, header.mode);
    return;
  }
  if (header.type === 'symlink') return sys.symlink(header.linkname ?? '', path);
  const fd = sys.open(path, { write: true, create: true, truncate: true, ...(header.mode === undefined ? {} : { mode: header.mode }) });
  await sys.write(fd, data ?? new Uint8Array(0));
  sys.close(fd);
  if (header.mtime) sys.utimes(path, header.mtime.getTime());
}

async function create(
  sys: Sys,
  archive: string,
  paths: readonly string[],
  folder: string | undefined,
  flags: ReadonlySet<string>,
): Promise<number> {
  const entries: TarEntry[] = [];
  const add = async (name: string): Promise<void> => {
    const path = join(folder, name);
    const { type, mode, uid, gid, mtimeMs, size } = sys.lstat(path);
    const common = { mode, uid, gid, mtime: new Date(mtimeMs) };
    if (flags.has('v')) await print(sys, `${name}\n`);
    if (type === 'directory') {
      entries.push({ header: { ...common, name: `${name}/`, type: 'directory', size: 0 } });
      for (const child of sys.list(path)) await add(inFolder(name, child.name));
    } else if (type === 'symlink') entries.push({ header: { ...common, name, type: 'symlink', size: 0, linkname: sys.readlink(path) } });
    else if (type === 'file')
      entries.push({ header: { ...common, name, type: 'file', size }, body: sys.fileBytes(path) ?? new Uint8Array(0) });
  };
  for (const path of paths) if (!(await report(sys, path, () => add(path.replace(/(.)\/+$/, '$1'))))) return 1;
  const packed = await packTar(entries);
  const bytes = flags.has('z') ? gzipSync(packed, { mtime: sys.now() }) : packed;
  const fd = archive === '-' ? 1 : sys.open(archive, { write: true, create: true, truncate: true });
  await sys.write(fd, bytes);
  return 0;
}

/** gzip, gunzip and zcat. */
export const gzip: Program = async (sys) => {
  const words = sys.argv.slice(1);
  const flags = new Set(words.filter((word) => word.startsWith('-')).join(''));
  const paths = words.filter((word) => !word.startsWith('-'));
  const unpacks = nameOf(sys) !== 'gzip' || flags.has('d');
  const toOutput = nameOf(sys) === 'zcat' || flags.has('c') || paths.length === 0;
  let status = 0;
  const good = await eachInput(sys, paths, async (fd, path) => {
    const raw = await readAll(sys, fd);
    if (unpacks && (raw[0] !== 0x1f || raw[1] !== 0x8b)) {
      await complain(sys, 'invalid magic');
      status = 1;
      return;
    }
    const bytes = unpacks ? gunzipSync(raw) : gzipSync(raw, { mtime: sys.now() });
    if (toOutput) return print(sys, bytes);
    const out = sys.open(unpacks ? path.replace(/\.gz$/, '') : `${path}.gz`, { write: true, create: true, truncate: true });
    await sys.write(out, bytes);
    if (!flags.has('k')) sys.unlink(path);
  });
  return good ? status : 1;
};
