import type { Transport } from '../core/http.ts';
import { createServer } from './api/server.ts';
import { createContainers } from './container/containers.ts';
import type { EngineContext, EngineOptions } from './context.ts';
import { createContext } from './daemon-context.ts';
import { eventRoutes } from './events/routes.ts';
import type { Images } from './image/images.ts';
import { createNetworks } from './network/networks.ts';
import { networkRoutes } from './network/routes.ts';
import { absentRoutes } from './system/absent.ts';
import { diskUsageJson } from './system/disk-usage.ts';
import { systemRoutes } from './system/routes.ts';

export interface Engine {
  /** The Engine API. */
  readonly fetch: Transport;
  /** Kills what still runs, and waits until it is gone. */
  shutdown(): Promise<void>;
}

/** Puts the engine's parts together around an image store. */
export function assemble(options: EngineOptions, imagesOf: (context: EngineContext) => Images): Engine {
  const { context, journal } = createContext(options);
  const images = imagesOf(context);
  const networks = createNetworks(context);
  const containers = createContainers(context, images, networks);
  const counts = () => ({ ...containers.counts(), images: images.count(), eventListeners: journal.listeners });
  const fetch = createServer(context, [
    ...systemRoutes(context, counts, () => diskUsageJson(images.list(), containers.usage())),
    ...eventRoutes(context, journal),
    ...containers.routes,
    ...images.routes,
    ...networkRoutes(networks),
    ...absentRoutes(),
  ]);
  return { fetch, shutdown: containers.shutdown };
}
