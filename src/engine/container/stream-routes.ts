import type { Route } from '../api/route.ts';
import { attach } from './attach.ts';
import type { Lifecycle } from './lifecycle.ts';
import { logs } from './logs.ts';
import type { ContainerStore } from './store.ts';
import { wait } from './wait.ts';

/** The calls that last. */
export function streamRoutes(store: ContainerStore, lifecycle: Lifecycle): Route[] {
  return [
    { method: 'GET', path: '/containers/:id{.+}/logs', operation: 'ContainerLogs', handle: async (call) => logs(call, store) },
    {
      method: 'POST',
      path: '/containers/:id{.+}/attach',
      operation: 'ContainerAttach',
      handle: async (call) => attach(call, store, lifecycle),
    },
    { method: 'POST', path: '/containers/:id{.+}/wait', operation: 'ContainerWait', handle: async (call) => wait(call, store) },
  ];
}
