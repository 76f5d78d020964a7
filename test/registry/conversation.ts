import { VirtualClock } from '../../src/core/clock.ts';
import { messageChannelTurn, runFast } from '../../src/core/drivers.ts';
import { readJson, readText, wireRequest } from '../../src/core/http.ts';
import { createRandom } from '../../src/core/random.ts';
import { TraceLog } from '../../src/core/trace/log.ts';
import { createCatalogue } from '../../src/oci/catalogue/catalogue.ts';
import type { ContentStore } from '../../src/oci/content-store.ts';
import { createRegistry, type RegistryOptions } from '../../src/registry/registry.ts';

export const REALM = 'https://auth.docker.io/token';
export const SERVICE = 'registry.docker.io';
const HUB = 'https://registry-1.docker.io';

/** A registry, and someone who talks to it. Its clock stands still until an answer needs it. */
export function startRegistry(options: Partial<RegistryOptions> = {}, store: ContentStore = createCatalogue()) {
  const clock = new VirtualClock();
  const trace = new TraceLog({ clock, startedAt: '2026-01-01T00:00:00Z' });
  const registry = createRegistry({ clock, trace, random: createRandom(1), store, pace: 1, epochMs: Date.UTC(2026, 0, 1), ...options });
  const turn = messageChannelTurn();

  async function send(method: string, path: string, headers: Record<string, string> = {}): Promise<Response> {
    const url = path.startsWith('http') ? path : HUB + path;
    return runFast(clock, registry.fetch(wireRequest(url, { method, headers })), turn);
  }

  async function tokenFor(...scopes: string[]): Promise<string> {
    const query = new URLSearchParams([['service', SERVICE], ...scopes.map((scope) => ['scope', scope])]);
    const answer = (await readJson(await send('GET', `${REALM}?${query}`))) as { token: string };
    return answer.token;
  }

  return {
    clock,
    trace,
    registry,
    turn,
    send,
    tokenFor,
    /** Asks with a token for the repository that the path names. */
    async get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
      const name = /^\/v2\/(.+?)\/(?:manifests|blobs|tags)\//.exec(path)?.[1];
      const token = await tokenFor(name ? `repository:${name}:pull` : 'registry:catalog:*');
      return send(method, path, { Authorization: `Bearer ${token}`, ...headers });
    },
  };
}

export async function errorsOf(response: Response): Promise<unknown> {
  return ((await readJson(response)) as { errors: unknown }).errors;
}

export { readJson, readText };
