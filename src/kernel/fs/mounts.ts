import { sysError } from '../errno.ts';
import { may, type Who } from './access.ts';
import type { FileSystem } from './file-system.ts';
import type { FileNode } from './tree.ts';

/** A path with its links resolved, and what is there. */
export interface Location {
  /** Absolute, no links in it. */
  readonly path: string;
  readonly fs: FileSystem;
  /** The path inside `fs`. */
  readonly inner: string;
  readonly node: FileNode | undefined;
}

export interface Mount {
  readonly at: string;
  readonly fs: FileSystem;
}

/** Linux follows at most 40 links in one path. */
const maxLinks = 40;
const join = (directory: string, name: string) => (directory === '/' ? `/${name}` : `${directory}/${name}`);

/** A mount namespace: which file system is where. */
export class Mounts {
  readonly #at = new Map<string, FileSystem>();

  mount(at: string, fs: FileSystem): void {
    this.#at.set(at, fs);
  }

  list(): Mount[] {
    return [...this.#at].map(([at, fs]) => ({ at, fs }));
  }

  /** What is mounted directly in a folder, by name: it is there even if the folder does not know. */
  mountedIn(directory: string): string[] {
    const prefix = directory === '/' ? '/' : `${directory}/`;
    return [...this.#at.keys()]
      .filter((at) => at !== '/' && at.startsWith(prefix) && !at.slice(prefix.length).includes('/'))
      .map((at) => at.slice(prefix.length));
  }

  has(path: string): boolean {
    return this.#at.has(path);
  }

  /**
   * Resolves a path as `who` sees it. The node is undefined when only the last part is missing.
   * @throws SysError ENOENT, ENOTDIR, EACCES, ELOOP
   */
  resolve(who: Who, cwd: string, path: string, follow = true): Location {
    if (path === '') throw sysError('ENOENT');
    let here = this.#place('/', who);
    const todo = split(path.startsWith('/') ? path : `${cwd}/${path}`);
    const wantsFolder = path.endsWith('/');
    let links = 0;
    for (let name = todo.shift(); name !== undefined; name = todo.shift()) {
      if (here.node === undefined) throw sysError('ENOENT');
      if (here.node.type !== 'directory') throw sysError('ENOTDIR');
      if (!may(who, here.node, 'execute')) throw sysError('EACCES');
      if (name === '..') {
        here = this.#place(here.path.slice(0, here.path.lastIndexOf('/')) || '/', who);
        continue;
      }
      const next = this.#child(here, name, who);
      const { node } = next;
      if (node?.type === 'symlink' && !('description' in node) && (follow || todo.length > 0 || wantsFolder)) {
        if (++links > maxLinks) throw sysError('ELOOP');
        todo.unshift(...split(node.target));
        if (node.target.startsWith('/')) here = this.#place('/', who);
      } else here = next;
    }
    if (wantsFolder && here.node && here.node.type !== 'directory') throw sysError('ENOTDIR');
    return here;
  }

  #child(here: Location, name: string, who: Who): Location {
    const path = join(here.path, name);
    const mounted = this.#at.get(path);
    if (mounted) return { path, fs: mounted, inner: '/', node: mounted.get('/', who.pid) };
    const inner = join(here.inner, name);
    return { path, fs: here.fs, inner, node: here.fs.get(inner, who.pid) };
  }

  #place(path: string, who: Who): Location {
    for (let at = path; ; at = at.slice(0, at.lastIndexOf('/')) || '/') {
      const fs = this.#at.get(at);
      if (!fs) {
        if (at === '/') throw new Error('nothing is mounted at /');
        continue;
      }
      const inner = at === path ? '/' : at === '/' ? path : path.slice(at.length);
      return { path, fs, inner, node: fs.get(inner, who.pid) };
    }
  }
}

const split = (path: string) => path.split('/').filter((part) => part !== '' && part !== '.');
