import type { Description } from '../io/description.ts';
import { ComputedFileSystem, folder, link, textFile } from './computed.ts';
import type { MagicLink } from './file-system.ts';
import type { FileNode } from './tree.ts';

/** What /proc knows of a process. */
export interface ProcProcess {
  readonly pid: number;
  /** File name to its text. */
  readonly files: Readonly<Record<string, () => string>>;
  readonly links: Readonly<Record<string, string>>;
  readonly fds: ReadonlyMap<number, Description>;
  readonly uid: number;
}

export interface ProcSource {
  pids(): number[];
  process(pid: number): ProcProcess | undefined;
  /** `/proc/uptime` and its like: the path below /proc, and the text. */
  readonly files: Readonly<Record<string, () => string>>;
}

/** proc(5), as far as programs in containers look. */
export class ProcFileSystem extends ComputedFileSystem {
  readonly type = 'proc';
  readonly source = 'proc';
  readonly options = 'rw,nosuid,nodev,noexec,relatime';
  readonly #folders: Set<string>;

  constructor(private readonly proc: ProcSource) {
    super();
    this.#folders = new Set(Object.keys(proc.files).flatMap((path) => ancestors(path)));
  }

  get(path: string, pid?: number): FileNode | undefined {
    if (path === '/') return folder();
    if (path === '/self' || path === '/thread-self') return pid ? link(String(pid)) : undefined;
    if (path === '/mounts') return link('self/mounts');
    if (path === '/net') return link('self/net');
    const [, number, name, ...rest] = path.split('/');
    if (number && /^\d+$/.test(number)) return this.#ofProcess(Number(number), name, rest);
    const text = this.proc.files[path];
    if (text) return textFile(text);
    return this.#folders.has(path) ? folder() : undefined;
  }

  #ofProcess(pid: number, name: string | undefined, rest: readonly string[]): FileNode | undefined {
    const process = this.proc.process(pid);
    if (!process) return undefined;
    if (name === undefined) return folder();
    if (name === 'fd') return rest.length === 0 ? folder(0o500, process.uid) : descriptor(process, rest[0]);
    const target = process.links[name];
    if (target !== undefined) return rest.length === 0 ? link(target) : undefined;
    const text = process.files[[name, ...rest].join('/')];
    if (text) return textFile(text);
    return Object.keys(process.files).some((path) => path.startsWith(`${[name, ...rest].join('/')}/`)) ? folder() : undefined;
  }

  names(path: string): string[] {
    if (path === '/') {
      const top = Object.keys(this.proc.files).map((one) => one.split('/')[1] as string);
      return [...new Set([...this.proc.pids().map(String), ...top, 'self', 'thread-self', 'mounts', 'net'])];
    }
    const [, number, name, ...rest] = path.split('/');
    if (!number || !/^\d+$/.test(number)) return below(Object.keys(this.proc.files), `${path}/`);
    const process = this.proc.process(Number(number));
    if (!process) return [];
    if (name === undefined) return [...below(Object.keys(process.files), ''), ...Object.keys(process.links), 'fd'];
    if (name === 'fd') return [...process.fds.keys()].map(String);
    return below(Object.keys(process.files), `${[name, ...rest].join('/')}/`);
  }
}

const below = (paths: readonly string[], prefix: string) => [
  ...new Set(paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length).split('/')[0] as string)),
];

function ancestors(path: string): string[] {
  const parts = path.split('/').slice(1, -1);
  return parts.map((_, i) => `/${parts.slice(0, i + 1).join('/')}`);
}

function descriptor(process: ProcProcess, fd: string | undefined): FileNode | undefined {
  const description = process.fds.get(Number(fd));
  if (!description) return undefined;
  const node: MagicLink = { type: 'symlink', mode: 0o700, uid: 0, gid: 0, mtimeMs: 0, target: description.label, description };
  return node;
}
