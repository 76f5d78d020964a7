import { sysError } from '../errno.ts';
import type { Description } from '../io/description.ts';
import { FileDescription, FolderDescription } from '../io/file.ts';
import { Channel, FifoReader, FifoWriter } from '../io/pipe.ts';
import { may, type Who } from './access.ts';
import { type Attributes, type MagicLink, MutableFile } from './file-system.ts';
import type { Location, Mounts } from './mounts.ts';
import { type Device, type FileNode, parentOf } from './tree.ts';

export interface OpenFlags {
  readonly read?: boolean;
  readonly write?: boolean;
  readonly append?: boolean;
  readonly create?: boolean;
  readonly truncate?: boolean;
  /** With `create`: fails when it exists (O_EXCL). */
  readonly exclusive?: boolean;
  readonly mode?: number;
}

export interface Stat {
  readonly type: Exclude<FileNode['type'], 'whiteout'> | 'socket';
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly mtimeMs: number;
  readonly links: number;
  readonly major: number;
  readonly minor: number;
}

export interface Entry {
  readonly name: string;
  readonly type: FileNode['type'];
}

/** The process that asks: who it is, where it stands, and what it gives new files. */
export interface Asker {
  readonly who: Who;
  readonly cwd: string;
  readonly umask: number;
}

/** The system calls on paths, as one mount namespace answers them. */
export class Files {
  readonly #fifos = new WeakMap<Device, Channel>();

  constructor(
    readonly mounts: Mounts,
    readonly nowMs: () => number,
    readonly openDevice: (device: Device, path: string, asker: Asker) => Description,
  ) {}

  resolve(asker: Asker, path: string, follow = true): Location {
    return this.mounts.resolve(asker.who, asker.cwd, path, follow);
  }

  /** The node at a path. @throws SysError */
  node(asker: Asker, path: string, follow = true): FileNode {
    const { node } = this.resolve(asker, path, follow);
    if (!node) throw sysError('ENOENT');
    return node;
  }

  stat(asker: Asker, path: string, follow = true): Stat {
    const at = this.resolve(asker, path, follow);
    if (!at.node) throw sysError('ENOENT');
    return this.#statOf(at, at.node);
  }

  #statOf(at: Location, node: FileNode): Stat {
    if (node.type === 'whiteout') throw sysError('ENOENT');
    const { type, mode, uid, gid, mtimeMs } = node;
    const size = type === 'file' ? node.data.length : type === 'symlink' ? node.target.length : type === 'directory' ? 4096 : 0;
    const device = 'major' in node ? node : { major: 0, minor: 0 };
    const links = type === 'directory' ? this.#folderLinks(at) : 1;
    return { type, mode, uid, gid, size, mtimeMs, links, major: device.major, minor: device.minor };
  }

  #folderLinks({ fs, inner }: Location): number {
    const prefix = inner === '/' ? '/' : `${inner}/`;
    return fs.links?.(inner) ?? 2 + fs.names(inner).filter((name) => fs.get(prefix + name)?.type === 'directory').length;
  }

  list(asker: Asker, path: string): Entry[] {
    const { fs, inner, node, path: real } = this.resolve(asker, path);
    if (!node) throw sysError('ENOENT');
    if (node.type !== 'directory') throw sysError('ENOTDIR');
    if (!may(asker.who, node, 'read')) throw sysError('EACCES');
    const prefix = inner === '/' ? '/' : `${inner}/`;
    const names = new Set([...fs.names(inner, asker.who.pid), ...this.mounts.mountedIn(real)]);
    return [...names].sort().map((name) => ({ name, type: fs.get(prefix + name, asker.who.pid)?.type ?? 'directory' }));
  }

  open(asker: Asker, path: string, flags: OpenFlags): Description {
    const { read = false, write = false, append = false, create = false, truncate = false } = flags;
    const at = this.resolve(asker, path);
    let { node } = at;
    if (node && create && flags.exclusive) throw sysError('EEXIST');
    if (!node) {
      if (!create) throw sysError('ENOENT');
      node = this.#createFile(asker, at, flags.mode ?? 0o666);
    } else {
      if ('description' in node) return (node as MagicLink).description;
      if (read && !may(asker.who, node, 'read')) throw sysError('EACCES');
      if (write && !may(asker.who, node, 'write')) throw sysError('EACCES');
    }
    if (node.type === 'directory') {
      if (write) throw sysError('EISDIR');
      return new FolderDescription(at.path, node);
    }
    if (node.type === 'fifo') return this.#openFifo(node, write);
    if (node.type !== 'file') return this.openDevice(node as Device, at.path, asker);
    if (!write) return new FileDescription(at.path, node, { read, write, append }, this.nowMs);
    if (at.fs.readOnly) throw sysError('EROFS');
    const file = at.fs.writable(at.inner);
    if (truncate) {
      file.truncate(0);
      file.mtimeMs = this.nowMs();
    }
    return new FileDescription(at.path, file, { read, write, append }, this.nowMs);
  }

  #openFifo(node: Device, write: boolean): Description {
    const open = this.#fifos.get(node);
    // When all have left, what was not read is gone, and the next to come begin anew.
    const channel = open && open.readers + open.writers > 0 ? open : new Channel(0);
    this.#fifos.set(node, channel);
    return write ? new FifoWriter(channel) : new FifoReader(channel);
  }

  #createFile(asker: Asker, at: Location, mode: number): FileNode {
    const { uid, gid } = asker.who;
    const node = new MutableFile({ type: 'file', mode: mode & ~asker.umask, uid, gid, mtimeMs: this.nowMs(), data: new Uint8Array(0) });
    this.#create(asker, at, node);
    return node;
  }

  #create(asker: Asker, at: Location, node: FileNode): void {
    if (at.node) throw sysError('EEXIST');
    this.#mayChange(asker, at);
    at.fs.create(at.inner, node);
    this.#touchParent(asker, at);
  }

  /** Whether the folder that holds `at` may be changed. */
  #mayChange(asker: Asker, at: Location): void {
    const parent = this.mounts.resolve({ ...asker.who, uid: 0 }, '/', parentOf(at.path)).node;
    if (!parent || !may(asker.who, parent, 'write')) throw sysError('EACCES');
    if (at.fs.readOnly) throw sysError(at.fs.refusal?.(at.node !== undefined) ?? 'EROFS');
    const sticky = parent.type === 'directory' && (parent.mode & 0o1000) !== 0;
    if (!sticky || !at.node || at.node.type === 'whiteout') return;
    const { uid } = asker.who;
    if (uid !== 0 && uid !== at.node.uid && uid !== parent.uid) throw sysError('EPERM');
  }

  #touchParent(asker: Asker, at: Location): void {
    const parent = this.mounts.resolve({ ...asker.who, uid: 0 }, '/', parentOf(at.path));
    if (!parent.fs.readOnly) parent.fs.change(parent.inner, { mtimeMs: this.nowMs() });
  }

  mkdir(asker: Asker, path: string, mode = 0o777): void {
    const { uid, gid } = asker.who;
    const at = this.resolve(asker, path.replace(/(.)\/+$/, '$1'), false);
    this.#create(asker, at, { type: 'directory', mode: mode & ~asker.umask, uid, gid, mtimeMs: this.nowMs() });
  }

  symlink(asker: Asker, target: string, path: string): void {
    const { uid, gid } = asker.who;
    this.#create(asker, this.resolve(asker, path, false), { type: 'symlink', mode: 0o777, uid, gid, mtimeMs: this.nowMs(), target });
  }

  mknod(asker: Asker, path: string, type: Device['type'], mode: number): void {
    const { uid, gid } = asker.who;
    const node: Device = { type, mode: mode & ~asker.umask, uid, gid, mtimeMs: this.nowMs(), major: 0, minor: 0 };
    this.#create(asker, this.resolve(asker, path, false), node);
  }

  link(asker: Asker, from: string, to: string): void {
    const source = this.resolve(asker, from, false);
    const at = this.resolve(asker, to, false);
    if (!source.node) throw sysError('ENOENT');
    if (source.node.type === 'directory') throw sysError('EPERM');
    if (source.fs !== at.fs) throw sysError('EXDEV');
    this.#create(asker, at, source.node.type === 'file' ? source.fs.writable(source.inner) : source.node);
  }

  readlink(asker: Asker, path: string): string {
    const node = this.node(asker, path, false);
    if (node.type !== 'symlink') throw sysError('EINVAL');
    return node.target;
  }

  unlink(asker: Asker, path: string): void {
    const at = this.resolve(asker, path, false);
    if (!at.node) throw sysError('ENOENT');
    if (at.node.type === 'directory') throw sysError('EISDIR');
    this.#remove(asker, at);
  }

  rmdir(asker: Asker, path: string): void {
    const at = this.resolve(asker, path, false);
    if (!at.node) throw sysError('ENOENT');
    if (at.node.type !== 'directory') throw sysError('ENOTDIR');
    if (at.fs.names(at.inner).length > 0) throw sysError('ENOTEMPTY');
    this.#remove(asker, at);
  }

  #remove(asker: Asker, at: Location): void {
    this.#mayChange(asker, at);
    if (this.mounts.has(at.path)) throw sysError('EBUSY');
    at.fs.remove(at.inner);
    this.#touchParent(asker, at);
  }

  rename(asker: Asker, from: string, to: string): void {
    const source = this.resolve(asker, from, false);
    const target = this.resolve(asker, to, false);
    if (!source.node) throw sysError('ENOENT');
    if (source.path === target.path) return;
    if (source.fs !== target.fs) throw sysError('EXDEV');
    if (this.mounts.has(source.path) || this.mounts.has(target.path)) throw sysError('EBUSY');
    if (target.path.startsWith(`${source.path}/`)) throw sysError('EINVAL');
    this.#mayChange(asker, source);
    this.#mayChange(asker, target);
    if (target.node) {
      if (target.node.type === 'directory') {
        if (source.node.type !== 'directory') throw sysError('EISDIR');
        if (target.fs.names(target.inner).length > 0) throw sysError('ENOTEMPTY');
      } else if (source.node.type === 'directory') throw sysError('ENOTDIR');
      target.fs.remove(target.inner);
    }
    source.fs.rename(source.inner, target.inner);
    this.#touchParent(asker, source);
    this.#touchParent(asker, target);
  }

  /** chmod, chown and utimes: only the owner may, and only root gives away. */
  change(asker: Asker, path: string, attributes: Attributes, follow = true): void {
    const at = this.resolve(asker, path, follow);
    if (!at.node || at.node.type === 'whiteout') throw sysError('ENOENT');
    const { uid } = asker.who;
    const givesAway = attributes.uid !== undefined && attributes.uid !== at.node.uid;
    if (uid !== 0 && (uid !== at.node.uid || givesAway)) throw sysError('EPERM');
    if (at.fs.readOnly) throw sysError('EROFS');
    at.fs.change(at.inner, attributes);
  }

  /** Whether the asker could read, write or execute it. @throws SysError when it is not there. */
  may(asker: Asker, path: string, wish: 'read' | 'write' | 'execute'): boolean {
    const at = this.resolve(asker, path);
    if (!at.node) throw sysError('ENOENT');
    return may(asker.who, at.node, wish) && !(wish === 'write' && at.fs.readOnly && at.node.type !== 'character-device');
  }
}
