import type { Errno } from '../errno.ts';
import type { Description } from '../io/description.ts';
import type { FileNode, RegularFile, SymbolicLink } from './tree.ts';

/** A link of `/proc/N/fd`: opening it gives the very description, whatever its text says. */
export interface MagicLink extends SymbolicLink {
  readonly description: Description;
}

export type Attributes = Partial<{ mode: number; uid: number; gid: number; mtimeMs: number }>;

/** A mounted file system. Paths are its own: `/` is its root. */
export interface FileSystem {
  /** `overlay`, `tmpfs`, `proc`, … as `mount` prints it. */
  readonly type: string;
  readonly source: string;
  readonly options: string;
  readonly readOnly: boolean;
  /** Why nothing can be made or removed in it, where that is not because it is read-only. */
  refusal?(exists: boolean): Errno;
  /** The node itself, links not followed; never a whiteout. `pid` asks, for `/proc/self`. */
  get(path: string, pid?: number): FileNode | undefined;
  /** The names in a folder, in no order. */
  names(path: string, pid?: number): string[];
  /** How many hard links a folder has, where that is not two and one for each folder inside. */
  links?(path: string): number | undefined;
  /** Puts a new node where there is none. */
  create(path: string, node: FileNode): void;
  /** A file that can be written to: on an overlay, copied up. */
  writable(path: string): MutableFile;
  /** Changes a node's mode, owner or date; on an overlay, copies it up. */
  change(path: string, attributes: Attributes): void;
  /** Removes a node; a folder must be empty. */
  remove(path: string): void;
  /** Moves a node; `to` does not exist. @throws SysError EXDEV where only a copy could do it. */
  rename(from: string, to: string): void;
}

/** A regular file that grows as it is written. Also what the upper layer keeps. */
export class MutableFile implements RegularFile {
  readonly type = 'file';
  mode: number;
  uid: number;
  gid: number;
  mtimeMs: number;
  #buffer: Uint8Array;
  #length: number;
  /** Somebody else holds the buffer: copy before the first write. */
  #shared: boolean;

  constructor(from: RegularFile) {
    this.mode = from.mode;
    this.uid = from.uid;
    this.gid = from.gid;
    this.mtimeMs = from.mtimeMs;
    this.#buffer = from.data;
    this.#length = from.data.length;
    this.#shared = true;
  }

  get data(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  get length(): number {
    return this.#length;
  }

  write(offset: number, bytes: Uint8Array): void {
    const end = offset + bytes.length;
    this.#reserve(Math.max(end, this.#length));
    this.#buffer.set(bytes, offset);
    this.#length = Math.max(this.#length, end);
  }

  truncate(length: number): void {
    this.#reserve(length);
    this.#buffer.fill(0, length);
    this.#length = length;
  }

  #reserve(length: number): void {
    if (!this.#shared && length <= this.#buffer.length) return;
    const size = length <= this.#length ? this.#length : Math.max(length, Math.min(2 * length, length + 1_048_576), 64);
    const grown = new Uint8Array(size);
    grown.set(this.data);
    this.#buffer = grown;
    this.#shared = false;
  }
}
