import { Condition } from './condition.ts';
import type { Caller } from './description.ts';
import { Description } from './description.ts';

/** pipe(7): 65,536 bytes. */
const capacity = 65_536;
const nothing = new Uint8Array(0);

/** Bytes on their way from writers to readers. */
export class Channel {
  readonly #pieces: Uint8Array[] = [];
  #size = 0;
  readers = 0;
  writers = 0;
  /** Whether there has been a reader, or a writer, at all. */
  hadReader = false;
  hadWriter = false;
  /** Something came, went, or one side has left. */
  readonly changed = new Condition();

  constructor(
    /** As `/proc/self/fd` numbers it. */
    readonly inode: number,
    readonly limit = capacity,
  ) {}

  get room(): number {
    return this.limit - this.#size;
  }

  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#pieces.push(bytes);
    this.#size += bytes.length;
    this.changed.notify();
  }

  take(max: number): Uint8Array {
    const first = this.#pieces[0];
    if (!first) return nothing;
    const taken = first.length <= max ? first : first.subarray(0, max);
    if (taken === first) this.#pieces.shift();
    else this.#pieces[0] = first.subarray(max);
    this.#size -= taken.length;
    this.changed.notify();
    return taken;
  }

  get empty(): boolean {
    return this.#pieces.length === 0;
  }
}

export async function readChannel(channel: Channel, caller: Caller, max: number): Promise<Uint8Array> {
  while (channel.empty && channel.writers > 0) await caller.block(channel.changed);
  return channel.take(max);
}

export async function writeChannel(channel: Channel, caller: Caller, bytes: Uint8Array): Promise<void> {
  for (let rest = bytes; rest.length > 0; ) {
    if (channel.readers === 0) caller.brokenPipe();
    if (channel.room > 0) {
      const now = rest.subarray(0, channel.room);
      // A copy: the writer may use its buffer again.
      channel.push(now.slice());
      rest = rest.subarray(now.length);
    } else await caller.block(channel.changed);
  }
}

export class PipeReader extends Description {
  readonly kind = 'fifo';
  constructor(readonly channel: Channel) {
    super();
    channel.readers++;
    channel.hadReader = true;
    channel.changed.notify();
  }
  get label(): string {
    return `pipe:[${this.channel.inode}]`;
  }
  override read(caller: Caller, max: number): Promise<Uint8Array> {
    return readChannel(this.channel, caller, max);
  }
  protected override closed(): void {
    this.channel.readers--;
    this.channel.changed.notify();
  }
}

export class PipeWriter extends Description {
  readonly kind = 'fifo';
  constructor(readonly channel: Channel) {
    super();
    channel.writers++;
    channel.hadWriter = true;
    channel.changed.notify();
  }
  get label(): string {
    return `pipe:[${this.channel.inode}]`;
  }
  override write(caller: Caller, bytes: Uint8Array): Promise<void> {
    return writeChannel(this.channel, caller, bytes);
  }
  protected override closed(): void {
    this.channel.writers--;
    this.channel.changed.notify();
  }
}

/**
 * The ends of a named pipe (fifo(7)). Opening does not wait for the other side here; reading and
 * writing do, until someone has been there.
 */
export class FifoReader extends PipeReader {
  override async read(caller: Caller, max: number): Promise<Uint8Array> {
    while (!this.channel.hadWriter) await caller.block(this.channel.changed);
    return super.read(caller, max);
  }
}

export class FifoWriter extends PipeWriter {
  override async write(caller: Caller, bytes: Uint8Array): Promise<void> {
    while (!this.channel.hadReader) await caller.block(this.channel.changed);
    return super.write(caller, bytes);
  }
}
