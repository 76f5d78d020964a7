import { sysError } from '../errno.ts';
import { MutableFile } from '../fs/file-system.ts';
import type { FileNode, RegularFile } from '../fs/tree.ts';
import { Description } from './description.ts';

export interface FileModes {
  readonly read: boolean;
  readonly write: boolean;
  readonly append: boolean;
}

/** An open regular file. It stays the same file when its name goes, or when another is copied up over it. */
export class FileDescription extends Description {
  readonly kind = 'file';
  #offset = 0;

  constructor(
    readonly label: string,
    readonly file: RegularFile,
    readonly modes: FileModes,
    readonly nowMs: () => number,
  ) {
    super();
  }

  override read(_caller: unknown, max: number): Uint8Array {
    if (!this.modes.read) throw sysError('EBADF');
    const bytes = this.file.data.subarray(this.#offset, this.#offset + max);
    this.#offset += bytes.length;
    return bytes;
  }

  override write(_caller: unknown, bytes: Uint8Array): void {
    const { file } = this;
    if (!this.modes.write || !(file instanceof MutableFile)) throw sysError('EBADF');
    if (this.modes.append) this.#offset = file.length;
    file.write(this.#offset, bytes);
    file.mtimeMs = this.nowMs();
    this.#offset += bytes.length;
  }

  override seek(offset: number, from: 'start' | 'current' | 'end'): number {
    const base = from === 'start' ? 0 : from === 'current' ? this.#offset : this.file.data.length;
    if (base + offset < 0) throw sysError('EINVAL');
    this.#offset = base + offset;
    return this.#offset;
  }
}

/** An open folder: it can be named and asked about, not read as bytes. */
export class FolderDescription extends Description {
  readonly kind = 'directory';
  constructor(
    readonly label: string,
    readonly node: FileNode,
  ) {
    super();
  }
  override read(): Uint8Array {
    throw sysError('EISDIR');
  }
}
