import { ApiError } from '../api/route.ts';
import type { ContainerConfig } from '../container/config.ts';
import type { HostConfig, PortBinding } from '../container/host-config.ts';
import type { EngineContext } from '../context.ts';
import { type AddressPool, createAddressPool } from './address-pool.ts';
import { createPorts, PortInUse, type PublishedPort, splitPort } from './ports.ts';

export interface Network {
  readonly name: string;
  readonly id: string;
  readonly driver: 'bridge' | 'host' | 'null';
  readonly createdMs: number;
  readonly pool?: AddressPool;
  readonly options: Readonly<Record<string, string>>;
  /** By container id. */
  readonly endpoints: Map<string, Endpoint>;
}

/** A container's place on a network, while it runs. */
export interface Endpoint {
  readonly network: Network;
  readonly containerName: () => string;
  readonly endpointId: string;
  readonly sandboxId: string;
  readonly sandboxKey: string;
  /** Empty where the driver gives none. */
  readonly address: string;
  readonly mac: string;
  readonly ports: readonly PublishedPort[];
}

/** Who wants onto a network. */
export interface Joining {
  readonly id: string;
  readonly name: () => string;
  readonly config: ContainerConfig;
  readonly hostConfig: HostConfig;
  /** The hardware address that was asked for; empty for any. */
  readonly mac: string;
}

export interface Networks {
  list(): readonly Network[];
  /** By name, id, or the beginning of an id. */
  find(nameOrId: string): Network | undefined;
  /** @throws ApiError 404 for an unknown network, 500 for a port in use */
  join(container: Joining): Endpoint;
  leave(containerId: string, endpoint: Endpoint): void;
}

const bridgeOptions = {
  'com.docker.network.bridge.default_bridge': 'true',
  'com.docker.network.bridge.enable_icc': 'true',
  'com.docker.network.bridge.enable_ip_masquerade': 'true',
  'com.docker.network.bridge.host_binding_ipv4': '0.0.0.0',
  'com.docker.network.bridge.name': 'docker0',
  'com.docker.network.driver.mtu': '1500',
};

/** Where a container's network namespace is kept. */
const netns = '/var/run/docker/netns';

/** The networks that every engine has: bridge, host and none. */
export function createNetworks(context: EngineContext): Networks {
  const random = context.random.fork('network');
  const ports = createPorts();
  const predefined = (name: string, driver: Network['driver'], pool?: AddressPool): Network => ({
    name,
    id: random.hex(64),
    driver,
    createdMs: context.nowMs(),
    ...(pool ? { pool } : {}),
    options: pool ? bridgeOptions : {},
    endpoints: new Map(),
  });
  const networks = [
    predefined('none', 'null'),
    predefined('host', 'host'),
    predefined('bridge', 'bridge', createAddressPool('172.17.0.0/16')),
  ];

  /** An address of the locally administered, unicast kind (RFC 7042). */
  const randomMac = () => {
    const bytes = random.bytes(6);
    bytes[0] = ((bytes[0] as number) & 0xfe) | 0x02;
    return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(':');
  };

  function find(nameOrId: string): Network | undefined {
    if (nameOrId === '') return undefined;
    return networks.find(({ name, id }) => name === nameOrId || id === nameOrId) ?? networks.find(({ id }) => id.startsWith(nameOrId));
  }

  /** Publishes what is asked for, all or nothing. */
  function publish({ config, hostConfig, name }: Joining, endpointId: string): PublishedPort[] {
    const published: PublishedPort[] = [];
    try {
      // Only what is exposed is published: the client exposes what it binds.
      const wanted = Object.keys(config.ExposedPorts ?? {}).flatMap((port) =>
        bindingsOf(hostConfig, port).map((binding) => ({ port, binding })),
      );
      for (const { port, binding } of wanted.sort((a, b) => choices(a.binding) - choices(b.binding))) {
        const { number, protocol } = splitPort(port);
        published.push(...ports.publish(number, protocol, binding));
      }
      return published;
    } catch (error) {
      ports.release(published);
      if (!(error instanceof PortInUse)) throw error;
      const where = `failed programming external connectivity on endpoint ${name()} (${endpointId})`;
      throw new ApiError(500, `failed to set up container networking: driver ${where}: ${error.message}`);
    }
  }

  return {
    list: () => networks,
    find,
    join(container) {
      const mode = container.config.NetworkDisabled ? 'none' : container.hostConfig.NetworkMode;
      const network = find(mode);
      if (!network) throw new ApiError(404, `failed to set up container networking: network ${mode} not found`);
      const sandboxId = random.hex(64);
      const endpointId = random.hex(64);
      const address = network.pool?.take() ?? '';
      if (network.pool && address === '') {
        throw new ApiError(500, "failed to set up container networking: no available IPv4 addresses on this network's address pools");
      }
      let published: PublishedPort[] = [];
      try {
        published = network.pool ? publish(container, endpointId) : [];
      } catch (error) {
        network.pool?.release(address);
        throw error;
      }
      const endpoint: Endpoint = {
        network,
        containerName: container.name,
        endpointId,
        sandboxId,
        sandboxKey: network.driver === 'host' ? `${netns}/default` : `${netns}/${sandboxId.slice(0, 12)}`,
        address,
        mac: network.pool ? container.mac || randomMac() : '',
        ports: published,
      };
      network.endpoints.set(container.id, endpoint);
      return endpoint;
    },
    leave(containerId, { network, address, ports: published }) {
      network.endpoints.delete(containerId);
      network.pool?.release(address);
      ports.release(published);
    },
  };
}

/** What the client bound a port to; with `--publish-all`, any port of the host. */
function bindingsOf({ PortBindings, PublishAllPorts }: HostConfig, port: string): readonly PortBinding[] {
  const bindings = PortBindings?.[port] ?? [];
  return bindings.length === 0 && PublishAllPorts ? [{ HostIp: '', HostPort: '' }] : bindings;
}

/** How free the choice is: a binding to one port goes before one to a range, and that before any port. */
const choices = ({ HostPort }: PortBinding) => (HostPort === '' ? 2 : HostPort.includes('-') ? 1 : 0);
