/**
 * A tree of files: what a layer unpacks to. Paths are absolute, without a slash at the end; `/` is
 * the root. A whiteout hides what the layers below have at its path; an opaque folder hides all that
 * they have inside it (OCI image specification, "Representing Changes").
 */
export type FileNode = Directory | RegularFile | SymbolicLink | Device | Whiteout;

interface Owned {
  /** Permission bits, without the file type: 0o755. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Milliseconds since 1970. */
  readonly mtimeMs: number;
}

export interface Directory extends Owned {
  readonly type: 'directory';
  readonly opaque?: boolean;
}

/** Two paths with the same node are hard links. */
export interface RegularFile extends Owned {
  readonly type: 'file';
  readonly data: Uint8Array;
}

export interface SymbolicLink extends Owned {
  readonly type: 'symlink';
  readonly target: string;
}

export interface Device extends Owned {
  readonly type: 'character-device' | 'block-device' | 'fifo';
  readonly major: number;
  readonly minor: number;
}

export interface Whiteout {
  readonly type: 'whiteout';
}

export const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';
export const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export class FileTree {
  readonly #nodes = new Map<string, FileNode>();
  readonly #children = new Map<string, Set<string>>();

  get(path: string): FileNode | undefined {
    return this.#nodes.get(path);
  }

  set(path: string, node: FileNode): void {
    this.#nodes.set(path, node);
    if (path === '/') return;
    const parent = parentOf(path);
    const names = this.#children.get(parent) ?? new Set();
    names.add(baseOf(path));
    this.#children.set(parent, names);
  }

  /** Removes the node and all below it. */
  delete(path: string): void {
    for (const name of this.#children.get(path) ?? []) this.delete(path === '/' ? `/${name}` : `${path}/${name}`);
    this.#children.delete(path);
    this.#nodes.delete(path);
    this.#children.get(parentOf(path))?.delete(baseOf(path));
  }

  /** The names that this tree itself has in a folder, whiteouts included. */
  names(directory: string): Iterable<string> {
    return this.#children.get(directory) ?? [];
  }

  entries(): IterableIterator<[path: string, node: FileNode]> {
    return this.#nodes.entries();
  }

  /** Bytes in regular files, hard links counted once: what Docker calls a layer's size. */
  get size(): number {
    const seen = new Set<FileNode>();
    let sum = 0;
    for (const node of this.#nodes.values()) {
      if (node.type !== 'file' || seen.has(node)) continue;
      seen.add(node);
      sum += node.data.length;
    }
    return sum;
  }
}
