import { respondJson } from '../../core/http.ts';
import { ApiError, type Route } from '../api/route.ts';

const notAManager =
  'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.';

/** What this engine has none of, answered as by a real one that has none: plugins and a swarm. */
export function absentRoutes(): Route[] {
  return [
    { method: 'GET', path: '/plugins', operation: 'PluginList', handle: async () => respondJson(200, []) },
    {
      method: 'GET',
      path: '/plugins/:name{.+}/json',
      operation: 'PluginInspect',
      async handle({ params }) {
        throw new ApiError(404, `plugin "${params.name}" not found`);
      },
    },
    {
      method: 'GET',
      path: '/swarm',
      operation: 'SwarmInspect',
      async handle() {
        throw new ApiError(503, notAManager);
      },
    },
  ];
}
