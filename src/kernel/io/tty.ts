import type { TerminalSize } from '../../core/stdio.ts';
import type { SignalName } from '../types.ts';
import { Condition } from './condition.ts';
import type { Caller } from './description.ts';
import { Description } from './description.ts';

/** How the line discipline treats what passes (termios(3)). */
export interface TerminalModes {
  /** Input is given a line at a time, and can be edited until Enter (ICANON). */
  readonly canonical: boolean;
  readonly echo: boolean;
  /** ^C, ^\ and ^Z are signals (ISIG). */
  readonly signals: boolean;
  /** Enter's carriage return is read as a newline (ICRNL). */
  readonly mapInput: boolean;
  /** A newline goes out with a carriage return (OPOST, ONLCR). */
  readonly mapOutput: boolean;
}

const cooked: TerminalModes = { canonical: true, echo: true, signals: true, mapInput: true, mapOutput: true };
export const rawModes: TerminalModes = { canonical: false, echo: false, signals: false, mapInput: false, mapOutput: false };

const cr = 13;
const nl = 10;
const signalKeys: Readonly<Record<number, SignalName>> = { 3: 'SIGINT', 26: 'SIGTSTP', 28: 'SIGQUIT' };
const encoder = new TextEncoder();

/** A pseudo-terminal: its line discipline, between the master (whoever holds the screen) and the processes. */
export class Tty {
  modes = cooked;
  /** The process group that ^C reaches, and that may read. */
  foreground = 0;
  /** The session that this terminal controls. */
  session = 0;
  size: TerminalSize;
  #line: number[] = [];
  /** Complete lines, or pieces in raw mode; an empty one is an end of file (^D). */
  readonly #ready: Uint8Array[] = [];
  readonly #input = new Condition();

  constructor(
    readonly number: number,
    size: TerminalSize | undefined,
    readonly screen: (bytes: Uint8Array) => void,
    readonly signal: (group: number, signal: SignalName) => void,
  ) {
    this.size = size ?? { columns: 0, rows: 0 };
  }

  get path(): string {
    return `/dev/pts/${this.number}`;
  }

  resize(size: TerminalSize): void {
    if (size.columns === this.size.columns && size.rows === this.size.rows) return;
    this.size = size;
    this.signal(this.foreground, 'SIGWINCH');
  }

  /** Key presses, from the master's side. */
  type(bytes: Uint8Array): void {
    for (const byte of bytes) this.#key(this.modes.mapInput && byte === cr ? nl : byte);
    if (!this.modes.canonical && this.#line.length > 0) this.#commit();
  }

  #key(byte: number): void {
    const { modes } = this;
    const signal = modes.signals ? signalKeys[byte] : undefined;
    if (signal) {
      this.#line = [];
      this.#echoControl(byte);
      this.signal(this.foreground, signal);
      return;
    }
    if (!modes.canonical) {
      this.#line.push(byte);
      if (modes.echo) this.#echo(byte);
      return;
    }
    if (byte === 127 || byte === 8) return this.#erase(1);
    if (byte === 21) return this.#erase(this.#line.length);
    if (byte === 23) return this.#erase(this.#wordLength());
    if (byte === 4) return this.#commit();
    this.#line.push(byte);
    if (modes.echo) this.#echo(byte);
    if (byte === nl) this.#commit();
  }

  #wordLength(): number {
    const text = String.fromCharCode(...this.#line);
    return text.length - text.replace(/\S*\s*$/, '').length;
  }

  #erase(count: number): void {
    for (let i = 0; i < count && this.#line.length > 0; i++) {
      let byte = this.#line.pop() as number;
      // A character of several bytes goes as one.
      while (byte >= 0x80 && byte < 0xc0 && this.#line.length > 0) byte = this.#line.pop() as number;
      if (this.modes.echo) this.#emit(byte < 32 ? '\b\b  \b\b' : '\b \b');
    }
  }

  #commit(): void {
    this.#ready.push(Uint8Array.from(this.#line));
    this.#line = [];
    this.#input.notify();
  }

  #echo(byte: number): void {
    if (byte < 32 && byte !== nl && byte !== 9) this.#echoControl(byte);
    else this.output(Uint8Array.of(byte));
  }

  #echoControl(byte: number): void {
    if (this.modes.echo) this.#emit(`^${String.fromCharCode(byte + 64)}`);
  }

  #emit(text: string): void {
    this.screen(encoder.encode(text));
  }

  /** What a process writes, on its way to the screen. */
  output(bytes: Uint8Array): void {
    if (!this.modes.mapOutput || !bytes.includes(nl)) return this.screen(bytes.slice());
    const out: number[] = [];
    for (const byte of bytes) {
      if (byte === nl) out.push(cr);
      out.push(byte);
    }
    this.screen(Uint8Array.from(out));
  }

  async read(caller: Caller, max: number): Promise<Uint8Array> {
    while (this.#ready.length === 0) await caller.block(this.#input);
    const first = this.#ready[0] as Uint8Array;
    if (first.length <= max) {
      this.#ready.shift();
      return first;
    }
    this.#ready[0] = first.subarray(max);
    return first.subarray(0, max);
  }
}

export class TtyDescription extends Description {
  readonly kind = 'character-device';
  constructor(readonly terminal: Tty) {
    super();
  }
  get label(): string {
    return this.terminal.path;
  }
  override get tty(): Tty {
    return this.terminal;
  }
  override read(caller: Caller, max: number): Promise<Uint8Array> {
    return this.terminal.read(caller, max);
  }
  override write(_caller: Caller, bytes: Uint8Array): void {
    this.terminal.output(bytes);
  }
}
