import type { Container } from './container.ts';

/** A container's place on its network (moby api/types/network, "EndpointSettings"): empty where it is not running. */
export function endpointsJson(
  { endpoint, state, config, hostConfig, mac }: Container,
  dnsNames: readonly string[] | null = null,
): Record<string, object> {
  if (!endpoint && (config.NetworkDisabled || hostConfig.NetworkMode.startsWith('container:'))) return {};
  const name = endpoint?.network.name ?? hostConfig.NetworkMode;
  const pool = endpoint?.network.pool;
  return {
    [name]: {
      IPAMConfig: null,
      Links: null,
      Aliases: null,
      MacAddress: endpoint?.mac ?? mac,
      DriverOpts: null,
      GwPriority: 0,
      NetworkID: endpoint?.network.id ?? state.networkId,
      EndpointID: endpoint?.endpointId ?? '',
      Gateway: pool?.gateway ?? '',
      IPAddress: endpoint?.address ?? '',
      IPPrefixLen: pool?.prefixLength ?? 0,
      IPv6Gateway: '',
      GlobalIPv6Address: '',
      GlobalIPv6PrefixLen: 0,
      DNSNames: dnsNames,
    },
  };
}

/** What `inspect` says of the network. The top level repeats the default bridge, as it did before there were others. */
export function networkSettingsJson(container: Container): object {
  const { endpoint } = container;
  const pool = endpoint?.network.pool;
  return {
    Bridge: '',
    SandboxID: endpoint?.sandboxId ?? '',
    SandboxKey: endpoint?.sandboxKey ?? '',
    Ports: portsJson(container),
    HairpinMode: false,
    LinkLocalIPv6Address: '',
    LinkLocalIPv6PrefixLen: 0,
    SecondaryIPAddresses: null,
    SecondaryIPv6Addresses: null,
    EndpointID: pool ? endpoint!.endpointId : '',
    Gateway: pool?.gateway ?? '',
    GlobalIPv6Address: '',
    GlobalIPv6PrefixLen: 0,
    IPAddress: pool ? endpoint!.address : '',
    IPPrefixLen: pool?.prefixLength ?? 0,
    IPv6Gateway: '',
    MacAddress: pool ? endpoint!.mac : '',
    Networks: endpointsJson(container, container.state.dnsNames),
  };
}

/** `{"80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "8080"}], "81/tcp": null}`: null for what is exposed only. */
function portsJson({ endpoint, config }: Container): Record<string, unknown> {
  if (!endpoint?.network.pool) return {};
  const out: Record<string, unknown> = {};
  for (const port of Object.keys(config.ExposedPorts ?? {}).sort()) {
    const bound = endpoint.ports.filter(({ containerPort, protocol }) => `${containerPort}/${protocol}` === withProtocol(port));
    out[withProtocol(port)] = bound.length ? bound.map(({ hostIp, hostPort }) => ({ HostIp: hostIp, HostPort: String(hostPort) })) : null;
  }
  return out;
}

const withProtocol = (port: string) => (port.includes('/') ? port : `${port}/tcp`);
