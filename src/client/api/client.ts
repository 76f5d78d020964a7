import { type Body, readText, type Transport, wireRequest } from '../../core/http.ts';
import { causedBy } from '../../core/trace/cause.ts';
import { ApiError, ConnectionError, connectionError } from './errors.ts';
import { olderThan } from './version.ts';

export const CLIENT_VERSION = '28.5.2';
const API_VERSION = '1.51';
/** What an engine speaks that does not say. */
const FALLBACK_API_VERSION = '1.24';

export type Query = Readonly<Record<string, string | number | readonly string[] | undefined>>;

export interface ApiRequest {
  readonly query?: Query;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, with a newline behind it, as Go's encoder writes it. */
  readonly json?: unknown;
  readonly signal?: AbortSignal;
}

export interface ApiClientOptions {
  readonly transport: Transport;
  readonly dockerHost: string;
  /** The span that requests are caused by. */
  readonly span: string | undefined;
  /** `DOCKER_API_VERSION`: speak this version, whatever the engine offers. */
  readonly version: string | undefined;
}

/** Go's url.Values.Encode: sorted by key, blanks as `+`. */
export function encodeQuery(query: Query): string {
  const escape = (text: string) =>
    encodeURIComponent(text)
      .replace(/%20/g, '+')
      .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  return Object.keys(query)
    .toSorted()
    .flatMap((key) => {
      const value = query[key];
      if (value === undefined) return [];
      const values = typeof value === 'object' ? value : [value];
      return values.map((item) => `${escape(key)}=${escape(String(item))}`);
    })
    .join('&');
}

/** The Engine API as docker's own client speaks it (moby client/). */
export class ApiClient {
  #negotiated: Promise<string> | undefined;
  #version = API_VERSION;
  /** The operating system that the engine's containers run on, once it has been asked. */
  osType = '';

  constructor(private readonly options: ApiClientOptions) {}

  get dockerHost(): string {
    return this.options.dockerHost;
  }

  /** The version agreed on; its newest as long as nothing was. */
  get version(): string {
    return this.#version;
  }

  /** The newest version that this client speaks. */
  get ownVersion(): string {
    return API_VERSION;
  }

  /** Asks the engine once for its API version, and settles on the older of both. @throws ConnectionError, ApiError */
  negotiate(): Promise<string> {
    this.#negotiated ??= this.#ping();
    return this.#negotiated;
  }

  /** Negotiates, and takes silence for no error yet: the request that follows will meet it. */
  async greet(): Promise<void> {
    await this.negotiate().catch(() => undefined);
  }

  async #ping(): Promise<string> {
    let response = await this.#exchange('HEAD', '/_ping', {}, undefined);
    if (response.status !== 200 && response.status !== 500) response = await this.#exchange('GET', '/_ping', {}, undefined);
    this.osType = response.headers.get('Ostype') ?? '';
    if (response.status >= 400) await this.#check(response, '/_ping');
    const offered = response.headers.get('Api-Version') || FALLBACK_API_VERSION;
    this.#version = this.options.version || (olderThan(offered, API_VERSION) ? offered : API_VERSION);
    return this.#version;
  }

  get(path: string, request: ApiRequest = {}): Promise<Response> {
    return this.#call('GET', path, request);
  }

  post(path: string, request: ApiRequest = {}): Promise<Response> {
    return this.#call('POST', path, request);
  }

  delete(path: string, request: ApiRequest = {}): Promise<Response> {
    return this.#call('DELETE', path, request);
  }

  async #call(method: string, path: string, request: ApiRequest): Promise<Response> {
    const full = await this.#path(path, request.query);
    const body = method === 'POST' ? (request.json === undefined ? '' : `${goJson(request.json)}\n`) : undefined;
    const type: Record<string, string> = request.json === undefined ? {} : { 'Content-Type': 'application/json' };
    const response = await this.#exchange(method, full, { ...request.headers, ...type }, body, request.signal);
    if (response.status >= 200 && response.status < 400) return response;
    return this.#check(response, full);
  }

  /**
   * Takes the connection over. `input` is what we send on it from then on; when it ends, so does our
   * half of the connection. The JSON body, if any, goes first, and Content-Length tells them apart.
   */
  async hijack(path: string, input: ReadableStream<Uint8Array>, request: ApiRequest = {}): Promise<Response> {
    const full = await this.#path(path, request.query);
    const head = new TextEncoder().encode(request.json === undefined ? '' : `${goJson(request.json)}\n`);
    const headers = {
      'Content-Type': request.json === undefined ? 'text/plain' : 'application/json',
      Connection: 'Upgrade',
      Upgrade: 'tcp',
      'Content-Length': String(head.length),
    };
    const response = await this.#exchange('POST', full, headers, head.length ? prefixed(head, input) : input, request.signal);
    if (response.status === 101) return response;
    response.body?.cancel().catch(() => {});
    throw new Error(`unable to upgrade to tcp, received ${response.status}`);
  }

  async #path(path: string, query: Query = {}): Promise<string> {
    const search = encodeQuery(query);
    return `/v${await this.negotiate()}${path}${search && `?${search}`}`;
  }

  async #exchange(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    body: Body,
    signal?: AbortSignal,
  ): Promise<Response> {
    const { transport, dockerHost, span } = this.options;
    // Over a Unix socket the host's name means nothing; the client writes this one (moby client/client.go, DummyHost).
    const host = dockerHost.startsWith('tcp://') ? dockerHost.slice('tcp://'.length).replace(/\/.*/, '') : 'api.moby.localhost';
    const url = `http://${host}${path}`;
    const request = wireRequest(url, {
      method,
      headers: { Host: host, 'User-Agent': `Docker-Client/${CLIENT_VERSION} (linux)`, ...headers },
      ...(body === undefined ? {} : { body }),
      ...(signal ? { signal } : {}),
    });
    try {
      return await transport(causedBy(request, span));
    } catch (error) {
      if (signal?.aborted || error instanceof ConnectionError) throw error;
      throw connectionError(dockerHost, method, url, error);
    }
  }

  /** Turns an error response into an ApiError (moby client/request.go, checkResponseErr). */
  async #check(response: Response, path: string): Promise<never> {
    const text = await readText(response);
    const { status } = response;
    if (text === '') {
      const url = `http://${encodeURIComponent(this.dockerHost.replace(/^\w+:\/\//, ''))}${path}`;
      throw new ApiError(
        status,
        `request returned ${status} ${response.statusText} for API route and version ${url}, check if the server supports the requested API version`,
      );
    }
    const message = response.headers.get('Content-Type') === 'application/json' ? messageIn(text, response) : text.trim();
    throw new ApiError(status, `Error response from daemon: ${message}`);
  }
}

function messageIn(text: string, response: Response): string {
  const { message } = JSON.parse(text) as { message?: unknown };
  if (typeof message === 'string' && message !== '') return message.trim();
  return `API returned a ${response.status} (${response.statusText}) but provided no error-message`;
}

/** JSON as Go's encoder writes it: what HTML gives a meaning is escaped. */
const goJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

function prefixed(head: Uint8Array, rest: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = rest.getReader();
  let sent = false;
  return new ReadableStream({
    async pull(controller) {
      if (!sent) {
        sent = true;
        controller.enqueue(head);
        return;
      }
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
