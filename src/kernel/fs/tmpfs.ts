import { sysError } from '../errno.ts';
import { type Attributes, type FileSystem, MutableFile } from './file-system.ts';
import { type Directory, type FileNode, FileTree } from './tree.ts';

const root: Directory = { type: 'directory', mode: 0o755, uid: 0, gid: 0, mtimeMs: 0 };

/** A file system of its own, in memory: tmpfs, and what is mounted from the host. */
export class MemoryFileSystem implements FileSystem {
  readonly #tree: FileTree;

  constructor(
    readonly type: string,
    readonly source: string,
    readonly options: string,
    tree = new FileTree(),
    readonly readOnly = false,
    rootNode: Directory = root,
  ) {
    this.#tree = tree;
    if (!tree.get('/')) tree.set('/', rootNode);
  }

  get(path: string): FileNode | undefined {
    return this.#tree.get(path);
  }

  names(path: string): string[] {
    return [...this.#tree.names(path)];
  }

  create(path: string, node: FileNode): void {
    this.#tree.set(path, node);
  }

  writable(path: string): MutableFile {
    const node = this.#tree.get(path);
    if (node instanceof MutableFile) return node;
    if (node?.type !== 'file') throw sysError('EINVAL');
    const file = new MutableFile(node);
    for (const [other, same] of [...this.#tree.entries()]) if (same === node) this.#tree.set(other, file);
    return file;
  }

  change(path: string, attributes: Attributes): void {
    const node = this.#tree.get(path);
    if (!node) throw sysError('ENOENT');
    if (node.type === 'file') Object.assign(this.writable(path), attributes);
    else this.#tree.set(path, { ...node, ...attributes } as FileNode);
  }

  remove(path: string): void {
    this.#tree.delete(path);
  }

  rename(from: string, to: string): void {
    const moved = [...this.#tree.entries()].filter(([path]) => path === from || path.startsWith(`${from}/`));
    for (const [path, node] of moved) this.#tree.set(to + path.slice(from.length), node);
    this.#tree.delete(from);
  }
}
