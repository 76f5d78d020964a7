import { ApiError } from '../api/route.ts';
import type { ContainerConfig } from './config.ts';
import type { CreateRequest } from './create-request.ts';
import { type HostConfig, withDefaults } from './host-config.ts';

type Networking = CreateRequest['NetworkingConfig'];

/** The host configuration as it will be kept. A client can name the network in either of two places. */
export function settledHostConfig(given: HostConfig, networking: Networking): HostConfig {
  const named = Object.keys(networking?.EndpointsConfig ?? {});
  const only = named.length === 1 ? named[0]! : '';
  return withDefaults({ ...given, NetworkMode: given.NetworkMode || only });
}

/** The configuration as it will be kept: a hostname, a clean working directory. */
export function settledConfig(merged: ContainerConfig, id: string, { NetworkMode }: HostConfig, engineHostname: string): ContainerConfig {
  return {
    ...merged,
    Hostname: merged.Hostname || (NetworkMode === 'host' ? engineHostname : id.slice(0, 12)),
    WorkingDir: cleanPath(merged.WorkingDir),
    MacAddress: merged.NetworkDisabled ? '' : merged.MacAddress,
  };
}

const macPattern = /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i;

/** The hardware address asked for; empty for any. @throws ApiError 400 */
export function requestedMac({ MacAddress }: ContainerConfig, { NetworkMode }: HostConfig, networking: Networking): string {
  const endpoints = Object.values(networking?.EndpointsConfig ?? {});
  const mac = MacAddress || (endpoints.find((endpoint) => endpoint.MacAddress !== '')?.MacAddress ?? '');
  if (mac !== '' && !macPattern.test(mac)) throw new ApiError(400, `invalid config for network ${NetworkMode}: invalid MAC address ${mac}`);
  return mac;
}

/** Without `.`, `..` and a slash at the end (Go's filepath.Clean). */
function cleanPath(path: string): string {
  if (path === '') return '';
  const out: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') out.pop();
    else if (part !== '' && part !== '.') out.push(part);
  }
  return `/${out.join('/')}`;
}
