import type { Route } from '../api/route.ts';
import type { EngineContext } from '../context.ts';
import { createExecs } from '../exec/execs.ts';
import { execRoutes } from '../exec/routes.ts';
import type { Images } from '../image/images.ts';
import type { Networks } from '../network/networks.ts';
import type { UsageRow } from '../system/disk-usage.ts';
import { isRunning, statusOf } from './container.ts';
import { createControl } from './control.ts';
import { createCreator } from './create.ts';
import { createLifecycle } from './lifecycle.ts';
import { summaryJson } from './list.ts';
import { createContainerMachine } from './machine.ts';
import { containerRoutes } from './routes.ts';
import { createStore } from './store.ts';
import { streamRoutes } from './stream-routes.ts';

/** The containers of an engine, and their part of its API. */
export interface Containers {
  readonly routes: readonly Route[];
  counts(): { readonly running: number; readonly paused: number; readonly stopped: number };
  /** What each takes on disk. */
  usage(): readonly UsageRow[];
  readonly shutdown: () => Promise<void>;
}

export function createContainers(context: EngineContext, images: Images, networks: Networks): Containers {
  const store = createStore();
  const lifecycle = createLifecycle(context, store, images, networks);
  const machine = createContainerMachine(lifecycle.effects, context.nowMs);
  const create = createCreator(context, store, images, lifecycle, machine);
  const control = createControl(store, lifecycle);
  const execs = createExecs(context, lifecycle);
  return {
    routes: [
      ...containerRoutes({ context, store, images, lifecycle, create, control }),
      ...streamRoutes(store, lifecycle),
      ...execRoutes(store, execs),
    ],
    counts() {
      const all = store.all();
      const paused = all.filter((container) => statusOf(container) === 'paused').length;
      const up = all.filter(isRunning).length;
      return { running: up - paused, paused, stopped: all.length - up };
    },
    usage: () =>
      store.all().map((container) => ({ imageId: container.image.id, row: summaryJson(container, context, container.config.Image, true) })),
    shutdown: control.shutdown,
  };
}
