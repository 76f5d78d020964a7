import type { TraceSink } from '../../core/trace/log.ts';
import { sysError } from '../errno.ts';
import type { SignalName } from '../types.ts';
import { callUs } from './calls/calls.ts';
import { NetworkCalls } from './calls/network.ts';
import { type Process, Unwound } from './process.ts';
import { processStatus } from './status.ts';
import type { Cpu, Disposition, Ended, ProcessStatus, Program, SpawnOptions, Sys } from './sys.ts';

/** Thrown through a program that another one replaces. */
export class Replaced extends Error {
  override readonly name = 'Replaced';
  constructor(readonly program: Program) {
    super();
  }
}

/** What it costs to make a process, in microseconds. */
const forkUs = 150;

/** `kernel.threads-max` of a small machine: what stops a program that forks for ever where no limit was set. */
const threadsMax = 4096;

/** The system calls of one process, while it runs one program. */
export class Syscalls extends NetworkCalls implements Sys {
  get pid(): number {
    return this.process.pid;
  }
  get ppid(): number {
    return this.process.parent?.pid ?? 0;
  }
  get argv(): readonly string[] {
    return this.process.image.argv;
  }
  get env(): Readonly<Record<string, string>> {
    return this.process.image.env;
  }
  get exe(): string {
    return this.process.image.exe;
  }
  get cwd(): string {
    return this.process.cwd;
  }
  get uid(): number {
    return this.process.uid;
  }
  get gid(): number {
    return this.process.gid;
  }
  get groups(): readonly number[] {
    return this.process.groups;
  }
  get umask(): number {
    return this.process.umask;
  }
  get hostname(): string {
    return this.machine.hostname;
  }
  get architecture(): string {
    return this.machine.architecture;
  }
  get trace(): TraceSink {
    return this.machine.trace;
  }
  get span(): string | undefined {
    return this.process.span;
  }

  now(): number {
    return this.machine.nowMs();
  }
  uptime(): number {
    return this.machine.uptime();
  }
  times(): { readonly own: Cpu; readonly children: Cpu } {
    return { own: { ...this.process.cpu }, children: { ...this.process.childrenCpu } };
  }
  random(length: number): Uint8Array {
    return this.machine.random.bytes(length);
  }

  setUmask(mask: number): void {
    this.self.umask = mask & 0o777;
  }
  setUser(uid: number, gid: number, groups: readonly number[] = [gid]): void {
    const self = this.self;
    if (self.uid !== 0 && (uid !== self.uid || gid !== self.gid)) throw sysError('EPERM');
    self.uid = uid;
    self.gid = gid;
    self.groups = groups;
  }
  setTitle(argv: readonly string[]): void {
    this.self.image = { ...this.self.image, argv };
  }

  spawn(path: string, argv: readonly string[], options: SpawnOptions = {}): number {
    const self = this.self;
    const loaded = this.machine.load(options.cwd === undefined ? self : { who: self, cwd: options.cwd, umask: self.umask }, path, argv);
    const child = this.#child(options);
    this.#become(child, loaded.argv, loaded.exe, options.env);
    this.machine.run(child, loaded.program);
    return child.pid;
  }

  fork(program: Program, options: SpawnOptions = {}): number {
    const child = this.#child(options);
    this.machine.run(child, program);
    return child.pid;
  }

  #child({ fds = {}, cwd, group, env }: SpawnOptions): Process {
    const self = this.self;
    self.debtUs += forkUs;
    self.cpu.systemUs += forkUs;
    const sources = Object.entries(fds).map(([to, from]) => [Number(to), self.description(from)] as const);
    const image = env ? { ...self.image, env } : self.image;
    // The pids controller (Linux Documentation/admin-guide/cgroup-v2.rst, "PID"), or the machine's own limit.
    if (this.machine.pids.size >= Math.min(this.machine.limits().processes ?? threadsMax, threadsMax)) throw sysError('EAGAIN');
    const child = this.machine.pids.create(image, self);
    child.command = self.command;
    for (const [to, description] of sources) child.install(description, { to });
    if (cwd !== undefined) child.cwd = cwd;
    if (group !== undefined) child.group = group || child.pid;
    return child;
  }

  #become(process: Process, argv: readonly string[], exe: string, env = process.image.env): void {
    for (const fd of [...process.closeOnExec]) process.uninstall(fd);
    process.forgetHandlers();
    process.image = { argv, exe, env };
    process.command = undefined;
    this.machine.pids.reports.started(process);
  }

  async exec(path: string, argv: readonly string[], env?: Readonly<Record<string, string>>): Promise<never> {
    const self = this.self;
    const loaded = this.machine.load(self, path, argv);
    this.#become(self, loaded.argv, loaded.exe, env);
    this.replaced = true;
    self.abandon();
    throw new Replaced(loaded.program);
  }

  async wait(pid?: number): Promise<Ended> {
    await this.callWork(callUs);
    for (;;) {
      const ended = this.waitNow(pid);
      if (ended) return ended;
      await this.self.block(this.self.childEnded);
    }
  }

  waitNow(pid?: number): Ended | undefined {
    const self = this.self;
    let any = false;
    for (const child of self.children) {
      if (pid !== undefined && child.pid !== pid) continue;
      any = true;
      if (!child.status) continue;
      this.machine.pids.reap(child);
      const { exitCode, signal } = child.status;
      return { pid: child.pid, exitCode, ...(signal ? { signal } : {}) };
    }
    if (!any) throw sysError('ECHILD');
    return undefined;
  }

  exit(status: number): never {
    this.self.end({ exitCode: status & 0xff });
    throw new Unwound();
  }

  kill(pid: number, signal: SignalName | 0): void {
    const self = this.self;
    const { pids } = this.machine;
    const all = () => pids.list().filter((process) => process.pid !== 1 && process !== self);
    const one = pids.get(pid);
    const targets = pid === -1 ? all() : pid <= 0 ? pids.inGroup(pid === 0 ? self.group : -pid) : one ? [one] : [];
    if (targets.length === 0) throw sysError('ESRCH');
    const allowed = targets.filter((target) => self.uid === 0 || self.uid === target.uid);
    if (allowed.length === 0) throw sysError('EPERM');
    if (signal !== 0) for (const target of allowed) target.signal(signal, false);
    this.process.check();
  }

  trap(signal: SignalName, disposition: Disposition, options: { readonly interrupts?: boolean } = {}): void {
    this.self.trap(signal, disposition, options.interrupts ?? false);
  }
  pause(): Promise<void> {
    const self = this.self;
    return self.block(self.handledSignal);
  }
  setGroup(pid: number, group: number): void {
    const self = this.self;
    const target = pid === 0 ? self : this.machine.pids.get(pid);
    if (!target) throw sysError('ESRCH');
    target.group = group || target.pid;
  }
  getGroup(): number {
    return this.self.group;
  }
  setSession(): void {
    const self = this.self;
    self.session = self.pid;
    self.group = self.pid;
    self.tty = undefined;
  }
  processes(): readonly ProcessStatus[] {
    const { pids, userName } = this.machine;
    return pids.list().map((process) => processStatus(process, userName(process.uid)));
  }
}
