import type { PortBinding } from '../container/host-config.ts';

/** A port of the container that is reachable at one of the host's. */
export interface PublishedPort {
  readonly containerPort: number;
  readonly protocol: string;
  readonly hostIp: string;
  readonly hostPort: number;
}

/** Where the kernel finds a port for whom any will do (ip_local_port_range; moby libnetwork/portallocator). */
const FIRST_DYNAMIC = 32768;
const LAST_DYNAMIC = 60999;

export class PortInUse extends Error {
  override readonly name = 'PortInUse';
}

/** `80/tcp`: a port and its protocol, which is TCP where none is said. */
export function splitPort(port: string): { number: number; protocol: string } {
  const [number = '', protocol = 'tcp'] = port.split('/');
  return { number: Number(number), protocol };
}

/** Keeps the host's ports: which are taken, on which address. */
export function createPorts() {
  const taken = new Set<string>();
  /** The dynamic port given last, by address: the next one is looked for behind it. */
  const last = new Map<string, number>();

  const key = (ip: string, port: number, protocol: string) => `${ip} ${port}/${protocol}`;
  const isWildcard = (ip: string) => ip === '0.0.0.0' || ip === '::';
  const family = (ip: string) => (ip.includes(':') ? '::' : '0.0.0.0');
  /** The address on which a port is taken: one on all addresses takes it on each, and the other way round. */
  const holder = (ip: string, port: number, protocol: string): string | undefined => {
    for (const address of [ip, family(ip)]) if (taken.has(key(address, port, protocol))) return address;
    if (!isWildcard(ip)) return undefined;
    for (const other of taken) {
      const [address = '', rest] = other.split(' ');
      if (rest === `${port}/${protocol}` && family(address) === ip) return address;
    }
    return undefined;
  };

  function* dynamic(after: number) {
    for (let port = after + 1; port <= LAST_DYNAMIC; port++) yield port;
    for (let port = FIRST_DYNAMIC; port <= after; port++) yield port;
  }
  function* range(from: number, to: number) {
    for (let port = from; port <= to; port++) yield port;
  }

  return {
    /** Publishes one port as one binding asks. @throws PortInUse */
    publish(containerPort: number, protocol: string, { HostIp, HostPort }: PortBinding): PublishedPort[] {
      const ips = HostIp === '' ? ['0.0.0.0', '::'] : [HostIp];
      const [from = 0, to = from] = HostPort.split('-').map(Number);
      const cursor = ips[0]!;
      let inUse: string | undefined;
      let hostPort: number | undefined;
      for (const port of from === 0 ? dynamic(last.get(cursor) ?? FIRST_DYNAMIC - 1) : range(from, to)) {
        inUse = ips.map((ip) => holder(ip, port, protocol)).find((address) => address !== undefined);
        if (inUse !== undefined) continue;
        hostPort = port;
        break;
      }
      if (hostPort === undefined) throw new PortInUse(`Bind for ${inUse}:${to} failed: port is already allocated`);
      if (from === 0) last.set(cursor, hostPort);
      for (const ip of ips) taken.add(key(ip, hostPort, protocol));
      return ips.map((hostIp) => ({ containerPort, protocol, hostIp, hostPort }));
    },
    release(ports: readonly PublishedPort[]): void {
      for (const { hostIp, hostPort, protocol } of ports) taken.delete(key(hostIp, hostPort, protocol));
    },
  };
}
