import type { ExitStatus, SignalName } from '../types.ts';
import { type Image, Process, type ProcessHost } from './process.ts';

export interface Reports {
  started(process: Process): void;
  signalled(process: Process, signal: SignalName): void;
  ended(process: Process, status: ExitStatus): void;
}

/**
 * After runc has started a program, this many thread ids are used up by runc itself (a Go program
 * whose threads lived in the namespace): which is why the first child in a container is rarely PID 2.
 */
const runcThreads = 5;

/** The processes of a container, numbered from 1 (pid_namespaces(7)). */
export class PidNamespace implements ProcessHost {
  readonly #table = new Map<number, Process>();
  readonly #endings = new Map<Process, ((status: ExitStatus) => void)[]>();
  #last = 0;

  constructor(
    readonly nextHostPid: () => number,
    readonly uptime: () => number,
    readonly reports: Reports,
  ) {}

  /** A process with no program yet. Without a parent it is one that runc starts. */
  create(image: Image, parent?: Process): Process {
    const process = new Process(++this.#last, this.nextHostPid(), image, this.uptime(), this);
    if (!parent) this.#last += runcThreads;
    this.#table.set(process.pid, process);
    if (!parent) return process;
    process.parent = parent;
    parent.children.add(process);
    process.group = parent.group;
    process.session = parent.session;
    process.tty = parent.tty;
    process.cwd = parent.cwd;
    process.umask = parent.umask;
    process.uid = parent.uid;
    process.gid = parent.gid;
    process.groups = parent.groups;
    process.span = parent.span;
    process.inheritIgnored(parent);
    for (const [fd, description] of parent.fds) process.fds.set(fd, description.retain());
    for (const fd of parent.closeOnExec) process.closeOnExec.add(fd);
    return process;
  }

  get(pid: number): Process | undefined {
    return this.#table.get(pid);
  }

  /** All of them by PID, the ended that nobody waited for included. */
  list(): Process[] {
    return [...this.#table.values()];
  }

  get size(): number {
    return this.#table.size;
  }

  inGroup(group: number): Process[] {
    return this.list().filter((process) => process.group === group && !process.ended);
  }

  signalGroup(group: number, signal: SignalName): void {
    for (const process of this.inGroup(group)) process.signal(signal, false);
  }

  /** Calls `listener` when the process has ended. */
  onEnd(process: Process, listener: (status: ExitStatus) => void): void {
    this.#endings.set(process, [...(this.#endings.get(process) ?? []), listener]);
  }

  /** Takes an ended process out of the table: its parent knows now. */
  reap(process: Process): void {
    const { parent } = process;
    if (parent) {
      parent.children.delete(process);
      for (const { userUs, systemUs } of [process.cpu, process.childrenCpu]) {
        parent.childrenCpu.userUs += userUs;
        parent.childrenCpu.systemUs += systemUs;
      }
    }
    this.#table.delete(process.pid);
  }

  signalled(process: Process, signal: SignalName): void {
    this.reports.signalled(process, signal);
  }

  ended(process: Process, status: ExitStatus): void {
    const init = this.#table.get(1);
    for (const child of process.children) this.#adopt(child, init);
    process.children.clear();
    this.reports.ended(process, status);
    if (process.pid === 1) for (const other of this.list()) other.signal('SIGKILL', true);
    for (const listener of this.#endings.get(process) ?? []) listener(status);
    this.#endings.delete(process);
    const { parent } = process;
    if (!parent) return this.reap(process);
    if (parent.dispositionOf('SIGCHLD') === 'ignore') this.reap(process);
    parent.signal('SIGCHLD', false);
    parent.childEnded.notify();
  }

  /** An orphan becomes a child of PID 1, which has to wait for it when it ends. */
  #adopt(orphan: Process, init: Process | undefined): void {
    orphan.parent = init && !init.ended ? init : undefined;
    orphan.parent?.children.add(orphan);
    if (!orphan.ended) return;
    if (orphan.parent) orphan.parent.childEnded.notify();
    else this.reap(orphan);
  }
}
