import { Agent, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { connect as netConnect, type Socket } from 'node:net';
import { chunksOf, type Transport, upgrade } from '../../core/http.ts';
import { dialError } from './dial-errors.ts';
import { parseDockerHost } from './docker-host.ts';
import { canonicalName, fromRawHeaders } from './headers.ts';
import { fromReadable, writeTo } from './streams.ts';

/**
 * A transport to the Docker Engine at `dockerHost`. An exchange that is answered 101 gives a response
 * whose body is what the engine sends; the request's body goes to it, and its end closes that
 * direction only.
 * Its promises reject in the words of Go's `net`, and with the system's `code`: `ENOENT`, `ECONNREFUSED`, …
 * @throws InvalidDockerHost
 */
export function connect(dockerHost: string): Transport {
  const address = parseDockerHost(dockerHost);
  const agent = new Agent({ keepAlive: true });
  // A half-closed connection goes on giving output.
  Object.assign(agent, { createConnection: () => netConnect({ ...address, allowHalfOpen: true }) });
  return async (request) => {
    const { pathname, search } = new URL(request.url);
    const options = { ...('path' in address ? { socketPath: address.path } : address), path: pathname + search, agent };
    try {
      return await exchange(request, options);
    } catch (error) {
      throw dialError(error);
    }
  };
}

/** One exchange over `node:http` or, with its `request`, `node:https`. */
export function exchange(request: Request, options: RequestOptions, start = httpRequest): Promise<Response> {
  const hijack = request.headers.has('Upgrade');
  return new Promise((resolve, reject) => {
    const outgoing = start({ ...options, method: request.method, headers: wireHeaders(request) });
    const [body, input] = hijack ? splitBody(request) : [request.body, null];
    outgoing.on('error', reject);
    outgoing.on('response', (message) => resolve(toResponse(message)));
    outgoing.on('upgrade', (message: IncomingMessage, socket: Socket, head: Buffer) => {
      const body = fromReadable(socket, { head });
      resolve(upgrade(body, Object.fromEntries(fromRawHeaders(message.rawHeaders))));
      void writeTo(socket, input).catch(() => socket.destroy());
    });
    request.signal.addEventListener('abort', () => outgoing.destroy(request.signal.reason as Error), { once: true });
    outgoing.flushHeaders();
    writeTo(outgoing, body).catch((error: unknown) => outgoing.destroy(error as Error));
  });
}

/** What goes over a connection that is to be hijacked: the request's own body, by its Content-Length, and what follows it. */
function splitBody(request: Request): [ReadableStream<Uint8Array> | null, ReadableStream<Uint8Array> | null] {
  let missing = Number(request.headers.get('Content-Length') ?? 0);
  if (!request.body || missing === 0) return [null, request.body];
  const chunks = chunksOf(request);
  let rest: Uint8Array | undefined;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (!done) {
        controller.enqueue(value.subarray(0, missing));
        if (value.length > missing) rest = value.subarray(missing);
        missing -= Math.min(missing, value.length);
      }
      if (done || missing === 0) controller.close();
    },
  });
  const input = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = rest ? { done: false as const, value: rest } : await chunks.next();
        rest = undefined;
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        await chunks.return();
      },
    },
    // Nothing is read before the body is gone.
    { highWaterMark: 0 },
  );
  return [body, input];
}

function wireHeaders(request: Request): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of request.headers) headers[canonicalName(name)] = value;
  // Go sends this with an empty body, where Node would send an empty chunked one; and what follows the head of a hijacked connection is raw.
  if ((!request.body || request.headers.has('Upgrade')) && request.method !== 'GET' && request.method !== 'HEAD')
    headers['Content-Length'] ??= '0';
  return headers;
}

function toResponse(message: IncomingMessage): Response {
  const status = message.statusCode ?? 0;
  const init = { status, statusText: message.statusMessage ?? '', headers: fromRawHeaders(message.rawHeaders) };
  if (status === 204 || status === 304 || status === 205) {
    message.resume();
    return new Response(null, init);
  }
  return new Response(fromReadable(message, { failure: cutShort }), init);
}

/** A body that ends before its length is reached, in Go's words; Node says "aborted". */
const cutShort = (error: Error | undefined) => (!error || error.message === 'aborted' ? new Error('unexpected EOF') : error);
