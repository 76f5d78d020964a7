import type { Peer } from '../process/sys.ts';
import { Condition } from './condition.ts';
import { type Caller, Description } from './description.ts';
import { Channel, readChannel, writeChannel } from './pipe.ts';

const bufferSize = 212_992;

/** One end of a TCP connection. */
export class SocketDescription extends Description {
  readonly kind = 'socket';
  #shut = false;

  constructor(
    readonly inode: number,
    readonly peer: Peer,
    private readonly incoming: Channel,
    private readonly outgoing: Channel,
  ) {
    super();
    incoming.readers++;
    outgoing.writers++;
  }
  get label(): string {
    return `socket:[${this.inode}]`;
  }
  override read(caller: Caller, max: number): Promise<Uint8Array> {
    return readChannel(this.incoming, caller, max);
  }
  override write(caller: Caller, bytes: Uint8Array): Promise<void> {
    return writeChannel(this.outgoing, caller, bytes);
  }
  /** Says that nothing more will be sent; what the other side sends still comes. */
  shutdown(): void {
    if (this.#shut) return;
    this.#shut = true;
    this.outgoing.writers--;
    this.outgoing.changed.notify();
  }
  protected override closed(): void {
    this.shutdown();
    this.incoming.readers--;
    this.incoming.changed.notify();
  }
}

/** Two sockets that are each other's other side. */
export function socketPair(client: Peer, server: Peer, nextInode: () => number): { near: SocketDescription; far: SocketDescription } {
  const up = new Channel(0, bufferSize);
  const down = new Channel(0, bufferSize);
  return { near: new SocketDescription(nextInode(), server, down, up), far: new SocketDescription(nextInode(), client, up, down) };
}

/** Connections that have come for a port and were not accepted yet. */
export class Listener {
  readonly backlog: SocketDescription[] = [];
  readonly arrived = new Condition();

  constructor(
    readonly address: string,
    readonly port: number,
    readonly stop: () => void,
  ) {}

  offer(connection: SocketDescription): void {
    this.backlog.push(connection.retain());
    this.arrived.notify();
  }
}

export class ListenerDescription extends Description {
  readonly kind = 'socket';
  constructor(
    readonly listener: Listener,
    readonly inode: number,
  ) {
    super();
  }
  get label(): string {
    return `socket:[${this.inode}]`;
  }
  async accept(caller: Caller): Promise<SocketDescription> {
    for (;;) {
      const next = this.listener.backlog.shift();
      if (next) return next;
      await caller.block(this.listener.arrived);
    }
  }
  protected override closed(): void {
    this.listener.stop();
    for (const waiting of this.listener.backlog.splice(0)) waiting.release();
  }
}
