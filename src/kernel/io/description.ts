import type { TerminalSize } from '../../core/stdio.ts';
import { sysError } from '../errno.ts';
import type { Condition } from './condition.ts';
import type { Tty } from './tty.ts';

/** What a description asks of the process that uses it. */
export interface Caller {
  /** Waits until the condition is notified. Rejects when the process is killed or interrupted. */
  block(condition: Condition): Promise<void>;
  /** The process wrote to a pipe that nobody reads. */
  brokenPipe(): never;
}

/** What `fstat` says of what is no file by a path. */
export type DescriptionKind = 'file' | 'directory' | 'character-device' | 'fifo' | 'socket';

/**
 * An open file description: what file descriptors refer to, several to one after `dup` and `fork`.
 * It is released when the last of them is closed.
 */
export abstract class Description {
  abstract readonly kind: DescriptionKind;
  /** What `/proc/self/fd/N` points at: `pipe:[17]`, `/dev/null`, `/etc/passwd`. */
  abstract readonly label: string;
  #references = 0;

  /** At most `max` bytes; none at the end. */
  read(_caller: Caller, _max: number): Uint8Array | Promise<Uint8Array> {
    throw sysError('EBADF');
  }

  /** Takes all the bytes, waiting where there is no room. */
  write(_caller: Caller, _bytes: Uint8Array): void | Promise<void> {
    throw sysError('EBADF');
  }

  seek(_offset: number, _from: 'start' | 'current' | 'end'): number {
    throw sysError('ESPIPE');
  }

  /** The terminal this is, if it is one. */
  get tty(): Tty | undefined {
    return undefined;
  }

  size(): TerminalSize | undefined {
    return this.tty?.size;
  }

  retain(): this {
    this.#references++;
    return this;
  }

  release(): void {
    if (--this.#references === 0) this.closed();
  }

  protected closed(): void {}
}
