import type { TerminalSize } from '../../../core/stdio.ts';
import { sysError } from '../../errno.ts';
import type { OpenFlags } from '../../fs/files.ts';
import type { DescriptionKind } from '../../io/description.ts';
import { Channel, PipeReader, PipeWriter } from '../../io/pipe.ts';
import { rawModes, type TerminalModes, type Tty } from '../../io/tty.ts';
import { Calls, callUs } from './calls.ts';

const maxRead = 65_536;
const encoder = new TextEncoder();

/** Calls on descriptors, whatever they lead to, and on the terminals among them. */
export abstract class DescriptorCalls extends Calls {
  open(path: string, flags: OpenFlags = { read: true }): number {
    const self = this.self;
    return self.install(this.machine.files.open(self, path, flags));
  }

  async read(fd: number, max = maxRead): Promise<Uint8Array> {
    const self = this.self;
    if (self.stopped) await self.untilContinued();
    const description = self.description(fd);
    if (description.tty) await this.#awaitForeground(description.tty);
    const given = description.read(self, Math.min(max, maxRead));
    const bytes = given instanceof Uint8Array ? given : await given;
    await this.callWork(callUs + bytes.length / 1000);
    return bytes;
  }

  /** A process in the background that reads from its terminal is stopped (termios(3), "SIGTTIN"). */
  async #awaitForeground(tty: Tty): Promise<void> {
    const self = this.self;
    while (tty === self.tty && tty.session === self.session && tty.foreground !== self.group) {
      if (self.dispositionOf('SIGTTIN') === 'ignore') throw sysError('EIO');
      self.signal('SIGTTIN', false);
      if (!self.stopped) return;
      await self.untilContinued();
    }
  }

  async write(fd: number, data: string | Uint8Array): Promise<void> {
    const self = this.self;
    if (self.stopped) await self.untilContinued();
    const bytes = typeof data === 'string' ? encoder.encode(data) : data;
    const done = self.description(fd).write(self, bytes);
    if (done) await done;
    await this.callWork(callUs + bytes.length / 1000);
  }

  seek(fd: number, offset: number, from: 'start' | 'current' | 'end' = 'start'): number {
    return this.self.description(fd).seek(offset, from);
  }
  close(fd: number): void {
    // Not through #self: a `finally` of a killed program may close what is closed.
    if (!this.replaced) this.process.uninstall(fd);
  }
  dup(fd: number, options: { readonly to?: number; readonly from?: number } = {}): number {
    const self = this.self;
    const description = self.description(fd);
    return options.to === fd ? fd : self.install(description, options);
  }
  pipe(): readonly [number, number] {
    const self = this.self;
    const channel = new Channel(this.machine.nextInode());
    return [self.install(new PipeReader(channel)), self.install(new PipeWriter(channel))];
  }
  closeOnExec(fd: number): void {
    this.self.closeOnExec.add(fd);
  }
  isOpen(fd: number): boolean {
    return this.self.fds.has(fd);
  }
  kind(fd: number): DescriptionKind {
    return this.self.description(fd).kind;
  }

  isTerminal(fd: number): boolean {
    return this.self.fds.get(fd)?.tty !== undefined;
  }
  size(fd: number): TerminalSize | undefined {
    return this.self.description(fd).size();
  }
  #tty(fd: number): Tty {
    const { tty } = this.self.description(fd);
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
    return this.self.fds.get(fd)?.tty?.path;
  }
  setForeground(fd: number, group: number): void {
    this.#tty(fd).foreground = group;
  }
}
