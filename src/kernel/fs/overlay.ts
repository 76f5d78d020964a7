import { sysError } from '../errno.ts';
import { type Attributes, type FileSystem, MutableFile } from './file-system.ts';
import { type Directory, type FileNode, type FileTree, parentOf } from './tree.ts';

interface Found {
  readonly node: FileNode;
  /** For a folder: the trees that it is merged from, top first. */
  readonly trees: readonly FileTree[];
}

const missing: Found | undefined = undefined;
const bare: Directory = { type: 'directory', mode: 0o755, uid: 0, gid: 0, mtimeMs: 0 };
const join = (directory: string, name: string) => (directory === '/' ? `/${name}` : `${directory}/${name}`);

/**
 * An overlay mount (Linux Documentation/filesystems/overlayfs.rst): the upper layer over the lower
 * ones, folders merged, files copied up before they are changed, whiteouts for what is deleted.
 */
export class Overlay implements FileSystem {
  readonly type = 'overlay';
  readonly source = 'overlay';
  readonly readOnly: boolean;
  readonly #upper: FileTree;
  readonly #lower: readonly FileTree[];
  /** Folders that were looked up; forgotten whenever the upper layer's shape changes. */
  readonly #folders = new Map<string, Found>();

  constructor(
    /** Bottom first. */
    layers: readonly FileTree[],
    upper: FileTree,
    readonly options: string,
    readonly copiedUp: (path: string) => void,
    readOnly = false,
  ) {
    this.#upper = upper;
    this.#lower = layers.toReversed();
    this.readOnly = readOnly;
  }

  get(path: string): FileNode | undefined {
    return this.#find(path)?.node;
  }

  names(path: string): string[] {
    const found = this.#find(path);
    if (found?.node.type !== 'directory') return [];
    const hidden = new Set<string>();
    const names = new Set<string>();
    for (const tree of found.trees) {
      for (const name of tree.names(path)) {
        if (hidden.has(name) || names.has(name)) continue;
        if (tree.get(join(path, name))?.type === 'whiteout') hidden.add(name);
        else names.add(name);
      }
    }
    return [...names];
  }

  /** A merged folder counts one link. */
  links(path: string): number | undefined {
    const found = this.#find(path);
    return found && found.trees.length > 1 ? 1 : undefined;
  }

  create(path: string, node: FileNode): void {
    this.#ensureFolder(parentOf(path));
    const hides = node.type === 'directory' && this.#upper.get(path)?.type === 'whiteout';
    this.#put(path, hides ? { ...node, opaque: true } : node);
  }

  writable(path: string): MutableFile {
    const node = this.#upper.get(path);
    if (node instanceof MutableFile) return node;
    const found = node ?? this.get(path);
    if (found?.type !== 'file') throw sysError('EINVAL');
    const file = new MutableFile(found);
    if (!node) {
      this.#ensureFolder(parentOf(path));
      this.copiedUp(path);
      this.#put(path, file);
    } else {
      // Its other names, if it has hard links, must go on being the same file.
      for (const [other, same] of [...this.#upper.entries()]) if (same === node) this.#put(other, file);
    }
    return file;
  }

  change(path: string, attributes: Attributes): void {
    const node = this.get(path);
    if (!node || node.type === 'whiteout') throw sysError('ENOENT');
    if (node.type === 'file') Object.assign(this.writable(path), attributes);
    else {
      if (node.type === 'directory') this.#ensureFolder(path);
      else if (!this.#upper.get(path)) {
        this.#ensureFolder(parentOf(path));
        this.copiedUp(path);
      }
      this.#put(path, { ...node, opaque: undefined, ...(this.#upper.get(path) ?? {}), ...attributes } as FileNode);
    }
  }

  remove(path: string): void {
    const parent = this.#find(parentOf(path));
    if (this.get(path)?.type === 'directory') this.#upper.delete(path);
    this.#upper.delete(path);
    const below = parent?.trees.some((tree) => tree !== this.#upper && this.#has(tree, path));
    if (below) {
      this.#ensureFolder(parentOf(path));
      this.#upper.set(path, { type: 'whiteout' });
    }
    this.#folders.clear();
  }

  rename(from: string, to: string): void {
    const found = this.#find(from);
    if (!found) throw sysError('ENOENT');
    const { node } = found;
    if (node.type === 'directory') {
      // As without the mount option redirect_dir: only a folder that is all in the upper layer moves.
      if (found.trees.some((tree) => tree !== this.#upper)) throw sysError('EXDEV');
      const moved = [...this.#upper.entries()].filter(([path]) => path === from || path.startsWith(`${from}/`));
      this.create(to, node);
      for (const [path, inner] of moved) if (path !== from) this.#put(to + path.slice(from.length), inner);
    } else this.create(to, node.type === 'file' ? this.writable(from) : node);
    this.remove(from);
  }

  #put(path: string, node: FileNode): void {
    const before = this.#upper.get(path);
    this.#upper.set(path, node);
    if (before?.type !== node.type || node.type === 'directory') this.#folders.clear();
  }

  /** Copies a folder and those above it up, so that the upper layer can hold what is inside. */
  #ensureFolder(path: string): void {
    if (this.#upper.get(path)?.type === 'directory') return;
    const found = this.#find(path);
    if (found?.node.type !== 'directory') throw sysError('ENOENT');
    if (path !== '/') this.#ensureFolder(parentOf(path));
    this.#put(path, { ...found.node, opaque: undefined } as Directory);
  }

  #has(tree: FileTree, path: string): boolean {
    const node = tree.get(path);
    return node ? node.type !== 'whiteout' : !isEmpty(tree.names(path));
  }

  #find(path: string): Found | undefined {
    const known = this.#folders.get(path);
    if (known) return known;
    const trees = path === '/' ? [this.#upper, ...this.#lower] : this.#find(parentOf(path))?.trees;
    const found = trees && merge(trees, path);
    if (found?.node.type === 'directory') this.#folders.set(path, found);
    return found;
  }
}

const isEmpty = (names: Iterable<string>) => names[Symbol.iterator]().next().done === true;

function merge(trees: readonly FileTree[], path: string): Found | undefined {
  let top: FileNode | undefined;
  const merged: FileTree[] = [];
  for (const tree of trees) {
    const node = tree.get(path);
    if (node === undefined) {
      // A layer may hold what is in a folder without an entry for the folder itself.
      if (!isEmpty(tree.names(path))) merged.push(tree);
      continue;
    }
    if (node.type === 'whiteout') break;
    if (node.type !== 'directory') {
      if (merged.length === 0) return { node, trees: [] };
      break;
    }
    top ??= node;
    merged.push(tree);
    if (node.opaque) break;
  }
  if (merged.length > 0 || path === '/') return { node: top ?? bare, trees: merged };
  return missing;
}
