import { sysError } from '../../errno.ts';
import { ListenerDescription, SocketDescription } from '../../io/socket.ts';
import type { NetworkInterface, Peer } from '../sys.ts';
import { FileCalls } from './files.ts';

/** Calls on sockets and on the network namespace. */
export abstract class NetworkCalls extends FileCalls {
  listen(port: number, address = '0.0.0.0'): number {
    const self = this.self;
    return self.install(new ListenerDescription(this.machine.network.listen(port, address), this.machine.nextInode()));
  }
  async accept(fd: number): Promise<{ readonly fd: number; readonly peer: Peer }> {
    const self = this.self;
    const description = self.description(fd);
    if (!(description instanceof ListenerDescription)) throw sysError('EINVAL');
    const connection = await description.accept(self);
    return { fd: self.install(connection), peer: connection.peer };
  }
  async connect(address: string, port: number): Promise<number> {
    const self = this.self;
    const delay = this.machine.network.roundTripMs(address);
    if (delay !== undefined && delay > 0) await this.sleep(delay);
    return self.install(this.machine.network.connect(address, port, this.machine.nextInode));
  }
  #socket(fd: number): SocketDescription {
    const description = this.self.description(fd);
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
    return this.machine.network.interfaces;
  }
  lookup(name: string): string | undefined {
    return this.machine.network.lookup(name);
  }
  ping(address: string): number | undefined {
    return this.machine.network.roundTripMs(address);
  }
}
