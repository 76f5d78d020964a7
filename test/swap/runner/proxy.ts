import { chunksOf, respond, type Transport, upgrade, wireRequest } from '../../../src/core/http.ts';
import { connect } from '../../../src/node/http/connect.ts';
import { type Served, serve } from '../../../src/node/http/serve.ts';

/** What crossed the API: one exchange, by its request and its status. */
export interface Exchange {
  readonly method: string;
  /** Decoded: `/v1.51/images/create?fromImage=docker.io/library/box&tag=latest` */
  readonly url: string;
  status: number;
}

export interface Proxy {
  readonly exchanges: Exchange[];
  close(): Promise<void>;
}

/** Stands between a docker command line and an engine, and notes each exchange. It changes nothing. */
export async function startProxy(socketPath: string, dockerHost: string): Promise<Proxy> {
  const exchanges: Exchange[] = [];
  const engine = connect(dockerHost);
  const noting: Transport = async (request) => {
    const { pathname, search } = new URL(request.url);
    const exchange: Exchange = { method: request.method, url: decodeURIComponent((pathname + search).replaceAll('+', ' ')), status: 0 };
    exchanges.push(exchange);
    const response = await engine(
      wireRequest(request.url, {
        method: request.method,
        headers: request.headers,
        signal: request.signal,
        ...(request.body ? { body: request.body } : {}),
      }),
    );
    exchange.status = response.status;
    if (response.status === 101) return upgrade(response.body as ReadableStream<Uint8Array>, Object.fromEntries(response.headers));
    if (request.method !== 'HEAD') return response;
    for await (const _ of chunksOf(response));
    return respond(response.status, undefined, response.headers);
  };
  const served: Served = await serve(noting, { socketPath });
  return { exchanges, close: () => served.close() };
}
