import { PatternRouter } from 'hono/router/pattern-router';
import { newestApi } from '../system/release.ts';
import type { Route } from './route.ts';

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
  readonly version: string;
}

/**
 * Finds the route of a request. Each path is there twice, with `/v1.51` before it and without.
 * An image's name has slashes in it, in the middle of a path too, which among Hono's routers the
 * pattern router takes without a fallback; it tries the routes in the order of the table.
 */
export function createRouter(routes: readonly Route[]): (method: string, path: string) => Match | undefined {
  const router = new PatternRouter<Route>();
  for (const route of routes) router.add(route.method, route.path, route);
  return (method, path) => {
    if (path.endsWith('/')) return undefined;
    const prefix = /^\/v([0-9.]+)(?=\/)/.exec(path);
    const found = router.match(method, prefix ? path.slice(prefix[0].length) : path)[0][0];
    if (!found) return undefined;
    const [route, params] = found;
    return { route, params: params as Record<string, string>, version: prefix?.[1] ?? newestApi };
  };
}
