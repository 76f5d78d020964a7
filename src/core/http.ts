/**
 * HTTP as client, engine and registry speak it with one another: a function from `Request` to
 * `Response`, the Fetch standard's own types, with three things that Fetch alone leaves out:
 * headers that a page may not set (Host, Connection, Upgrade) are kept, a connection can be hijacked
 * (101, then raw bytes both ways), and bodies are read in plain JavaScript only.
 *
 * Read bodies with `readBytes`, `readText`, `readJson` or `chunksOf`, and build them with
 * `wireRequest`, `respond` and `respondJson`. `response.text()` and its kin go through native code
 * in a browser, whose timing the virtual clock cannot see.
 */
export type Transport = (request: Request) => Promise<Response>;

export type Body = Uint8Array | string | ReadableStream<Uint8Array> | undefined;

const encoder = new TextEncoder();

/** A stream of the given bytes, made in JavaScript. An empty body is a stream that ends at once. */
export function streamOf(body: Uint8Array | string): ReadableStream<Uint8Array> {
  const bytes = typeof body === 'string' ? encoder.encode(body) : body;
  return new ReadableStream({
    start(controller) {
      if (bytes.length) controller.enqueue(bytes);
      controller.close();
    },
  });
}

const sizeOf = (body: Uint8Array | string) => (typeof body === 'string' ? encoder.encode(body).length : body.length);

export interface WireRequestInit {
  readonly method?: string;
  readonly headers?: Record<string, string> | Headers | [string, string][];
  /** With bytes or text, Content-Length is set; with a stream it is left to the caller. */
  readonly body?: Body;
  readonly signal?: AbortSignal;
}

/** A request that keeps every header as given, those too that a page's own `fetch` would refuse. */
export function wireRequest(url: string | URL, init: WireRequestInit = {}): Request {
  const method = init.method ?? 'GET';
  const headers = new Headers(init.headers);
  let body: ReadableStream<Uint8Array> | undefined;
  if (init.body !== undefined && method !== 'GET' && method !== 'HEAD') {
    if (init.body instanceof ReadableStream) body = init.body;
    else {
      body = streamOf(init.body);
      headers.set('Content-Length', String(sizeOf(init.body)));
    }
  }
  const request = new Request(url, { method, body, signal: init.signal, duplex: 'half' } as RequestInit);
  Object.defineProperty(request, 'headers', { value: headers });
  return request;
}

/** A response with a JavaScript body. Text and bytes get their Content-Length; streams do not. */
export function respond(status: number, body?: Body, headers: Record<string, string> | Headers | [string, string][] = {}): Response {
  const all = new Headers(headers);
  if (status === 204 || status === 304) return new Response(null, { status, headers: all });
  if (body instanceof ReadableStream) return new Response(body, { status, headers: all });
  if (!all.has('Content-Length')) all.set('Content-Length', String(sizeOf(body ?? '')));
  return new Response(streamOf(body ?? ''), { status, headers: all });
}

/** JSON as Docker's daemon writes it: `application/json` with no charset, a newline at the end (moby api/server/httputils). */
export function respondJson(status: number, value: unknown, headers: Record<string, string> = {}): Response {
  return respond(status, `${JSON.stringify(value)}\n`, { 'Content-Type': 'application/json', ...headers });
}

/**
 * Takes the connection over: what the peer sends is the request's body, what we send is `body`.
 * `new Response` refuses status 101, so it is laid over one of 200.
 */
export function upgrade(body: ReadableStream<Uint8Array>, headers: Record<string, string> = {}): Response {
  return hijacked(new Response(body, { status: 200, statusText: 'UPGRADED', headers }));
}

const hijacked = (response: Response): Response => Object.defineProperties(response, { status: { value: 101 }, ok: { value: false } });

/** The same response with another body; status 101 stays what it is. */
export function withBody({ status, statusText, headers }: Response, body: ReadableStream<Uint8Array>): Response {
  if (status === 101) return hijacked(new Response(body, { status: 200, statusText, headers }));
  return new Response(body, { status, statusText, headers });
}

/** The chunks of a body, as they come. Leaving the loop early cancels the stream. */
export async function* chunksOf(message: {
  readonly body: ReadableStream<Uint8Array> | null;
}): AsyncGenerator<Uint8Array, void, undefined> {
  if (!message.body) return;
  const reader = message.body.getReader();
  let ended = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        ended = true;
        return;
      }
      yield value;
    }
  } catch (error) {
    ended = true;
    throw error;
  } finally {
    if (!ended) reader.cancel().catch(() => {});
  }
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0] as Uint8Array;
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export async function readBytes(message: { readonly body: ReadableStream<Uint8Array> | null }): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunksOf(message)) parts.push(chunk);
  return concat(parts);
}

export async function readText(message: { readonly body: ReadableStream<Uint8Array> | null }): Promise<string> {
  return new TextDecoder().decode(await readBytes(message));
}

/** @throws SyntaxError when the body is not JSON. */
export async function readJson(message: { readonly body: ReadableStream<Uint8Array> | null }): Promise<unknown> {
  return JSON.parse(await readText(message));
}
