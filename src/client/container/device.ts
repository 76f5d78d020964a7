import type { DeviceRequest } from './gpus.ts';

export interface DeviceMapping {
  readonly PathOnHost: string;
  readonly PathInContainer: string;
  readonly CgroupPermissions: string;
}

const isMode = (text: string) => /^[rwm]{1,3}$/.test(text) && new Set(text).size === text.length;

/** `vendor.com/class=name` (Container Device Interface) */
const isQualified = (text: string) => /^[A-Za-z][\w.-]*\/[A-Za-z][\w.-]*=[A-Za-z0-9][\w.:-]*$/.test(text);

/** `/dev/a:/dev/b:rw` (docker/cli container/opts.go, validateLinuxPath and parseLinuxDevice). @throws Error */
function parseDevice(text: string): DeviceMapping {
  const parts = text.split(':');
  if (parts.length > 3 || parts[0] === '') throw new Error(`bad format for path: ${text}`);
  const [source = '', second, third] = parts;
  if (third !== undefined && !isMode(third)) throw new Error(`bad mode specified: ${third}`);
  const secondIsMode = third === undefined && second !== undefined && isMode(second);
  const target = second === undefined || secondIsMode ? source : second;
  if (!target.startsWith('/')) throw new Error(`${target} is not an absolute path`);
  return { PathOnHost: source, PathInContainer: target, CgroupPermissions: third ?? (secondIsMode ? second : 'rwm') };
}

export function parseDevices(given: readonly string[]): { devices: readonly DeviceMapping[]; cdi: readonly DeviceRequest[] } {
  const names = given.filter(isQualified);
  return {
    devices: given.filter((text) => !isQualified(text)).map(parseDevice),
    cdi: names.length ? [{ Driver: 'cdi', Count: 0, DeviceIDs: names, Capabilities: null, Options: null }] : [],
  };
}
