import type { Sys } from '../../process/sys.ts';
import { fileText } from './accounts.ts';

const isAddress = (text: string) => /^\d+\.\d+\.\d+\.\d+$/.test(text);

/** The address of a host, by /etc/hosts; undefined when nobody knows it. */
export function addressOf(sys: Sys, name: string): string | undefined {
  if (isAddress(name)) return name;
  if (name === 'localhost' || name === '::1') return '127.0.0.1';
  for (const line of (fileText(sys, '/etc/hosts') ?? '').split('\n')) {
    const [address, ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (address && isAddress(address) && names.includes(name)) return address;
  }
  return sys.lookup(name);
}
