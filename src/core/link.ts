import type { Clock } from './clock.ts';
import { chunksOf, type Transport, wireRequest } from './http.ts';
import { pieceOf } from './piece.ts';
import { causedBy, causeOf } from './trace/cause.ts';
import type { HeaderList, LinkName } from './trace/events.ts';
import type { TraceSink } from './trace/log.ts';

/**
 * A link carries HTTP from one part to another: it takes the time that distance and bandwidth ask
 * for, and writes down in the trace all that crosses. Without delay (`latencyMs: 0`, no bandwidth)
 * it sets no timer, and only writes.
 */
export interface LinkOptions {
  readonly name: LinkName;
  readonly clock: Clock;
  readonly trace: TraceSink;
  /** One way, in milliseconds. */
  readonly latencyMs?: number;
  /** Shared by all that crosses in one direction at a time. Undefined: without limit. */
  readonly bytesPerMs?: number | undefined;
}

/** Bytes that cross in one piece, so that exchanges side by side share the link fairly. */
const PACKET = 32 * 1024;
/** What a message's head weighs on the link. */
const HEAD = 512;

const headerList = (headers: Headers): HeaderList => [...headers.entries()];
const isText = (headers: Headers) => /json|text|xml|urlencoded/.test(headers.get('Content-Type') ?? '');

/** One direction of a link: things leave one after another, and arrive in order. */
class Lane {
  #freeAt = 0;
  constructor(
    private readonly clock: Clock,
    private readonly latencyMs: number,
    private readonly bytesPerMs: number | undefined,
  ) {}

  /** Reserves the lane for `size` bytes. Gives when the last byte has left, and when it arrives. */
  book(size: number): { left: number; arrives: number } {
    const start = Math.max(this.clock.now(), this.#freeAt);
    const left = start + (this.bytesPerMs ? size / this.bytesPerMs : 0);
    this.#freeAt = left;
    return { left, arrives: left + this.latencyMs };
  }

  async until(at: number): Promise<void> {
    const wait = at - this.clock.now();
    if (wait > 0) await this.clock.sleep(wait);
  }
}

type ChunkType = 'http.request.chunk' | 'http.response.chunk';

export function createLink(handler: Transport, options: LinkOptions): Transport {
  const { name: link, clock, trace, latencyMs = 0, bytesPerMs } = options;
  const there = new Lane(clock, latencyMs, bytesPerMs);
  const back = new Lane(clock, latencyMs, bytesPerMs);
  const [from, to] = link === 'client-engine' ? (['client', 'engine'] as const) : (['engine', 'registry'] as const);

  /** Carries a body over a lane, chunk by chunk. What is under way when the reader leaves is dropped. */
  function carry(
    body: ReadableStream<Uint8Array>,
    lane: Lane,
    type: ChunkType,
    exchange: string,
    text: boolean,
    ended: (size: number, failure?: string) => void,
  ): ReadableStream<Uint8Array> {
    let size = 0;
    let left = false;
    const source = chunksOf({ body });
    const actor = type === 'http.request.chunk' ? from : to;
    return new ReadableStream({
      start(controller) {
        let underWay = 0;
        // Slots are booked in order and timers fire in order, so that nothing overtakes.
        const deliver = (at: number, act: () => void) => {
          if (underWay === 0 && at <= clock.now()) return act();
          underWay++;
          clock.setTimeout(() => {
            underWay--;
            if (!left) act();
          }, at - clock.now());
        };
        const pump = async () => {
          for await (const chunk of source) {
            for (let at = 0; at < chunk.length; at += PACKET) {
              const packet = chunk.length <= PACKET ? chunk : chunk.subarray(at, at + PACKET);
              const slot = lane.book(packet.length);
              size += packet.length;
              trace.emit({ type, actor, span: exchange, exchange, link, arrives: slot.arrives, ...pieceOf(packet, text) });
              await lane.until(slot.left);
              if (left) return;
              deliver(slot.arrives, () => controller.enqueue(packet));
            }
          }
          deliver(clock.now() + latencyMs, () => {
            ended(size);
            controller.close();
          });
        };
        pump().catch((error: unknown) => {
          if (left) return;
          deliver(clock.now() + latencyMs, () => {
            ended(size, error instanceof Error ? error.message : String(error));
            controller.error(error);
          });
        });
      },
      async cancel() {
        left = true;
        ended(size, 'the reader closed the connection');
        await source.return().catch(() => {});
        await body.cancel().catch(() => {});
      },
    });
  }

  return async (request) => {
    const exchange = trace.span('x');
    const parent = causeOf(request);
    const url = new URL(request.url);
    const out = there.book(HEAD);
    trace.emit({
      type: 'http.request',
      actor: from,
      span: exchange,
      ...(parent ? { parent } : {}),
      exchange,
      link,
      method: request.method,
      url: link === 'client-engine' ? url.pathname + url.search : url.href,
      headers: headerList(request.headers),
      arrives: out.arrives,
    });
    const body = request.body ? carry(request.body, there, 'http.request.chunk', exchange, isText(request.headers), () => {}) : undefined;
    await there.until(out.arrives);
    const inner = causedBy(
      wireRequest(request.url, { method: request.method, headers: request.headers, signal: request.signal, ...(body ? { body } : {}) }),
      exchange,
    );
    let response: Response;
    try {
      response = await handler(inner);
    } catch (error) {
      trace.emit({
        type: 'http.failed',
        actor: to,
        span: exchange,
        exchange,
        link,
        reason: error instanceof Error ? error.message : String(error),
      });
      throw error;
    }
    const slot = back.book(HEAD);
    trace.emit({
      type: 'http.response',
      actor: to,
      span: exchange,
      exchange,
      link,
      status: response.status,
      statusText: response.statusText,
      headers: headerList(response.headers),
      arrives: slot.arrives,
    });
    const ended = (size: number, failure?: string) =>
      failure === undefined
        ? trace.emit({ type: 'http.end', actor: to, span: exchange, exchange, link, size })
        : trace.emit({ type: 'http.failed', actor: to, span: exchange, exchange, link, reason: failure });
    // The body sets out right behind the head.
    const answer = response.body && carry(response.body, back, 'http.response.chunk', exchange, isText(response.headers), ended);
    await back.until(slot.arrives);
    if (answer) return rebody(response, answer);
    ended(0);
    return response;
  };
}

/** The same response with another body; status 101 stays what it is. */
function rebody(response: Response, body: ReadableStream<Uint8Array>): Response {
  const { status, statusText, headers } = response;
  const copy = new Response(body, { status: status === 101 ? 200 : status, statusText, headers });
  if (status === 101) Object.defineProperties(copy, { status: { value: 101 }, ok: { value: false } });
  return copy;
}
