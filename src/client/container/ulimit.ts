import { quote } from '../format/quote.ts';
import { cut } from './csv.ts';

export interface Ulimit {
  readonly Name: string;
  readonly Hard: number;
  readonly Soft: number;
}

const NAMES: ReadonlySet<string> = new Set([
  'core',
  'cpu',
  'data',
  'fsize',
  'locks',
  'memlock',
  'msgqueue',
  'nice',
  'nofile',
  'nproc',
  'rss',
  'rtprio',
  'rttime',
  'sigpending',
  'stack',
]);

/** `nofile=1024:2048` (docker/go-units ulimit.go) */
export function parseUlimit(text: string): Ulimit {
  const [name, value] = cut(text);
  if (value === undefined) throw new Error(`invalid ulimit argument: ${text}`);
  if (!NAMES.has(name)) throw new Error(`invalid ulimit type: ${name}`);
  const parts = value.split(':');
  if (parts.length > 2) throw new Error(`too many limit value arguments - ${value}, can only have up to two, \`soft[:hard]\``);
  const [soft = 0, hard = soft] = parts.map((part) => {
    if (!/^[+-]?\d+$/.test(part)) throw new Error(`strconv.ParseInt: parsing ${quote(part)}: invalid syntax`);
    return Number(part);
  });
  if (hard !== -1) {
    if (soft === -1) throw new Error(`ulimit soft limit must be less than or equal to hard limit: soft: -1 (unlimited), hard: ${hard}`);
    if (soft > hard) throw new Error(`ulimit soft limit must be less than or equal to hard limit: ${soft} > ${hard}`);
  }
  return { Name: name, Hard: hard, Soft: soft };
}
