import { type Errno, sysError } from '../errno.ts';
import type { FileSystem, MutableFile } from './file-system.ts';
import type { FileNode } from './tree.ts';

const encoder = new TextEncoder();

export const folder = (mode = 0o555, uid = 0): FileNode => ({ type: 'directory', mode, uid, gid: 0, mtimeMs: 0 });
export const link = (target: string): FileNode => ({ type: 'symlink', mode: 0o777, uid: 0, gid: 0, mtimeMs: 0, target });

/** A file whose text is made when it is read. */
export function textFile(text: () => string, mode = 0o444): FileNode {
  return {
    type: 'file',
    mode,
    uid: 0,
    gid: 0,
    mtimeMs: 0,
    get data() {
      return encoder.encode(text());
    },
  };
}

/** A read-only file system of the kernel's own making: proc, sysfs, cgroup2. */
export abstract class ComputedFileSystem implements FileSystem {
  abstract readonly type: string;
  abstract readonly source: string;
  abstract readonly options: string;
  readonly readOnly = true;

  refusal(exists: boolean): Errno {
    return exists ? 'EPERM' : 'ENOENT';
  }
  abstract get(path: string, pid?: number): FileNode | undefined;
  abstract names(path: string, pid?: number): string[];

  create(): void {
    throw sysError('EACCES');
  }
  writable(): MutableFile {
    throw sysError('EACCES');
  }
  change(): void {
    throw sysError('EPERM');
  }
  remove(): void {
    throw sysError('EPERM');
  }
  rename(): void {
    throw sysError('EPERM');
  }
}
