/** Hands out the addresses of an IPv4 network, the lowest free one first (moby libnetwork/ipam). */
export interface AddressPool {
  readonly subnet: string;
  readonly gateway: string;
  readonly prefixLength: number;
  /** Undefined when all are taken. */
  take(): string | undefined;
  release(address: string): void;
}

const toNumber = (address: string) => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
const toText = (address: number) => [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');

/** `subnet` is `172.17.0.0/16`; its first address is the gateway's, its last the broadcast's. */
export function createAddressPool(subnet: string): AddressPool {
  const [network = '', length = ''] = subnet.split('/');
  const prefixLength = Number(length);
  const first = toNumber(network);
  const last = first + 2 ** (32 - prefixLength) - 2;
  const taken = new Set<number>([first + 1]);
  return {
    subnet,
    gateway: toText(first + 1),
    prefixLength,
    take() {
      for (let address = first + 2; address <= last; address++) {
        if (taken.has(address)) continue;
        taken.add(address);
        return toText(address);
      }
      return undefined;
    },
    release: (address) => taken.delete(toNumber(address)),
  };
}
