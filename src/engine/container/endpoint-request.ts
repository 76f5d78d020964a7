import { ApiError } from '../api/route.ts';
import type { EndpointRequest } from './create-request.ts';

/**
 * On the default bridge nobody has a say in addresses or names (moby daemon/container_operations.go,
 * "validateEndpointSettings"). @throws ApiError 400
 */
export function requireDefaultEndpoint(network: string, endpoints: Readonly<Record<string, EndpointRequest>>): void {
  for (const [name, { IPAMConfig, Aliases }] of Object.entries(endpoints)) {
    if (network !== 'bridge' || !['bridge', 'default'].includes(name)) continue;
    const { IPv4Address = '', IPv6Address = '' } = (IPAMConfig ?? {}) as Record<string, string>;
    const addressed = IPv4Address !== '' || IPv6Address !== '';
    const wrong = [
      addressed && 'user specified IP address is supported on user defined networks only',
      Aliases?.length && 'network-scoped alias is supported only for containers in user defined networks',
      addressed && 'user specified IP address is supported only when connecting to networks with user configured subnets',
    ].filter((text): text is string => typeof text === 'string');
    if (wrong.length === 0) continue;
    const list = wrong.length === 1 ? wrong[0] : wrong.map((text) => `* ${text}`).join('\n');
    throw new ApiError(400, `invalid config for network bridge: invalid endpoint settings:\n${list}`);
  }
}
