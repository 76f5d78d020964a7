/** A port as `GET /containers/json` lists it. */
export interface ListedPort {
  readonly IP?: string;
  readonly PrivatePort: number;
  readonly PublicPort?: number;
  readonly Type: string;
}

const joinHostPort = (host: string, port: string) => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`);

function compare(a: ListedPort, b: ListedPort): number {
  if (a.PrivatePort !== b.PrivatePort) return a.PrivatePort - b.PrivatePort;
  const [x, y] = [a.IP ?? '', b.IP ?? ''];
  if (x !== y) return x < y ? -1 : 1;
  if (a.PublicPort !== b.PublicPort) return (a.PublicPort ?? 0) - (b.PublicPort ?? 0);
  return a.Type < b.Type ? -1 : a.Type > b.Type ? 1 : 0;
}

interface Range {
  readonly first: number;
  last: number;
}

function rangeText(ip: string, type: string, { first, last }: Range): string {
  const range = first === last ? String(first) : `${first}-${last}`;
  return ip ? `${joinHostPort(ip, range)}->${range}/${type}` : `${range}/${type}`;
}

/** `0.0.0.0:8080-8082->8080-8082/tcp, [::]:80->8000/tcp`: neighbours that map to themselves are merged (docker/cli formatter.DisplayablePorts). */
export function portsColumn(ports: readonly ListedPort[]): string {
  const groups = new Map<string, { ip: string; type: string; range: Range }>();
  const done: string[] = [];
  const mapped: string[] = [];
  for (const port of ports.toSorted(compare)) {
    const { IP: ip = '', PrivatePort: inside, PublicPort: outside = 0, Type: type } = port;
    if (ip && outside !== inside) {
      mapped.push(`${joinHostPort(ip, String(outside))}->${inside}/${type}`);
      continue;
    }
    const key = `${ip}/${type}`;
    const group = groups.get(key);
    if (group && inside === group.range.last + 1) {
      group.range.last = inside;
      continue;
    }
    if (group) done.push(rangeText(ip, type, group.range));
    groups.set(key, { ip, type, range: { first: inside, last: inside } });
  }
  const open = [...groups.values()].map(({ ip, type, range }) => rangeText(ip, type, range));
  return [...done, ...open, ...mapped].join(', ');
}
