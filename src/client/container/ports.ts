import { isIp } from './ip.ts';

export interface PortBinding {
  readonly HostIp: string;
  readonly HostPort: string;
}

/** `8000-8002` → `[8000, 8002]` (go-connections nat/parse.go). @throws Error */
export function portRange(text: string): [first: number, last: number] {
  if (text === '') throw new Error('Empty string specified for ports.');
  const [first, last] = text.split('-').map((part) => {
    if (!/^\d+$/.test(part)) throw new Error(`strconv.ParseUint: parsing "${part}": invalid syntax`);
    if (Number(part) > 65535) throw new Error(`strconv.ParseUint: parsing "${part}": value out of range`);
    return Number(part);
  }) as [number, number?];
  if (last === undefined) return [first, first];
  if (last < first) throw new Error(`Invalid range specified for the Port: ${text}`);
  return [first, last];
}

/** `80/udp` → `['80', 'udp']` */
export function splitPort(text: string): [port: string, protocol: string] {
  const [port = '', protocol] = text.split('/', 2);
  return port === '' ? ['', ''] : [port, protocol || 'tcp'];
}

/** `published=8080,target=80` as `8080:80/tcp`. */
export function shortForm(text: string): string {
  if (!text.includes('=')) return text;
  const given: Record<string, string> = { protocol: 'tcp' };
  for (const field of text.split(',')) {
    const at = field.indexOf('=');
    if (at <= 0) throw new Error(`invalid publish opts format (should be name=value but got '${field}')`);
    given[field.slice(0, at)] = field.slice(at + 1);
  }
  return `${given.published ?? ''}:${given.target ?? ''}/${given.protocol}`;
}

/** One `-p`: which container ports it opens, and where (go-connections nat/nat.go, ParsePortSpec). @throws Error */
export function parsePublish(text: string): [port: string, binding: PortBinding][] {
  const parts = text.split(':');
  const [target = '', host = ''] = [parts.at(-1), parts.at(-2)];
  let ip = parts.slice(0, -2).join(':');
  const [port, rawProtocol] = splitPort(target);
  const protocol = rawProtocol.toLowerCase();
  if (port === '') throw new Error(`No port specified: ${text}<empty>`);
  if (protocol !== 'tcp' && protocol !== 'udp' && protocol !== 'sctp') throw new Error(`Invalid proto: ${protocol}`);
  if (ip.startsWith('[')) {
    if (!ip.endsWith(']')) throw new Error(`Invalid ip address ${ip}: address ${ip}:: missing ']' in address`);
    ip = ip.slice(1, -1);
  }
  if (ip !== '' && !isIp(ip)) throw new Error(`Invalid ip address: ${ip}`);
  const [first, last] = ranged(port, `Invalid containerPort: ${port}`);
  const [hostFirst, hostLast] = host === '' ? [0, 0] : ranged(host, `Invalid hostPort: ${host}`);
  if (host !== '' && last - first !== hostLast - hostFirst && first !== last) {
    throw new Error(`Invalid ranges specified for container and host Ports: ${port} and ${host}`);
  }
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const one = first === last && hostFirst !== hostLast ? `${hostFirst}-${hostLast}` : String(hostFirst + index);
    return [`${first + index}/${protocol}`, { HostIp: ip, HostPort: host === '' ? '' : one }];
  });
}

function ranged(text: string, complaint: string): [number, number] {
  try {
    return portRange(text);
  } catch {
    throw new Error(complaint);
  }
}

export interface Ports {
  readonly exposed: ReadonlySet<string>;
  readonly bindings: Readonly<Record<string, readonly PortBinding[]>>;
}

/** All of `--publish` and `--expose`. @throws Error in docker's words */
export function parsePorts(publish: readonly string[], expose: readonly string[]): Ports {
  const exposed = new Set<string>();
  const bindings: Record<string, PortBinding[]> = {};
  for (const [port, binding] of publish.map(shortForm).flatMap(parsePublish)) {
    exposed.add(port);
    bindings[port] = [...(bindings[port] ?? []), binding];
  }
  for (const item of expose) {
    if (item.includes(':')) throw new Error(`invalid port format for --expose: ${item}`);
    const [port, protocol] = splitPort(item);
    let range: [number, number];
    try {
      range = portRange(port);
    } catch (error) {
      throw new Error(`invalid range format for --expose: ${item}, error: ${(error as Error).message}`);
    }
    for (let at = range[0]; at <= range[1]; at++) exposed.add(`${at}/${protocol}`);
  }
  return { exposed, bindings };
}
