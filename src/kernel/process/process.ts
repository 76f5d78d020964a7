import { SysError, sysError } from '../errno.ts';
import type { Who } from '../fs/access.ts';
import type { Asker } from '../fs/files.ts';
import { Condition } from '../io/condition.ts';
import type { Caller, Description } from '../io/description.ts';
import type { Tty } from '../io/tty.ts';
import { defaultAction, signalNumbers } from '../signals.ts';
import type { ExitStatus, SignalName } from '../types.ts';
import type { Disposition } from './sys.ts';

/** Thrown through a program whose process has ended, or runs another program now. */
export class Unwound extends Error {
  override readonly name = 'Unwound';
}

export interface Image {
  argv: readonly string[];
  env: Readonly<Record<string, string>>;
  exe: string;
}

interface Handler {
  readonly disposition: Disposition;
  readonly interrupts: boolean;
}

/** What the processes of one PID namespace need of it. */
export interface ProcessHost {
  ended(process: Process, status: ExitStatus): void;
  signalled(process: Process, signal: SignalName): void;
}

/** A process: what the kernel keeps of it, and how signals reach it. */
export class Process implements Caller, Asker {
  image: Image;
  cwd = '/';
  umask = 0o022;
  uid = 0;
  gid = 0;
  groups: readonly number[] = [0];
  group: number;
  session: number;
  parent: Process | undefined;
  tty: Tty | undefined;
  span: string | undefined;
  readonly fds = new Map<number, Description>();
  readonly closeOnExec = new Set<number>();
  readonly children = new Set<Process>();
  readonly startedAtMs: number;
  status: ExitStatus | undefined;
  #stopped = false;
  #frozen = false;
  /** Signals that came while it was stopped or frozen, and wait until it goes on. */
  readonly #held = new Set<SignalName>();
  #handlers = new Map<SignalName, Handler>();
  readonly #pending = new Set<(error: Error) => void>();
  readonly #continued = new Condition();
  /** A child has ended. */
  readonly childEnded = new Condition();
  readonly handledSignal = new Condition();
  /** Microseconds of work that no virtual time has passed for yet. */
  debtUs = 0;
  /** Processor time: its own, and that of the children that it has waited for. */
  readonly cpu = { userUs: 0, systemUs: 0 };
  readonly childrenCpu = { userUs: 0, systemUs: 0 };
  /** What `/proc/N/comm` says, when it is not the program's name. */
  command: string | undefined;

  constructor(
    readonly pid: number,
    readonly hostPid: number,
    image: Image,
    startedAtMs: number,
    readonly host: ProcessHost,
  ) {
    this.image = image;
    this.group = pid;
    this.session = pid;
    this.startedAtMs = startedAtMs;
  }

  get who(): Who {
    return this;
  }

  get ended(): boolean {
    return this.status !== undefined;
  }

  get state(): string {
    if (this.ended) return 'Z';
    return this.#stopped ? 'T' : this.#pending.size > 0 ? 'S' : 'R';
  }

  check(): void {
    if (this.status) throw new Unwound();
  }

  /** By a signal, or by the cgroup's freezer. */
  get stopped(): boolean {
    return this.#stopped || this.#frozen;
  }

  async untilContinued(): Promise<void> {
    while (this.stopped && !this.status) await this.#wait((wake) => this.#continued.add(wake), false);
    this.check();
  }

  async block(condition: Condition): Promise<void> {
    this.check();
    await this.#wait((wake) => condition.add(wake), true);
    if (this.stopped) await this.untilContinued();
  }

  /** Waits for what calls `wake`, unless the process ends or a handler interrupts it first. */
  async blockOn(start: (wake: () => void) => () => void): Promise<void> {
    this.check();
    await this.#wait(start, true);
    if (this.stopped) await this.untilContinued();
  }

  #wait(start: (wake: () => void) => () => void, interruptible: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (error: Error) => {
        if (error instanceof SysError && !interruptible) return;
        this.#pending.delete(fail);
        cancel();
        reject(error);
      };
      this.#pending.add(fail);
      const cancel = start(() => {
        this.#pending.delete(fail);
        resolve();
      });
    });
  }

  #interrupt(error: Error): void {
    for (const fail of [...this.#pending]) fail(error);
  }

  brokenPipe(): never {
    this.signal('SIGPIPE', false);
    this.check();
    throw sysError('EPIPE');
  }

  trap(signal: SignalName, disposition: Disposition, interrupts: boolean): void {
    if (signal === 'SIGKILL' || signal === 'SIGSTOP') throw sysError('EINVAL');
    if (disposition === 'default') this.#handlers.delete(signal);
    else this.#handlers.set(signal, { disposition, interrupts });
  }

  dispositionOf(signal: SignalName): Disposition {
    return this.#handlers.get(signal)?.disposition ?? 'default';
  }

  /** Handlers go with the program that they are part of; what is ignored stays ignored. */
  forgetHandlers(): void {
    for (const [signal, handler] of this.#handlers) if (handler.disposition !== 'ignore') this.#handlers.delete(signal);
  }

  inheritIgnored(parent: Process): void {
    for (const [signal, handler] of parent.#handlers) if (handler.disposition === 'ignore') this.#handlers.set(signal, handler);
  }

  /**
   * Sends a signal. PID 1 gets only what it has a handler for; from outside its namespace SIGKILL
   * and SIGSTOP work on it too (pid_namespaces(7)). What is stopped sees other signals than SIGKILL
   * and SIGCONT only when it goes on (signal(7)).
   */
  signal(signal: SignalName, fromOutside: boolean): void {
    if (this.status) return;
    this.host.signalled(this, signal);
    if (signal === 'SIGCONT' && this.#stopped) {
      this.#stopped = false;
      this.#goOn();
    }
    if (this.status || this.#isDropped(signal, fromOutside)) return;
    if (this.stopped && signal !== 'SIGKILL') this.#held.add(signal);
    else this.#deliver(signal);
  }

  #isDropped(signal: SignalName, fromOutside: boolean): boolean {
    const disposition = this.dispositionOf(signal);
    if (disposition !== 'default') return disposition === 'ignore';
    const forced = fromOutside && (signal === 'SIGKILL' || signal === 'SIGSTOP');
    return this.pid === 1 && !forced;
  }

  #deliver(signal: SignalName): void {
    const handler = this.#handlers.get(signal);
    if (!handler || typeof handler.disposition !== 'function') return this.#act(signal);
    handler.disposition(signal);
    if (this.status) return;
    this.handledSignal.notify();
    if (handler.interrupts) this.#interrupt(sysError('EINTR'));
  }

  /** Stops it where it is, without a signal that it could see (kernel cgroup-v2.rst, "cgroup.freeze"). */
  freeze(): void {
    this.#frozen = true;
  }

  thaw(): void {
    this.#frozen = false;
    this.#goOn();
  }

  /** Nothing stops it any more, perhaps: what was held comes first. */
  #goOn(): void {
    if (this.stopped) return;
    this.#continued.notify();
    const held = [...this.#held];
    this.#held.clear();
    for (const signal of held) if (!this.status) this.#deliver(signal);
  }

  #act(signal: SignalName): void {
    const action = defaultAction(signal);
    if (action === 'terminate') this.end({ exitCode: 128 + signalNumbers[signal], signal });
    else if (action === 'stop') this.#stopped = true;
  }

  /** The process is over: a zombie until its parent has waited for it. */
  end(status: ExitStatus): void {
    if (this.status) return;
    this.status = status;
    this.#stopped = false;
    this.#frozen = false;
    const open = [...this.fds.values()];
    this.fds.clear();
    for (const description of open) description.release();
    this.host.ended(this, status);
    this.#interrupt(new Unwound());
  }

  /** The program's replacement: what the old one still waits for must not come. */
  abandon(): void {
    this.#interrupt(new Unwound());
  }

  description(fd: number): Description {
    this.check();
    const found = this.fds.get(fd);
    if (!found) throw sysError('EBADF');
    return found;
  }

  /** Puts a description at a number, or at the lowest free one from `from` on. */
  install(description: Description, options: { to?: number; from?: number } = {}): number {
    let fd = options.to ?? options.from ?? 0;
    if (options.to === undefined) while (this.fds.has(fd)) fd++;
    description.retain();
    this.fds.get(fd)?.release();
    this.fds.set(fd, description);
    this.closeOnExec.delete(fd);
    return fd;
  }

  uninstall(fd: number): void {
    const found = this.fds.get(fd);
    if (!found) {
      if (this.status) return;
      throw sysError('EBADF');
    }
    this.fds.delete(fd);
    this.closeOnExec.delete(fd);
    found.release();
  }
}
