import { respond, respondJson } from '../../core/http.ts';
import type { Route } from '../api/route.ts';
import type { EngineContext } from '../context.ts';
import { type Counts, createInfo } from './info.ts';
import { versionOf } from './version.ts';

const pingHeaders = {
  'Builder-Version': '2',
  'Cache-Control': 'no-cache, no-store, must-revalidate',
  Pragma: 'no-cache',
  Swarm: 'inactive',
  'Content-Type': 'text/plain; charset=utf-8',
};

export function systemRoutes(context: EngineContext, counts: () => Counts, diskUsage: () => object): Route[] {
  const info = createInfo(context);
  return [
    { method: 'GET', path: '/_ping', operation: 'SystemPing', handle: async () => respond(200, 'OK', pingHeaders) },
    { method: 'HEAD', path: '/_ping', operation: 'SystemPingHead', handle: async () => respond(200, undefined, pingHeaders) },
    { method: 'GET', path: '/version', operation: 'SystemVersion', handle: async () => respondJson(200, versionOf(context)) },
    { method: 'GET', path: '/info', operation: 'SystemInfo', handle: async () => respondJson(200, info(counts())) },
    { method: 'GET', path: '/system/df', operation: 'SystemDataUsage', handle: async () => respondJson(200, diskUsage()) },
  ];
}
