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
  let last = FIRST_DYNAMIC - 1;

  const key = (ip: string, port: number, protocol: string) => `${ip} ${port}/${protocol}`;
  const isWildcard = (ip: string) => ip === '0.0.0.0' || ip === '::';
  const family = (ip: string) => (ip.includes(':') ? '::' : '0.0.0.0');
  /** A port on all addresses takes it on each, and the other way round. */
  const isTaken = (ip: string, port: number, protocol: string) => {
    if (taken.has(key(ip, port, protocol)) || taken.has(key(family(ip), port, protocol))) return true;
    if (!isWildcard(ip)) return false;
    for (const other of taken) {
      const [address = '', rest] = other.split(' ');
      if (rest === `${port}/${protocol}` && family(address) === ip) return true;
    }
    return false;
  };

  function choose(ips: readonly string[], candidates: Iterable<number>, protocol: string): number | undefined {
    for (const port of candidates) if (!ips.some((ip) => isTaken(ip, port, protocol))) return port;
    return undefined;
  }
  function* dynamic() {
    for (let port = last + 1; port <= LAST_DYNAMIC; port++) yield port;
    for (let port = FIRST_DYNAMIC; port <= last; port++) yield port;
  }
  function* range(from: number, to: number) {
    for (let port = from; port <= to; port++) yield port;
  }

  return {
    /** Publishes one port as one binding asks. @throws PortInUse */
    publish(containerPort: number, protocol: string, { HostIp, HostPort }: PortBinding): PublishedPort[] {
      const ips = HostIp === '' ? ['0.0.0.0', '::'] : [HostIp];
      const [from = 0, to = from] = HostPort.split('-').map(Number);
      const hostPort = choose(ips, from === 0 ? dynamic() : range(from, to), protocol);
      if (hostPort === undefined) {
        // The engine tries IPv6 first, and names the address that it failed on.
        const ip = ips[ips.length - 1];
        throw new PortInUse(
          from === to
            ? `Bind for ${ip}:${from} failed: port is already allocated`
            : `Bind for ${ip}:${from}-${to} failed: port is already allocated`,
        );
      }
      if (from === 0) last = hostPort;
      for (const ip of ips) taken.add(key(ip, hostPort, protocol));
      return ips.map((hostIp) => ({ containerPort, protocol, hostIp, hostPort }));
    },
    release(ports: readonly PublishedPort[]): void {
      for (const { hostIp, hostPort, protocol } of ports) taken.delete(key(hostIp, hostPort, protocol));
    },
  };
}
