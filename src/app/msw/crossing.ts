import type { Clock } from '../../core/clock.ts';
import { readBytes, type Transport, wireRequest } from '../../core/http.ts';
import { causedBy, causeOf } from '../../core/trace/cause.ts';
import { BytesUnderWay, holdClock, type LetGo } from './hold.ts';

/** Says which of the client's requests this one is: the page's own `fetch` may not carry all of its headers. */
export const REQUEST_HEADER = 'Drydock-Request';

interface Crossing {
  readonly original: Request;
  readonly clock: Pick<Clock, 'hold'>;
  readonly direct: Transport;
  readonly underWay: BytesUnderWay;
  /** The clock stands still until the handler has the request, and again until the client has the answer's head. */
  letGo: LetGo;
  /** Ends the engine's answer when its reader has gone: an abort does not reach the worker. */
  stop: () => void;
}

/**
 * Sends the client's requests through the page's own `fetch`, where a service worker catches them and
 * hands them back to `handle`; so the browser's network panel shows them. Virtual time stands still
 * while the platform carries them, so that the trace is the same as without.
 */
export class NetworkCrossing {
  readonly #crossings = new Map<string, Crossing>();
  #next = 1;

  /**
   * @param base where the engine's paths begin: `https://host/folder/engine`
   * @param enabled whether requests cross now, or go directly
   */
  constructor(
    private readonly base: string,
    private readonly enabled: () => boolean,
    private readonly fetch: Transport,
  ) {}

  /** A connection that is taken over cannot pass through `fetch`: those go directly. */
  route(direct: Transport, clock: Pick<Clock, 'hold'>): Transport {
    return (request) => (this.enabled() && !request.headers.has('Upgrade') ? this.#cross(request, direct, clock) : direct(request));
  }

  async #cross(original: Request, direct: Transport, clock: Pick<Clock, 'hold'>): Promise<Response> {
    const id = String(this.#next++);
    const underWay = new BytesUnderWay(clock);
    const crossing: Crossing = { original, clock, direct, underWay, letGo: () => {}, stop: () => {} };
    this.#crossings.set(id, crossing);
    const { method } = original;
    const body = method === 'GET' || method === 'HEAD' ? undefined : await readBytes(original);
    const { pathname, search } = new URL(original.url);
    const headers = new Headers(original.headers);
    headers.set(REQUEST_HEADER, id);
    crossing.letGo = holdClock(clock);
    try {
      const response = await this.fetch(
        new Request(`${this.base}${pathname}${search}`, { method, headers, ...(body?.length ? { body: body as BodyInit } : {}) }),
      );
      return received(response, crossing);
    } finally {
      crossing.letGo();
      this.#crossings.delete(id);
    }
  }

  /** What the worker does with a request that it caught. */
  async handle(request: Request): Promise<Response> {
    const crossing = this.#crossings.get(request.headers.get(REQUEST_HEADER) ?? '');
    if (!crossing) return new Response('Only the docker client of this page speaks to its engine.\n', { status: 403 });
    const { original, clock, direct } = crossing;
    const body = new Uint8Array(await request.arrayBuffer());
    const { method, headers, signal } = original;
    const inner = wireRequest(original.url, { method, headers, signal, ...(original.body ? { body } : {}) });
    crossing.letGo();
    const response = await direct(causedBy(inner, causeOf(original)));
    crossing.letGo = holdClock(clock);
    return sent(response, crossing);
  }
}

/** The engine's answer, on its way to the worker. */
function sent(response: Response, crossing: Crossing): Response {
  const { status, statusText, headers } = response;
  if (!response.body || status === 204 || status === 304) return new Response(null, { status, statusText, headers });
  const reader = response.body.getReader();
  crossing.stop = () => void reader.cancel().catch(() => {});
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        crossing.underWay.sent(value.length);
        controller.enqueue(value);
      } catch (error) {
        controller.error(error);
      }
    },
    cancel: crossing.stop,
  });
  return new Response(body, { status, statusText, headers });
}

/** The same answer, come out of `fetch`. */
function received(response: Response, crossing: Crossing): Response {
  const { status, statusText, headers } = response;
  if (!response.body) return response;
  const reader = response.body.getReader();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) {
          crossing.underWay.end();
          return controller.close();
        }
        controller.enqueue(value);
        crossing.underWay.arrived(value.length);
      } catch (error) {
        crossing.underWay.end();
        controller.error(error);
      }
    },
    cancel() {
      crossing.underWay.end();
      crossing.stop();
      return reader.cancel();
    },
  });
  return new Response(status === 204 || status === 304 ? null : body, { status, statusText, headers });
}
