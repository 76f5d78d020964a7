import { Agent, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { connect as netConnect, type Socket } from 'node:net';
import { type Transport, upgrade } from '../../core/http.ts';
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
    // What follows the head of a hijacked connection is raw.
    if (hijack) outgoing.useChunkedEncodingByDefault = false;
    outgoing.on('error', reject);
    outgoing.on('response', (message) => resolve(toResponse(message)));
    outgoing.on('upgrade', (message: IncomingMessage, socket: Socket, head: Buffer) => {
      const body = fromReadable(socket, { head });
      resolve(upgrade(body, Object.fromEntries(fromRawHeaders(message.rawHeaders))));
      void writeTo(socket, request.body).catch(() => socket.destroy());
    });
    request.signal.addEventListener('abort', () => outgoing.destroy(request.signal.reason as Error), { once: true });
    if (hijack) return void outgoing.end();
    outgoing.flushHeaders();
    writeTo(outgoing, request.body).catch((error: unknown) => outgoing.destroy(error as Error));
  });
}

function wireHeaders(request: Request): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of request.headers) headers[canonicalName(name)] = value;
  // Go sends this with an empty body, where Node would send an empty chunked one.
  if (!request.body && request.method !== 'GET' && request.method !== 'HEAD') headers['Content-Length'] ??= '0';
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
