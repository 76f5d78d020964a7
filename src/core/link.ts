import type { Clock } from './clock.ts';
import { type Transport, wireRequest, withBody } from './http.ts';
import { pieceOf } from './piece.ts';
import { causedBy, causeOf } from './trace/cause.ts';
import type { HeaderList, LinkName } from './trace/events.ts';
import { READER_LEFT } from './trace/left.ts';
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
/** Bytes of one body that may be under way or unread, as in the buffers of two sockets: then its sender waits. */
const WINDOW = 1024 * 1024;

const headerList = (headers: Headers): HeaderList => [...headers.entries()];
const textOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
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

/** A body on its way over a link. */
interface Carried {
  readonly stream: ReadableStream<Uint8Array>;
  /** Breaks it off at both ends. Does nothing once it is over. */
  abort(reason: unknown): void;
}

/** What `work` gives, unless the signal aborts first: then its reason is thrown. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    const settled = () => signal.removeEventListener('abort', onAbort);
    void work.then(resolve, reject).finally(settled);
  });
}

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
  ): Carried {
    const source = body.getReader();
    const actor = type === 'http.request.chunk' ? from : to;
    let controller: ReadableStreamDefaultController<Uint8Array>;
    let size = 0;
    let over = false;
    let bytesUnderWay = 0;
    let onRead = () => {};
    const read = () =>
      new Promise<void>((resolve) => {
        onRead = resolve;
      });
    // Arrivals in their order: timers on wall time may be a trifle early or late, but nothing overtakes.
    const underWay: (() => void)[] = [];
    const deliver = (at: number, act: () => void) => {
      if (underWay.length === 0 && at <= clock.now()) return act();
      underWay.push(act);
      clock.setTimeout(() => {
        const next = underWay.shift();
        if (!over) next?.();
      }, at - clock.now());
    };

    async function send(packet: Uint8Array): Promise<void> {
      while (!over && bytesUnderWay >= (controller.desiredSize ?? 0)) await read();
      if (over) return;
      const slot = lane.book(packet.length);
      size += packet.length;
      bytesUnderWay += packet.length;
      trace.emit({ type, actor, span: exchange, exchange, link, arrives: slot.arrives, ...pieceOf(packet, text) });
      await lane.until(slot.left);
      if (over) return;
      deliver(slot.arrives, () => {
        bytesUnderWay -= packet.length;
        controller.enqueue(packet);
      });
    }

    async function pump(): Promise<void> {
      for (;;) {
        const { done, value } = await source.read();
        if (over || done) return;
        for (let at = 0; at < value.length && !over; at += PACKET) {
          await send(value.length <= PACKET ? value : value.subarray(at, at + PACKET));
        }
      }
    }

    function leave(reason: unknown): void {
      over = true;
      onRead();
      ended(size, READER_LEFT);
      source.cancel(reason).catch(() => {});
    }

    const stream = new ReadableStream<Uint8Array>(
      {
        start(own) {
          controller = own;
        },
        pull: () => onRead(),
        cancel: (reason) => leave(reason),
      },
      { highWaterMark: WINDOW, size: (chunk) => chunk?.length ?? 0 },
    );
    /** How it ends, on its way behind the last piece. */
    const finish = (failure: string | undefined, act: () => void) => {
      if (over) return;
      over = true;
      ended(size, failure);
      act();
    };
    const close = () => finish(undefined, () => controller.close());
    /** A stream that breaks forgets what it holds: what has arrived is read first. */
    const breakOff = async (error: unknown) => {
      while (!over && (controller.desiredSize ?? 0) < WINDOW) await read();
      finish(textOf(error), () => controller.error(error));
    };
    pump().then(
      () => !over && deliver(clock.now() + latencyMs, close),
      (error: unknown) => !over && deliver(clock.now() + latencyMs, () => void breakOff(error)),
    );
    return {
      stream,
      abort(reason) {
        if (over) return;
        leave(reason);
        controller.error(reason);
      },
    };
  }

  return async (request) => {
    const { signal } = request;
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
    const sent = request.body ? carry(request.body, there, 'http.request.chunk', exchange, isText(request.headers), () => {}) : undefined;
    let answering: Promise<Response> | undefined;
    let response: Response;
    try {
      await unlessAborted(there.until(out.arrives), signal);
      const { method, headers } = request;
      const inner = wireRequest(request.url, { method, headers, signal, ...(sent ? { body: sent.stream } : {}) });
      answering = handler(causedBy(inner, exchange));
      response = await unlessAborted(answering, signal);
    } catch (error) {
      const [actor, reason] = signal.aborted ? [from, READER_LEFT] : [to, textOf(error)];
      trace.emit({ type: 'http.failed', actor, span: exchange, exchange, link, reason });
      sent?.abort(error);
      // An answer that comes all the same is for nobody.
      answering?.then((late) => late.body?.cancel()).catch(() => {});
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
    const onAbort = () => answer?.abort(signal.reason);
    const ended = (size: number, failure?: string) => {
      signal.removeEventListener('abort', onAbort);
      if (failure === undefined) trace.emit({ type: 'http.end', actor: to, span: exchange, exchange, link, size });
      else trace.emit({ type: 'http.failed', actor: to, span: exchange, exchange, link, reason: failure });
    };
    // The body sets out right behind the head.
    const answer = response.body ? carry(response.body, back, 'http.response.chunk', exchange, isText(response.headers), ended) : undefined;
    signal.addEventListener('abort', onAbort, { once: true });
    await unlessAborted(back.until(slot.arrives), signal).catch((error: unknown) => {
      if (answer) answer.abort(error);
      else ended(0, READER_LEFT);
      throw error;
    });
    if (answer) return withBody(response, answer.stream);
    ended(0);
    return response;
  };
}
