import type { Clock } from '../core/clock.ts';
import type { Transport } from '../core/http.ts';
import { createLink } from '../core/link.ts';
import type { Random } from '../core/random.ts';
import { noTrace } from '../core/trace/log.ts';
import { createCatalogue } from '../oci/catalogue/catalogue.ts';
import { createRegistry } from '../registry/registry.ts';
import { registryTransport } from './http/registry-transport.ts';

/** A home connection: the way to Docker Hub at pace 1. */
const LATENCY_MS = 20;
const BYTES_PER_MS = 6_250;

/** Docker Hub is simulated, over a link as slow as `pace` says; every other registry is the one out there. */
export function registries(clock: Clock, random: Random, pace: number): Transport {
  const hub = createRegistry({ clock, trace: noTrace, random, store: createCatalogue(), pace }).fetch;
  const linked =
    pace === 0
      ? hub
      : createLink(hub, { name: 'engine-registry', clock, trace: noTrace, latencyMs: LATENCY_MS * pace, bytesPerMs: BYTES_PER_MS / pace });
  const others = registryTransport();
  return (request) => (isHub(new URL(request.url).hostname) ? linked(request) : others(request));
}

const isHub = (host: string) => host === 'docker.io' || host.endsWith('.docker.io');
