import type { SandboxNetwork } from '../../kernel/types.ts';
import type { Endpoint } from '../network/networks.ts';

/** What the kernel is to build for a container's place on its network. */
export function sandboxNetwork({ network, address, mac, ports }: Endpoint): SandboxNetwork {
  if (network.driver !== 'bridge') return { mode: network.driver === 'host' ? 'host' : 'none' };
  const { prefixLength, gateway } = network.pool!;
  // One entry a port: that it is bound for IPv4 and IPv6 alike makes no difference to the kernel's rules here.
  const published = ports
    .filter(({ hostIp }) => !hostIp.includes(':'))
    .map(({ containerPort, hostPort, protocol }) => ({ containerPort, hostPort, protocol }));
  return { mode: 'bridge', name: network.name, address, prefixLength, gateway, mac, published };
}
