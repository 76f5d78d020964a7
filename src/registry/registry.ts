import { toPromise } from 'xstate';
import type { Clock } from '../core/clock.ts';
import { respond, type Transport } from '../core/http.ts';
import type { Random } from '../core/random.ts';
import { interpret } from '../core/statechart.ts';
import { causeOf } from '../core/trace/cause.ts';
import type { TraceSink } from '../core/trace/log.ts';
import type { ContentStore } from '../oci/content-store.ts';
import { challenge, neededScope, verdictOn } from './authorization.ts';
import { errorResponse, plain } from './errors.ts';
import { type Match, match } from './routes.ts';
import { type Exchange, registrySession } from './session.ts';
import { grantToken } from './token-service.ts';

export interface RegistryOptions {
  readonly clock: Clock;
  readonly trace: TraceSink;
  readonly random: Random;
  readonly store: ContentStore;
  /** Where clients get tokens; requests to its path are served here too. */
  readonly realm?: string;
  /** How the registry calls itself in a challenge. */
  readonly service?: string;
  /** `token`, as Docker Hub; `open`, as a registry out of the box: no token, and no repository is private. */
  readonly access?: 'token' | 'open';
  /** Multiplies the registry's own delays: 1 is real, 0 is none, and then no timer is set. */
  readonly pace: number;
  /** The date at virtual time 0, in milliseconds since 1970. Without it, nothing is dated. */
  readonly epochMs?: number;
}

export interface Registry {
  /** Serves any host name: `/v2/…` and the token service's path. */
  readonly fetch: Transport;
}

/** How long the registry thinks before it answers, in milliseconds. */
const THINKING = 2;

/** A registry on the OCI distribution API, with the token service that guards it. */
export function createRegistry(options: RegistryOptions): Registry {
  const { clock, trace, store, access = 'token', pace, epochMs } = options;
  const { realm = 'https://auth.docker.io/token', service = 'registry.docker.io' } = options;
  const random = options.random.fork('registry');
  const key = random.bytes(32);
  const tokenPath = new URL(realm).pathname;
  const nowSeconds = () => Math.floor(((epochMs ?? 0) + clock.now()) / 1000);
  let unnamed = 0;

  /**
   * Reads of the store, one after the other. What is built for one takes as long as the machine
   * needs; with a timer set beforehand, the answer comes at its virtual time and in its turn however
   * long that was.
   */
  let last: Promise<unknown> = Promise.resolve();
  function fromStore<T>(read: () => Promise<T>): Promise<T> {
    const slot = pace > 0 ? clock.sleep(THINKING * pace) : undefined;
    const result = clock.hold(last.then(read));
    last = result.catch(() => {});
    return slot ? Promise.all([result, slot]).then(([value]) => value) : result;
  }

  async function serve(request: Request, url: URL, matched: Match | undefined): Promise<Response> {
    if (!matched) return unmatched(url.pathname);
    const { route, name, reference } = matched;
    if (!route.methods.includes(request.method)) return plain(405, 'Method not allowed', { Allow: [...route.methods].sort().join(', ') });
    return route.handle({ method: request.method, url, headers: request.headers, name, reference, store, fromStore });
  }

  function exchangeOf(request: Request): Exchange {
    const url = new URL(request.url);
    const matched = match(url.pathname);
    const needed = matched && neededScope(matched, request.method);
    const verdict = verdictOn(request.headers, needed, { key, service, nowSeconds: nowSeconds() });
    const isOpen = access === 'open' || matched === undefined;
    return {
      door: url.pathname === tokenPath ? 'token-service' : isOpen ? 'open' : 'guarded',
      verdict,
      grant: async () => grantToken(request, { store, random, key, service, nowSeconds, dated: epochMs !== undefined }),
      challenge: async () => challenge(verdict, needed, realm, service),
      serve: () => serve(request, url, matched),
      fail: (error) => errorResponse('UNKNOWN', { detail: error instanceof Error ? error.message : String(error) }),
    };
  }

  function headed(request: Request, response: Response): Response {
    const headers = new Headers(response.headers);
    if (![tokenPath, '/'].includes(new URL(request.url).pathname)) headers.set('Docker-Distribution-Api-Version', 'registry/2.0');
    if (epochMs !== undefined) headers.set('Date', new Date(epochMs + clock.now()).toUTCString());
    const body = request.method === 'HEAD' ? null : response.body;
    return new Response(body, { status: response.status, headers });
  }

  return {
    async fetch(request) {
      const span = causeOf(request);
      const id = span ?? `r${++unnamed}`;
      const about = { clock, trace, actor: 'registry', machine: 'registry-session', id, span } as const;
      const session = interpret(registrySession, about, exchangeOf(request));
      const response = toPromise(session);
      session.start();
      session.send({ type: 'request' });
      return headed(request, await response);
    },
  };
}

/** Outside the API (distribution `registry/registry.go`; Go's own mux sends `/v2` on). */
function unmatched(path: string): Response {
  if (path === '/') return respond(200, undefined, { 'Cache-Control': 'no-cache' });
  if (path === '/v2')
    return respond(301, '<a href="/v2/">Moved Permanently</a>.\n\n', { 'Content-Type': 'text/html; charset=utf-8', Location: '/v2/' });
  return plain(404, '404 page not found');
}
