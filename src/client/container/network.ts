import { quote } from '../format/quote.ts';
import { csvFields, cut } from './csv.ts';
import { isMac } from './ip.ts';

/** One `--network`, short or with fields (docker/cli opts/network.go). */
export interface NetworkAttachment {
  readonly target: string;
  readonly aliases: readonly string[];
  readonly links: readonly string[];
  readonly ipv4: string;
  readonly ipv6: string;
  readonly linkLocal: readonly string[];
  readonly mac: string;
  readonly driverOptions: Readonly<Record<string, string>> | undefined;
  readonly gatewayPriority: number;
}

const NOTHING: NetworkAttachment = {
  target: '',
  aliases: [],
  links: [],
  ipv4: '',
  ipv6: '',
  linkLocal: [],
  mac: '',
  driverOptions: undefined,
  gatewayPriority: 0,
};

function withField(network: NetworkAttachment, field: string): NetworkAttachment {
  const [rawKey, rawValue] = cut(field.toLowerCase());
  if (rawValue === undefined || rawKey === '') throw new Error(`invalid field ${field}`);
  const key = rawKey.trim();
  const value = rawValue.trim();
  switch (key) {
    case 'name':
      return { ...network, target: value };
    case 'alias':
      return { ...network, aliases: [...network.aliases, value] };
    case 'ip':
      return { ...network, ipv4: value };
    case 'ip6':
      return { ...network, ipv6: value };
    case 'mac-address':
      return { ...network, mac: value };
    case 'link-local-ip':
      return { ...network, linkLocal: [...network.linkLocal, value] };
    case 'driver-opt': {
      const [name, option] = cut(value);
      if (option === undefined || name === '') throw new Error('invalid key value pair format in driver options');
      return { ...network, driverOptions: { ...network.driverOptions, [name.trim()]: option.trim() } };
    }
    case 'gw-priority':
      if (!/^[+-]?\d+$/.test(value)) throw new Error(`invalid gw-priority (${value}): invalid syntax`);
      return { ...network, gatewayPriority: Number(value) };
    default:
      throw new Error(`invalid field key ${key}`);
  }
}

export function parseNetwork(text: string): NetworkAttachment {
  if (!/\w+=\w+/.test(text)) return { ...NOTHING, target: text };
  const network = csvFields(text).reduce(withField, NOTHING);
  if (network.target === '') throw new Error('network name/id is not specified');
  return network;
}

/** Options that stand for themselves and go to the first network: `--ip`, `--network-alias`, … */
export type NetworkDefaults = Pick<NetworkAttachment, 'aliases' | 'links' | 'ipv4' | 'ipv6' | 'linkLocal' | 'mac'>;

const isUserDefined = (name: string) => !/^(default|bridge|host|none|container:.*)$/.test(name) && name !== '';

function withDefaults(network: NetworkAttachment, given: NetworkDefaults): NetworkAttachment {
  const conflict = (a: boolean, b: boolean, option: string, what: string) => {
    if (a && b) throw new Error(`conflicting options: cannot specify both --${option} and per-network ${what}`);
  };
  conflict(network.aliases.length > 0, given.aliases.length > 0, 'network-alias', 'alias');
  conflict(network.links.length > 0, given.links.length > 0, 'link', 'links');
  conflict(network.ipv4 !== '', given.ipv4 !== '', 'ip', 'IPv4 address');
  conflict(network.ipv6 !== '', given.ipv6 !== '', 'ip6', 'IPv6 address');
  conflict(network.mac !== '', given.mac !== '', 'mac-address', 'MAC address');
  conflict(network.linkLocal.length > 0, given.linkLocal.length > 0, 'link-local-ip', 'link-local IP addresses');
  return {
    ...network,
    aliases: given.aliases.length ? given.aliases : network.aliases,
    links: isUserDefined(network.target) && given.links.length ? given.links : network.links,
    ipv4: given.ipv4 || network.ipv4,
    ipv6: given.ipv6 || network.ipv6,
    mac: given.mac || network.mac,
    linkLocal: given.linkLocal.length ? given.linkLocal : network.linkLocal,
  };
}

const orNull = <T>(list: readonly T[]) => (list.length ? list : null);

/** An endpoint as containers/create takes it, in the API's order of fields. */
function endpoint(network: NetworkAttachment) {
  if (network.target.trim() === '') throw new Error('no name set for network');
  if (!isUserDefined(network.target)) {
    if (network.aliases.length) throw new Error('network-scoped aliases are only supported for user-defined networks');
    if (network.links.length) throw new Error('links are only supported for user-defined networks');
  }
  if (network.mac && !isMac(network.mac.trim())) throw new Error(`${network.mac} is not a valid mac address`);
  const addressed = network.ipv4 !== '' || network.ipv6 !== '' || network.linkLocal.length > 0;
  return {
    IPAMConfig: addressed
      ? {
          ...(network.ipv4 ? { IPv4Address: network.ipv4 } : {}),
          ...(network.ipv6 ? { IPv6Address: network.ipv6 } : {}),
          ...(network.linkLocal.length ? { LinkLocalIPs: network.linkLocal } : {}),
        }
      : null,
    Links: orNull(network.links),
    Aliases: orNull(network.aliases),
    MacAddress: network.mac,
    DriverOpts: network.driverOptions ?? null,
    GwPriority: network.gatewayPriority,
    NetworkID: '',
    EndpointID: '',
    Gateway: '',
    IPAddress: '',
    IPPrefixLen: 0,
    IPv6Gateway: '',
    GlobalIPv6Address: '',
    GlobalIPv6PrefixLen: 0,
    DNSNames: null,
  };
}

export type Endpoint = ReturnType<typeof endpoint>;

/** All endpoints, by network (docker/cli container/opts.go, parseNetworkOpts). */
export function endpoints(networks: readonly NetworkAttachment[], given: NetworkDefaults): Readonly<Record<string, Endpoint>> {
  if (networks.length === 0) return { default: endpoint(withDefaults({ ...NOTHING, target: 'default' }, given)) };
  const out: Record<string, Endpoint> = {};
  networks.forEach((network, index) => {
    const whole = index === 0 ? withDefaults(network, given) : network;
    const described = endpoint(whole);
    if (out[network.target]) throw new Error(`network ${quote(network.target)} is specified multiple times`);
    // A single network without a wish of its own is left to the engine.
    if (index === 0 && networks.length === 1 && isPlain(whole)) return;
    out[network.target] = described;
  });
  if (networks.some(({ target }) => isUserDefined(target)) && networks.some(({ target }) => !isUserDefined(target))) {
    throw new Error('conflicting options: cannot attach both user-defined and non-user-defined network-modes');
  }
  return out;
}

const isPlain = ({ aliases, links, ipv4, ipv6, linkLocal, mac, driverOptions, gatewayPriority }: NetworkAttachment) =>
  !aliases.length && !links.length && !ipv4 && !ipv6 && !linkLocal.length && !mac && !driverOptions && gatewayPriority === 0;
