import { attempt, sysError } from '../../errno.ts';
import type { Attributes } from '../../fs/file-system.ts';
import type { Entry, Stat } from '../../fs/files.ts';
import type { Mount } from '../../fs/mounts.ts';
import { DescriptorCalls } from './descriptors.ts';

/** Calls on files by their paths. */
export abstract class FileCalls extends DescriptorCalls {
  chdir(path: string): void {
    const self = this.self;
    const at = this.machine.files.resolve(self, path);
    if (!at.node) throw sysError('ENOENT');
    if (at.node.type !== 'directory') throw sysError('ENOTDIR');
    if (!this.machine.files.may(self, path, 'execute')) throw sysError('EACCES');
    self.cwd = at.path;
  }
  fileBytes(path: string): Uint8Array | undefined {
    const self = this.self;
    const found = attempt(() => this.machine.files.node(self, path));
    if ('error' in found || found.value.type !== 'file' || !this.access(path, 'read')) return undefined;
    return found.value.data;
  }
  stat(path: string): Stat {
    return this.machine.files.stat(this.self, path);
  }
  lstat(path: string): Stat {
    return this.machine.files.stat(this.self, path, false);
  }
  list(path: string): readonly Entry[] {
    return this.machine.files.list(this.self, path);
  }
  mkdir(path: string, mode?: number): void {
    this.machine.files.mkdir(this.self, path, mode);
  }
  rmdir(path: string): void {
    this.machine.files.rmdir(this.self, path);
  }
  unlink(path: string): void {
    this.machine.files.unlink(this.self, path);
  }
  rename(from: string, to: string): void {
    this.machine.files.rename(this.self, from, to);
  }
  link(from: string, to: string): void {
    this.machine.files.link(this.self, from, to);
  }
  symlink(target: string, path: string): void {
    this.machine.files.symlink(this.self, target, path);
  }
  mkfifo(path: string, mode = 0o666): void {
    this.machine.files.mknod(this.self, path, 'fifo', mode);
  }
  readlink(path: string): string {
    return this.machine.files.readlink(this.self, path);
  }
  realpath(path: string): string {
    const { node, path: real } = this.machine.files.resolve(this.self, path);
    if (!node) throw sysError('ENOENT');
    return real;
  }
  chmod(path: string, mode: number): void {
    this.change(path, { mode });
  }
  chown(path: string, uid: number, gid: number): void {
    this.change(path, { uid, gid });
  }
  utimes(path: string, mtimeMs: number): void {
    this.change(path, { mtimeMs });
  }
  change(path: string, attributes: Attributes, follow?: boolean): void {
    this.machine.files.change(this.self, path, attributes, follow);
  }
  access(path: string, wish: 'read' | 'write' | 'execute'): boolean {
    const self = this.self;
    const answer = attempt(() => this.machine.files.may(self, path, wish));
    return 'value' in answer && answer.value;
  }
  mounts(): readonly Mount[] {
    return this.machine.files.mounts.list();
  }
}
