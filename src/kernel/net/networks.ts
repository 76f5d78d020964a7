import { sysError } from '../errno.ts';
import type { SandboxNetwork } from '../types.ts';
import { NetworkNamespace } from './namespace.ts';

interface Attachment {
  readonly namespace: NetworkNamespace;
  readonly spec: SandboxNetwork;
}

export interface Route {
  readonly to: NetworkNamespace;
  readonly address: string;
  readonly port: number;
  /** The address that the other side sees. */
  readonly from: string;
}

const loopbackMs = 0.05;
const bridgeMs = 0.1;

/** The bridges of the machine: who is on which, and what the host's NAT rules say. */
export class Networks {
  readonly host = new NetworkNamespace('host', this);
  readonly #attached = new Set<Attachment>();

  /** Plugs a namespace into its network by a veth pair; returns what unplugs it. */
  attach(namespace: NetworkNamespace, spec: SandboxNetwork): () => void {
    const { address, prefixLength = 16, gateway, mac } = spec;
    if (spec.mode !== 'bridge' || !address) return () => {};
    namespace.interfaces.push({ name: 'eth0', address, prefixLength, ...(mac ? { mac } : {}), ...(gateway ? { gateway } : {}) });
    const attachment = { namespace, spec };
    this.#attached.add(attachment);
    return () => {
      this.#attached.delete(attachment);
      namespace.interfaces.splice(1);
    };
  }

  /** @throws SysError ENETUNREACH, EHOSTUNREACH */
  route(from: NetworkNamespace, address: string, port: number): Route {
    if (from !== this.host && from.has(address)) return { to: from, address, port, from: address };
    const own = this.#attachmentOf(from);
    if (from === this.host || address === own?.spec.gateway) {
      if (from.has(address) || this.#gateways().has(address)) return this.#toHost(from, address, port);
    }
    const target = this.#neighbour(from, address);
    if (target) return { to: target.namespace, address, port, from: own?.spec.address ?? target.spec.gateway ?? '127.0.0.1' };
    throw sysError(own ? 'EHOSTUNREACH' : 'ENETUNREACH');
  }

  /** To a port of the host: published ones are handed on (DNAT), others are for who listens there. */
  #toHost(from: NetworkNamespace, address: string, port: number): Route {
    const source = this.#attachmentOf(from)?.spec.address ?? address;
    for (const { namespace, spec } of this.#attached) {
      const rule = spec.published?.find((one) => one.hostPort === port && one.protocol === 'tcp');
      // docker-proxy and MASQUERADE: the container sees its gateway.
      if (rule) return { to: namespace, address: spec.address ?? '', port: rule.containerPort, from: spec.gateway ?? source };
    }
    return { to: this.host, address, port, from: source };
  }

  roundTripMs(from: NetworkNamespace, address: string): number | undefined {
    if (from.has(address)) return loopbackMs;
    if (this.#attachmentOf(from)?.spec.gateway === address) return bridgeMs;
    return this.#neighbour(from, address) ? bridgeMs : undefined;
  }

  /** The address behind a name: containers on the same user network know one another (127.0.0.11). */
  lookup(from: NetworkNamespace, name: string): string | undefined {
    const own = this.#attachmentOf(from);
    for (const { spec } of this.#attached) if (spec.name === own?.spec.name && spec.aliases?.includes(name)) return spec.address;
    return undefined;
  }

  /** Who has an address on a network that `from` is on; the host is on all of them. */
  #neighbour(from: NetworkNamespace, address: string): Attachment | undefined {
    const own = this.#attachmentOf(from);
    for (const one of this.#attached) {
      if (one.spec.address === address && (from === this.host || one.spec.name === own?.spec.name)) return one;
    }
    return undefined;
  }

  #attachmentOf(namespace: NetworkNamespace): Attachment | undefined {
    for (const one of this.#attached) if (one.namespace === namespace) return one;
    return undefined;
  }

  #gateways(): Set<string> {
    return new Set([...this.#attached].map((one) => one.spec.gateway ?? ''));
  }
}
