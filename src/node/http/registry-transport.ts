import { request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type Transport, wireRequest } from '../../core/http.ts';
import { exchange } from './connect.ts';
import { dialError } from './dial-errors.ts';

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Go's http.Client gives up there. */
const MAX_REDIRECTS = 10;

/**
 * Reaches any registry by the request's own URL. Follows redirects, as registries that keep their
 * blobs elsewhere ask for, without handing credentials to another host (Go net/http, client.go).
 * Rejects in the words of Go's `net`: `dial tcp 127.0.0.1:5999: connect: connection refused`.
 */
export function registryTransport(): Transport {
  return async (request) => {
    let next = request;
    for (let hops = 0; ; hops++) {
      const response = await once(next);
      const location = response.headers.get('Location');
      const mayFollow = next.method === 'GET' || next.method === 'HEAD';
      if (!location || !mayFollow || !REDIRECTS.has(response.status)) return response;
      await response.body?.cancel();
      if (hops === MAX_REDIRECTS) throw new Error(`stopped after ${MAX_REDIRECTS} redirects`);
      next = redirected(next, new URL(location, next.url));
    }
  };
}

function redirected(from: Request, to: URL): Request {
  const headers = new Headers(from.headers);
  headers.delete('Host');
  if (new URL(from.url).hostname !== to.hostname) headers.delete('Authorization');
  return wireRequest(to, { method: from.method, headers, signal: from.signal });
}

async function once(request: Request): Promise<Response> {
  const { protocol, hostname, port, pathname, search, host } = new URL(request.url);
  const headers = new Headers(request.headers);
  if (!headers.has('Host')) headers.set('Host', host);
  const options: RequestOptions = { hostname: hostname.replace(/^\[|\]$/g, ''), path: pathname + search, ...(port ? { port } : {}) };
  const sent = wireRequest(request.url, {
    method: request.method,
    headers,
    signal: request.signal,
    ...(request.body ? { body: request.body } : {}),
  });
  try {
    return await exchange(sent, options, protocol === 'https:' ? httpsRequest : httpRequest);
  } catch (error) {
    throw dialError(error);
  }
}
