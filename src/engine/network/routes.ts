import { respondJson } from '../../core/http.ts';
import { filtersOf } from '../api/query.ts';
import { ApiError, type Route } from '../api/route.ts';
import { rfc3339Nano } from '../time.ts';
import type { Network, Networks } from './networks.ts';

const networkFilters = ['dangling', 'driver', 'id', 'label', 'name', 'scope', 'type'];

/** Reading the networks that there are. */
export function networkRoutes(networks: Networks): Route[] {
  return [
    {
      method: 'GET',
      path: '/networks',
      operation: 'NetworkList',
      async handle({ query }) {
        const filters = filtersOf(query, networkFilters);
        const passes = ({ name, id, driver }: Network) =>
          [...filters].every(([filter, values]) => {
            const own: Record<string, (value: string) => boolean> = {
              name: (value) => name.includes(value),
              id: (value) => id.startsWith(value),
              driver: (value) => driver === value,
              scope: (value) => value === 'local',
              type: (value) => value === 'builtin',
              // None of the predefined networks has a label, and none can be pruned.
              dangling: (value) => value === 'false' || value === '0',
            };
            return values.some((value) => own[filter]?.(value) ?? false);
          });
        // A list says nothing of who is attached.
        return respondJson(
          200,
          networks
            .list()
            .filter(passes)
            .map((network) => networkJson(network, false)),
        );
      },
    },
    {
      method: 'GET',
      path: '/networks/:id',
      operation: 'NetworkInspect',
      async handle({ params }) {
        const network = networks.find(params.id!);
        if (!network) throw new ApiError(404, `network ${params.id} not found`);
        return respondJson(200, networkJson(network, true));
      },
    },
  ];
}

function networkJson({ name, id, createdMs, driver, pool, options, endpoints }: Network, withContainers: boolean): object {
  const containers = [...endpoints].map(([container, { containerName, endpointId, mac, address }]) => [
    container,
    {
      Name: containerName(),
      EndpointID: endpointId,
      MacAddress: mac,
      IPv4Address: address && `${address}/${pool?.prefixLength}`,
      IPv6Address: '',
    },
  ]);
  return {
    Name: name,
    Id: id,
    Created: rfc3339Nano(createdMs),
    Scope: 'local',
    Driver: driver,
    EnableIPv4: true,
    EnableIPv6: false,
    IPAM: { Driver: 'default', Options: null, Config: pool ? [{ Subnet: pool.subnet, Gateway: pool.gateway }] : null },
    Internal: false,
    Attachable: false,
    Ingress: false,
    ConfigFrom: { Network: '' },
    ConfigOnly: false,
    Containers: Object.fromEntries(withContainers ? containers : []),
    Options: options,
    Labels: {},
  };
}
