import type { TerminalSize } from '../../core/stdio.ts';
import type { TraceSink } from '../../core/trace/log.ts';
import { attempt, SysError, sysError } from '../errno.ts';
import type { Attributes } from '../fs/file-system.ts';
import type { Entry, OpenFlags, Stat } from '../fs/files.ts';
import type { Mount } from '../fs/mounts.ts';
import type { DescriptionKind } from '../io/description.ts';
import { Channel, PipeReader, PipeWriter } from '../io/pipe.ts';
import { ListenerDescription, SocketDescription } from '../io/socket.ts';
import { rawModes, type TerminalModes, type Tty } from '../io/tty.ts';
import type { SignalName } from '../types.ts';
import type { Machine } from './machine.ts';
import { type Process, Unwound } from './process.ts';
import { processStatus } from './status.ts';
import type { Disposition, Ended, NetworkInterface, Peer, ProcessStatus, Program, SpawnOptions, Sys } from './sys.ts';

/** Thrown through a program that another one replaces. */
export class Replaced extends Error {
  override readonly name = 'Replaced';
  constructor(readonly program: Program) {
    super();
  }
}

const maxRead = 65_536;
/** What a system call costs, and how much work may add up before virtual time passes: microseconds. */
const callUs = 1;
const forkUs = 150;
const turnUs = 1000;
const encoder = new TextEncoder();

/** The system calls of one process, while it runs one program. */
export class Syscalls implements Sys {
  readonly #process: Process;
  readonly #machine: Machine;
  #replaced = false;

  constructor(process: Process, machine: Machine) {
    this.#process = process;
    this.#machine = machine;
  }

  /** The process, if it may still ask for anything. */
  get #self(): Process {
    if (this.#replaced) throw new Unwound();
    this.#process.check();
    return this.#process;
  }

  get pid(): number {
    return this.#process.pid;
  }
  get ppid(): number {
    return this.#process.parent?.pid ?? 0;
  }
  get argv(): readonly string[] {
    return this.#process.image.argv;
  }
  get env(): Readonly<Record<string, string>> {
    return this.#process.image.env;
  }
  get exe(): string {
    return this.#process.image.exe;
  }
  get cwd(): string {
    return this.#process.cwd;
  }
  get uid(): number {
    return this.#process.uid;
  }
  get gid(): number {
    return this.#process.gid;
  }
  get groups(): readonly number[] {
    return this.#process.groups;
  }
  get umask(): number {
    return this.#process.umask;
  }
  get hostname(): string {
    return this.#machine.hostname;
  }
  get architecture(): string {
    return this.#machine.architecture;
  }
  get trace(): TraceSink {
    return this.#machine.trace;
  }
  get span(): string | undefined {
    return this.#process.span;
  }

  now(): number {
    return this.#machine.nowMs();
  }
  uptime(): number {
    return this.#machine.uptime();
  }
  random(length: number): Uint8Array {
    return this.#machine.random.bytes(length);
  }

  chdir(path: string): void {
    const self = this.#self;
    const at = this.#machine.files.resolve(self, path);
    if (!at.node) throw sysError('ENOENT');
    if (at.node.type !== 'directory') throw sysError('ENOTDIR');
    if (!this.#machine.files.may(self, path, 'execute')) throw sysError('EACCES');
    self.cwd = at.path;
  }
  setUmask(mask: number): void {
    this.#self.umask = mask & 0o777;
  }
  setUser(uid: number, gid: number, groups: readonly number[] = [gid]): void {
    const self = this.#self;
    if (self.uid !== 0 && (uid !== self.uid || gid !== self.gid)) throw sysError('EPERM');
    self.uid = uid;
    self.gid = gid;
    self.groups = groups;
  }
  setTitle(argv: readonly string[]): void {
    this.#self.image = { ...this.#self.image, argv };
  }

  open(path: string, flags: OpenFlags = { read: true }): number {
    const self = this.#self;
    return self.install(this.#machine.files.open(self, path, flags));
  }

  async read(fd: number, max = maxRead): Promise<Uint8Array> {
    const self = this.#self;
    if (self.stopped) await self.untilContinued();
    const description = self.description(fd);
    if (description.tty) await this.#awaitForeground(description.tty);
    const given = description.read(self, Math.min(max, maxRead));
    const bytes = given instanceof Uint8Array ? given : await given;
    await this.work(callUs + bytes.length / 1000);
    return bytes;
  }

  /** A process in the background that reads from its terminal is stopped (termios(3), "SIGTTIN"). */
  async #awaitForeground(tty: Tty): Promise<void> {
    const self = this.#self;
    while (tty === self.tty && tty.session === self.session && tty.foreground !== self.group) {
      if (self.dispositionOf('SIGTTIN') === 'ignore') throw sysError('EIO');
      self.signal('SIGTTIN', false);
      if (!self.stopped) return;
      await self.untilContinued();
    }
  }

  async write(fd: number, data: string | Uint8Array): Promise<void> {
    const self = this.#self;
    if (self.stopped) await self.untilContinued();
    const bytes = typeof data === 'string' ? encoder.encode(data) : data;
    const done = self.description(fd).write(self, bytes);
    if (done) await done;
    await this.work(callUs + bytes.length / 1000);
  }

  seek(fd: number, offset: number, from: 'start' | 'current' | 'end' = 'start'): number {
    return this.#self.description(fd).seek(offset, from);
  }
  close(fd: number): void {
    // Not through #self: a `finally` of a killed program may close what is closed.
    if (!this.#replaced) this.#process.uninstall(fd);
  }
  dup(fd: number, options: { readonly to?: number; readonly from?: number } = {}): number {
    const self = this.#self;
    const description = self.description(fd);
    return options.to === fd ? fd : self.install(description, options);
  }
  pipe(): readonly [number, number] {
    const self = this.#self;
    const channel = new Channel(this.#machine.nextInode());
    return [self.install(new PipeReader(channel)), self.install(new PipeWriter(channel))];
  }
  closeOnExec(fd: number): void {
    this.#self.closeOnExec.add(fd);
  }
  isOpen(fd: number): boolean {
    return this.#self.fds.has(fd);
  }
  kind(fd: number): DescriptionKind {
    return this.#self.description(fd).kind;
  }

  isTerminal(fd: number): boolean {
    return this.#self.fds.get(fd)?.tty !== undefined;
  }
  size(fd: number): TerminalSize | undefined {
    return this.#self.description(fd).size();
  }
  #tty(fd: number): Tty {
    const { tty } = this.#self.description(fd);
    if (!tty) throw sysError('ENOTTY');
    return tty;
  }
  setRaw(fd: number, on: boolean): void {
    this.setModes(fd, on ? rawModes : { canonical: true, echo: true, signals: true, mapInput: true, mapOutput: true });
  }
  modes(fd: number): TerminalModes {
    return this.#tty(fd).modes;
  }
  setModes(fd: number, modes: Partial<TerminalModes>): void {
    const tty = this.#tty(fd);
    tty.modes = { ...tty.modes, ...modes };
  }
  ttyName(fd: number): string | undefined {
    return this.#self.fds.get(fd)?.tty?.path;
  }
  setForeground(fd: number, group: number): void {
    this.#tty(fd).foreground = group;
  }

  spawn(path: string, argv: readonly string[], options: SpawnOptions = {}): number {
    const self = this.#self;
    const loaded = this.#machine.load(options.cwd === undefined ? self : { who: self, cwd: options.cwd, umask: self.umask }, path, argv);
    const child = this.#child(options);
    this.#become(child, loaded.argv, loaded.exe, options.env);
    this.#machine.run(child, loaded.program);
    return child.pid;
  }

  fork(program: Program, options: SpawnOptions = {}): number {
    const child = this.#child(options);
    this.#machine.run(child, program);
    return child.pid;
  }

  #child({ fds = {}, cwd, group, env }: SpawnOptions): Process {
    const self = this.#self;
    self.debtUs += forkUs;
    const sources = Object.entries(fds).map(([to, from]) => [Number(to), self.description(from)] as const);
    const image = env ? { ...self.image, env } : self.image;
    // The pids controller (Linux Documentation/admin-guide/cgroup-v2.rst, "PID").
    if (this.#machine.pids.list().length >= (this.#machine.limits().processes ?? Number.POSITIVE_INFINITY)) throw sysError('EAGAIN');
    const child = this.#machine.pids.create(image, self);
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
    this.#machine.pids.reports.started(process);
  }

  async exec(path: string, argv: readonly string[], env?: Readonly<Record<string, string>>): Promise<never> {
    const self = this.#self;
    const loaded = this.#machine.load(self, path, argv);
    this.#become(self, loaded.argv, loaded.exe, env);
    this.#replaced = true;
    self.abandon();
    throw new Replaced(loaded.program);
  }

  async wait(pid?: number): Promise<Ended> {
    await this.work(callUs);
    for (;;) {
      const ended = this.waitNow(pid);
      if (ended) return ended;
      await this.#self.block(this.#self.childEnded);
    }
  }

  waitNow(pid?: number): Ended | undefined {
    const self = this.#self;
    let any = false;
    for (const child of self.children) {
      if (pid !== undefined && child.pid !== pid) continue;
      any = true;
      if (!child.status) continue;
      this.#machine.pids.reap(child);
      const { exitCode, signal } = child.status;
      return { pid: child.pid, exitCode, ...(signal ? { signal } : {}) };
    }
    if (!any) throw sysError('ECHILD');
    return undefined;
  }

  exit(status: number): never {
    this.#self.end({ exitCode: status & 0xff });
    throw new Unwound();
  }

  kill(pid: number, signal: SignalName | 0): void {
    const self = this.#self;
    const { pids } = this.#machine;
    const all = () => pids.list().filter((process) => process.pid !== 1 && process !== self);
    const one = pids.get(pid);
    const targets = pid === -1 ? all() : pid <= 0 ? pids.inGroup(pid === 0 ? self.group : -pid) : one ? [one] : [];
    if (targets.length === 0) throw sysError('ESRCH');
    const allowed = targets.filter((target) => self.uid === 0 || self.uid === target.uid);
    if (allowed.length === 0) throw sysError('EPERM');
    if (signal !== 0) for (const target of allowed) target.signal(signal, false);
    this.#process.check();
  }

  trap(signal: SignalName, disposition: Disposition, options: { readonly interrupts?: boolean } = {}): void {
    this.#self.trap(signal, disposition, options.interrupts ?? false);
  }
  pause(): Promise<void> {
    const self = this.#self;
    return self.block(self.handledSignal);
  }
  sleep(ms: number): Promise<void> {
    return this.#self.blockOn((wake) => {
      const timer = this.#machine.clock.setTimeout(wake, ms);
      return () => this.#machine.clock.clearTimeout(timer);
    });
  }

  async work(us: number): Promise<void> {
    const self = this.#self;
    self.debtUs += us;
    if (self.debtUs < turnUs) return;
    const until = this.#machine.clock.now() + self.debtUs / 1000;
    self.debtUs = 0;
    for (let left = until; left > 0; left = until - this.#machine.clock.now()) {
      try {
        await this.sleep(until - this.#machine.clock.now());
      } catch (error) {
        // A handler ran meanwhile; the work is still to be done.
        if (!(error instanceof SysError)) throw error;
      }
    }
  }

  setGroup(pid: number, group: number): void {
    const self = this.#self;
    const target = pid === 0 ? self : this.#machine.pids.get(pid);
    if (!target) throw sysError('ESRCH');
    target.group = group || target.pid;
  }
  getGroup(): number {
    return this.#self.group;
  }
  setSession(): void {
    const self = this.#self;
    self.session = self.pid;
    self.group = self.pid;
    self.tty = undefined;
  }
  processes(): readonly ProcessStatus[] {
    const { pids, userName } = this.#machine;
    return pids.list().map((process) => processStatus(process, userName(process.uid)));
  }

  fileBytes(path: string): Uint8Array | undefined {
    const self = this.#self;
    const found = attempt(() => this.#machine.files.node(self, path));
    if ('error' in found || found.value.type !== 'file' || !this.access(path, 'read')) return undefined;
    return found.value.data;
  }
  stat(path: string): Stat {
    return this.#machine.files.stat(this.#self, path);
  }
  lstat(path: string): Stat {
    return this.#machine.files.stat(this.#self, path, false);
  }
  list(path: string): readonly Entry[] {
    return this.#machine.files.list(this.#self, path);
  }
  mkdir(path: string, mode?: number): void {
    this.#machine.files.mkdir(this.#self, path, mode);
  }
  rmdir(path: string): void {
    this.#machine.files.rmdir(this.#self, path);
  }
  unlink(path: string): void {
    this.#machine.files.unlink(this.#self, path);
  }
  rename(from: string, to: string): void {
    this.#machine.files.rename(this.#self, from, to);
  }
  link(from: string, to: string): void {
    this.#machine.files.link(this.#self, from, to);
  }
  symlink(target: string, path: string): void {
    this.#machine.files.symlink(this.#self, target, path);
  }
  mkfifo(path: string, mode = 0o666): void {
    this.#machine.files.mknod(this.#self, path, 'fifo', mode);
  }
  readlink(path: string): string {
    return this.#machine.files.readlink(this.#self, path);
  }
  realpath(path: string): string {
    const { node, path: real } = this.#machine.files.resolve(this.#self, path);
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
    this.#machine.files.change(this.#self, path, attributes, follow);
  }
  access(path: string, wish: 'read' | 'write' | 'execute'): boolean {
    const self = this.#self;
    const answer = attempt(() => this.#machine.files.may(self, path, wish));
    return 'value' in answer && answer.value;
  }
  mounts(): readonly Mount[] {
    return this.#machine.files.mounts.list();
  }

  listen(port: number, address = '0.0.0.0'): number {
    const self = this.#self;
    return self.install(new ListenerDescription(this.#machine.network.listen(port, address), this.#machine.nextInode()));
  }
  async accept(fd: number): Promise<{ readonly fd: number; readonly peer: Peer }> {
    const self = this.#self;
    const description = self.description(fd);
    if (!(description instanceof ListenerDescription)) throw sysError('EINVAL');
    const connection = await description.accept(self);
    return { fd: self.install(connection), peer: connection.peer };
  }
  async connect(address: string, port: number): Promise<number> {
    const self = this.#self;
    const delay = this.#machine.network.roundTripMs(address);
    if (delay !== undefined && delay > 0) await this.sleep(delay);
    return self.install(this.#machine.network.connect(address, port, this.#machine.nextInode));
  }
  #socket(fd: number): SocketDescription {
    const description = this.#self.description(fd);
    if (!(description instanceof SocketDescription)) throw sysError('ENOTCONN');
    return description;
  }
  shutdown(fd: number): void {
    this.#socket(fd).shutdown();
  }
  peer(fd: number): Peer | undefined {
    return this.#socket(fd).peer;
  }
  interfaces(): readonly NetworkInterface[] {
    return this.#machine.network.interfaces;
  }
  lookup(name: string): string | undefined {
    return this.#machine.network.lookup(name);
  }
  ping(address: string): number | undefined {
    return this.#machine.network.roundTripMs(address);
  }
}
