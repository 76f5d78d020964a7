import { sysError } from '../errno.ts';
import { Listener, type SocketDescription, socketPair } from '../io/socket.ts';
import type { NetworkInterface } from '../process/sys.ts';
import type { Networks } from './networks.ts';

const loopback: NetworkInterface = { name: 'lo', address: '127.0.0.1', prefixLength: 8 };
const isLoopback = (address: string) => address.startsWith('127.') || address === '::1' || address === 'localhost';
/** Linux's `ip_local_port_range`. */
const firstEphemeralPort = 32_768;
const lastEphemeralPort = 60_999;

/** A network namespace: its interfaces, and who listens in it. */
export class NetworkNamespace {
  readonly interfaces: NetworkInterface[] = [loopback];
  readonly #listeners = new Map<string, Listener>();
  #ephemeral = firstEphemeralPort;

  constructor(
    readonly name: string,
    readonly networks: Networks,
  ) {}

  has(address: string): boolean {
    return isLoopback(address) || this.interfaces.some((one) => one.address === address);
  }

  listen(port: number, address: string): Listener {
    if (address !== '0.0.0.0' && address !== '::' && !this.has(address)) throw sysError('EADDRNOTAVAIL');
    const chosen = port || this.#nextPort();
    const key = `${address}:${chosen}`;
    if (this.listenerFor(address, chosen) || (address === '0.0.0.0' && this.#anyOn(chosen))) throw sysError('EADDRINUSE');
    const listener = new Listener(address, chosen, () => this.#listeners.delete(key));
    this.#listeners.set(key, listener);
    return listener;
  }

  #nextPort(): number {
    const port = this.#ephemeral;
    this.#ephemeral = port === lastEphemeralPort ? firstEphemeralPort : port + 1;
    return port;
  }

  #anyOn(port: number): boolean {
    return [...this.#listeners.values()].some((listener) => listener.port === port);
  }

  listenerFor(address: string, port: number): Listener | undefined {
    return this.#listeners.get(`${address}:${port}`) ?? this.#listeners.get(`0.0.0.0:${port}`) ?? this.#listeners.get(`:::${port}`);
  }

  listening(): Listener[] {
    return [...this.#listeners.values()];
  }

  connect(address: string, port: number, nextInode: () => number): SocketDescription {
    const route = this.networks.route(this, address, port);
    const listener = route.to.listenerFor(route.address, route.port);
    if (!listener) throw sysError('ECONNREFUSED');
    const { near, far } = socketPair({ address: route.from, port: this.#nextPort() }, { address, port }, nextInode);
    listener.offer(far);
    return near;
  }

  lookup(name: string): string | undefined {
    return this.networks.lookup(this, name);
  }

  /** Milliseconds there and back; undefined when nothing has that address. */
  roundTripMs(address: string): number | undefined {
    return this.networks.roundTripMs(this, address);
  }
}
