import type { TerminalSize } from '../../core/stdio.ts';
import type { TraceSink } from '../../core/trace/log.ts';
import type { Attributes } from '../fs/file-system.ts';
import type { Entry, OpenFlags, Stat } from '../fs/files.ts';
import type { Mount } from '../fs/mounts.ts';
import type { DescriptionKind } from '../io/description.ts';
import type { TerminalModes } from '../io/tty.ts';
import type { SignalName } from '../types.ts';

/** A program: what a process runs. Its result is the exit status. */
export type Program = (sys: Sys) => Promise<number>;

/** What a process may tell the kernel to do with a signal. */
export type Disposition = 'default' | 'ignore' | ((signal: SignalName) => void);

export interface SpawnOptions {
  /** `NAME` to value; the parent's own where it is not given. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** The child's descriptors, by number, from the parent's. The rest is inherited. */
  readonly fds?: Readonly<Record<number, number>>;
  /** Puts the child in a process group: 0 for its own. */
  readonly group?: number;
}

/** Processor time: the program's own, and what the kernel did for it. */
export interface Cpu {
  readonly userUs: number;
  readonly systemUs: number;
}

export interface Ended {
  readonly pid: number;
  /** 0 to 255, or 128 + n after signal n. */
  readonly exitCode: number;
  readonly signal?: SignalName;
}

export interface Peer {
  readonly address: string;
  readonly port: number;
}

/** A look at another process, as /proc gives it. */
export interface ProcessStatus {
  readonly pid: number;
  readonly ppid: number;
  readonly group: number;
  readonly session: number;
  readonly uid: number;
  readonly user: string;
  /** `R`, `S`, `T` or `Z`. */
  readonly state: string;
  readonly command: string;
  readonly argv: readonly string[];
  readonly startedAtMs: number;
  readonly cpu: Cpu;
  readonly tty: string | undefined;
}

/**
 * The system calls. Each throws SysError, or rejects with it. When the process is killed, what is
 * pending rejects and all later calls throw, with something that is no SysError: let it pass, so that
 * the function unwinds and its `finally` blocks run.
 */
export interface Sys {
  readonly pid: number;
  readonly ppid: number;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
  readonly umask: number;
  /** The program's file, links resolved. */
  readonly exe: string;
  readonly hostname: string;
  readonly architecture: string;
  /** The machine's trace, and the span that this process belongs to: for programs that report in it. */
  readonly trace: TraceSink;
  readonly span: string | undefined;
  /** The date, in milliseconds since 1970. */
  now(): number;
  /** Milliseconds since the machine started. */
  uptime(): number;
  /** Processor time of this process, and of its children that it has waited for (times(2)). */
  times(): { readonly own: Cpu; readonly children: Cpu };
  random(length: number): Uint8Array;

  chdir(path: string): void;
  setUmask(mask: number): void;
  setUser(uid: number, gid: number, groups?: readonly number[]): void;
  /** What `ps` shows as the command. */
  setTitle(argv: readonly string[]): void;

  open(path: string, flags?: OpenFlags): number;
  /** At most `max` bytes (65,536); none at the end. */
  read(fd: number, max?: number): Promise<Uint8Array>;
  write(fd: number, data: string | Uint8Array): Promise<void>;
  seek(fd: number, offset: number, from?: 'start' | 'current' | 'end'): number;
  close(fd: number): void;
  /** To a given number, or to the lowest free one from `from` on. */
  dup(fd: number, options?: { readonly to?: number; readonly from?: number }): number;
  pipe(): readonly [reader: number, writer: number];
  /** Closes the descriptor when the process runs another program. */
  closeOnExec(fd: number): void;
  isOpen(fd: number): boolean;
  kind(fd: number): DescriptionKind;

  isTerminal(fd: number): boolean;
  size(fd: number): TerminalSize | undefined;
  /** Raw mode on or off: no echo, no line editing, no signals, no translation. */
  setRaw(fd: number, on: boolean): void;
  modes(fd: number): TerminalModes;
  setModes(fd: number, modes: Partial<TerminalModes>): void;
  ttyName(fd: number): string | undefined;
  /** Makes a process group the terminal's foreground. */
  setForeground(fd: number, group: number): void;

  /** Runs a program in a child. @throws SysError ENOENT, EACCES, ENOEXEC, EAGAIN: nothing has been started then. */
  spawn(path: string, argv: readonly string[], options?: SpawnOptions): number;
  /** Runs a function in a child that is otherwise a copy of this process. @throws SysError EAGAIN: there are as many as there may be. */
  fork(child: Program, options?: SpawnOptions): number;
  /** Replaces this program by another. Does not return. @throws SysError when that cannot be run. */
  exec(path: string, argv: readonly string[], env?: Readonly<Record<string, string>>): Promise<never>;
  /** Waits for a child (any, without `pid`). @throws SysError ECHILD, EINTR */
  wait(pid?: number): Promise<Ended>;
  /** A child that has already ended, if there is one. */
  waitNow(pid?: number): Ended | undefined;
  /** Ends this process. */
  exit(status: number): never;
  /** To a process, or with a negative number to a group. @throws SysError ESRCH, EPERM */
  kill(pid: number, signal: SignalName | 0): void;
  /** What is to happen on a signal; an interrupting handler ends a pending call with EINTR. */
  trap(signal: SignalName, disposition: Disposition, options?: { readonly interrupts?: boolean }): void;
  /** Waits until a signal was handled. */
  pause(): Promise<void>;
  sleep(ms: number): Promise<void>;
  /** Accounts for work done, in microseconds, so that virtual time passes and others get their turn. */
  work(us: number): Promise<void>;
  setGroup(pid: number, group: number): void;
  getGroup(): number;
  setSession(): void;
  processes(): readonly ProcessStatus[];

  /** A whole file, mapped rather than read; undefined when it is no readable file. */
  fileBytes(path: string): Uint8Array | undefined;
  stat(path: string): Stat;
  lstat(path: string): Stat;
  list(path: string): readonly Entry[];
  mkdir(path: string, mode?: number): void;
  rmdir(path: string): void;
  unlink(path: string): void;
  rename(from: string, to: string): void;
  link(from: string, to: string): void;
  symlink(target: string, path: string): void;
  mkfifo(path: string, mode?: number): void;
  readlink(path: string): string;
  realpath(path: string): string;
  chmod(path: string, mode: number): void;
  chown(path: string, uid: number, gid: number): void;
  utimes(path: string, mtimeMs: number): void;
  change(path: string, attributes: Attributes, follow?: boolean): void;
  /** Whether this process could read, write or execute it; false also when it is not there. */
  access(path: string, wish: 'read' | 'write' | 'execute'): boolean;
  mounts(): readonly Mount[];

  /** Listens on a TCP port. `0.0.0.0` for all addresses. @throws SysError EADDRINUSE */
  listen(port: number, address?: string): number;
  accept(fd: number): Promise<{ readonly fd: number; readonly peer: Peer }>;
  /** @throws SysError ECONNREFUSED, EHOSTUNREACH, ENETUNREACH */
  connect(address: string, port: number): Promise<number>;
  shutdown(fd: number): void;
  peer(fd: number): Peer | undefined;
  /** This namespace's network interfaces. */
  interfaces(): readonly NetworkInterface[];
  /** A name's address, as the network's own server knows it (Docker's embedded DNS on a user's network). */
  lookup(name: string): string | undefined;
  /** The round trip to an address in milliseconds; undefined when nothing answers there. */
  ping(address: string): number | undefined;
}

export interface NetworkInterface {
  readonly name: string;
  readonly address: string;
  readonly prefixLength: number;
  readonly mac?: string;
  readonly gateway?: string;
}
