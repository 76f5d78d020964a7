import { quote } from '../format/quote.ts';
import { ramInBytes } from '../format/units.ts';
import { cut } from './csv.ts';
import { parseGpus } from './gpus.ts';
import { isIp } from './ip.ts';
import { parseMount } from './mount.ts';
import { parseNetwork } from './network.ts';
import { parseUlimit } from './ulimit.ts';

/** Checks of single options, in docker's words (docker/cli opts/). Each gives the value, or throws. */

/** For values that are parsed again when the container is described. */
const parsed = (parse: (value: string) => unknown) => (value: string) => {
  parse(value);
  return value;
};

export const mount = parsed(parseMount);
export const network = parsed(parseNetwork);
export const gpus = parsed(parseGpus);
export const ulimit = parsed(parseUlimit);

export function attachStream(value: string): string {
  const stream = value.toLowerCase();
  if (stream === 'stdin' || stream === 'stdout' || stream === 'stderr') return stream;
  throw new Error('valid streams are STDIN, STDOUT and STDERR');
}

export function environment(value: string): string {
  if (cut(value)[0] === '') throw new Error(`invalid environment variable: ${value}`);
  return value;
}

export function label(value: string): string {
  const key = cut(value)[0].replace(/^[ \t]+/, '');
  if (key === '') throw new Error(`invalid label '${value}': empty name`);
  if (/[ \t]/.test(key)) throw new Error(`label '${key}' contains whitespaces`);
  return value;
}

export function ipAddress(value: string): string {
  const address = value.trim();
  if (!isIp(address)) throw new Error(`IP address is not correctly formatted: ${value}`);
  return address;
}

export function extraHost(value: string): string {
  let [name, address] = cut(value);
  if (address === undefined) [name, address] = cut(value, ':');
  if (address === undefined || name === '' || name.includes(':')) throw new Error(`bad format for add-host: ${quote(value)}`);
  if (address === 'host-gateway') return `${name}:${address}`;
  if (address.length > 2 && address.startsWith('[') && address.endsWith(']')) address = address.slice(1, -1);
  if (!isIp(address.trim())) throw new Error(`invalid IP address in add-host: ${quote(address)}`);
  return `${name}:${address}`;
}

const DOMAIN =
  /^(:?(:?[a-zA-Z0-9]|(:?[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))(:?\.(:?[a-zA-Z0-9]|(:?[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])))*)\.?\s*$/;

export function dnsSearch(value: string): string {
  const domain = value.replace(/^ +| +$/g, '');
  if (domain === '.') return domain;
  const match = DOMAIN.exec(domain);
  if (!/[a-zA-Z]/.test(domain) || !match?.[1] || match[1].length >= 255) throw new Error(`${domain} is not a valid domain`);
  return match[1];
}

export function link(value: string): string {
  if (value === '') throw new Error('empty string specified for links');
  if (value.split(':').length > 2) throw new Error(`bad format for links: ${value}`);
  return value;
}

export function deviceCgroupRule(value: string): string {
  if (!/^[acb] ([0-9]+|\*):([0-9]+|\*) [rwm]{1,3}$/.test(value)) throw new Error(`invalid device cgroup format '${value}'`);
  return value;
}

const SYSCTLS: ReadonlySet<string> = new Set(
  ['msgmax', 'msgmnb', 'msgmni', 'sem', 'shmall', 'shmmax', 'shmmni', 'shm_rmid_forced'].map((name) => `kernel.${name}`),
);

export function sysctl(value: string): string {
  const [key, set] = cut(value);
  if (set !== undefined && key !== '' && (SYSCTLS.has(key) || key.startsWith('net.') || key.startsWith('fs.mqueue.'))) return value;
  throw new Error(`sysctl '${value}' is not allowed`);
}

function devicePath(value: string): [path: string, amount: string] {
  const [path, amount] = cut(value, ':');
  if (amount === undefined || path === '') throw new Error(`bad format: ${value}`);
  if (!path.startsWith('/dev/')) throw new Error(`bad format for device path: ${value}`);
  return [path, amount];
}

const RATE = 'Number must be a positive integer';

/** `/dev/sda:1mb` */
export function throttleBps(value: string): string {
  const [path, amount] = devicePath(value);
  try {
    return `${path}:${ramInBytes(amount)}`;
  } catch {
    throw new Error(
      `invalid rate for device: ${value}. The correct format is <device-path>:<number>[<unit>]. ${RATE}. Unit is optional and can be kb, mb, or gb`,
    );
  }
}

export function throttleIops(value: string): string {
  const [, amount] = devicePath(value);
  if (!/^\d+$/.test(amount)) throw new Error(`invalid rate for device: ${value}. The correct format is <device-path>:<number>. ${RATE}`);
  return value;
}

export function weightDevice(value: string): string {
  const [, amount] = devicePath(value);
  const weight = Number(amount);
  if (!/^\d+$/.test(amount) || weight > 1000 || (weight > 0 && weight < 10)) throw new Error(`invalid weight for device: ${value}`);
  return value;
}
