import type { Clock } from '../../../core/clock.ts';
import { readBytes, readJson, type Transport, wireRequest } from '../../../core/http.ts';
import { causedBy } from '../../../core/trace/cause.ts';
import { type Digest, digestOf, parseDigest } from '../../../oci/digest.ts';
import { dockerManifest, dockerManifestList, ociIndex, ociManifest } from '../../../oci/media-types.ts';
import { errorOf, isSuccess } from './answer.ts';
import { type Challenge, challengesOf } from './challenge.ts';
import type { Credentials } from './credentials.ts';
import type { Endpoint } from './endpoints.ts';
import { BlobUnknown, NoCredentials, RequestFailed } from './errors.ts';
import { basic, fetchToken, type Token } from './token.ts';

export interface RegistryClient {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly userAgent: string;
  readonly credentials: Credentials;
  /** What the requests are made for, in the trace. */
  readonly span: string | undefined;
}

export interface RemoteDescriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
}

export interface RemoteManifest {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface RemoteBlob {
  /** Of the whole blob, in bytes; 0 when the registry does not say. */
  readonly size: number;
  readonly body: ReadableStream<Uint8Array> | null;
}

/** The formats of manifest that the engine takes (docker/distribution, `ManifestMediaTypes`; one header each, as Go sends them). */
const manifestTypes = [
  dockerManifest,
  dockerManifestList,
  ociIndex,
  ociManifest,
  'application/vnd.docker.distribution.manifest.v1+prettyjws',
  'application/json',
];
const acceptManifest: [string, string][] = manifestTypes.map((type) => ['Accept', type]);

const MAX_REDIRECTS = 10;

/** A repository at one endpoint, over the distribution API (OCI distribution specification, "Pull"). */
export class Repository {
  #token: Token | undefined;
  #fetching: Promise<Token> | undefined;

  private constructor(
    private readonly client: RegistryClient,
    private readonly endpoint: Endpoint,
    /** `library/nginx` */
    private readonly path: string,
    private readonly challenges: readonly Challenge[],
  ) {}

  /** Says hello, and learns how to authenticate. @throws RequestFailed when no HTTP came of it */
  static async connect(client: RegistryClient, endpoint: Endpoint, path: string): Promise<Repository> {
    const response = await send(client, wireRequest(`${endpoint.url}/v2/`));
    await readBytes(response);
    return new Repository(client, endpoint, path, challengesOf(response));
  }

  /** What a tag names, asked for with HEAD, and with GET where that gives no answer. */
  async tag(tag: string): Promise<RemoteDescriptor> {
    const path = `manifests/${tag}`;
    const head = await this.#request('HEAD', path, acceptManifest);
    if (isSuccess(head) && head.headers.get('Docker-Content-Digest')) return await descriptorOf(head);
    const get = await this.#request('GET', path, acceptManifest);
    if (!isSuccess(get)) throw await errorOf(get);
    return await descriptorOf(get);
  }

  async hasManifest(digest: Digest): Promise<boolean> {
    const response = await this.#request('HEAD', `manifests/${digest}`);
    if (isSuccess(response)) return true;
    if (response.status === 404) return false;
    throw await errorOf(response);
  }

  async manifest(digest: Digest): Promise<RemoteManifest> {
    const response = await this.#request('GET', `manifests/${digest}`, acceptManifest);
    if (!isSuccess(response)) throw await errorOf(response);
    return { mediaType: mediaTypeOf(response), bytes: await readBytes(response) };
  }

  /** All tags, page by page, in the registry's own order. */
  async tags(): Promise<string[]> {
    const tags: string[] = [];
    let url: string | undefined = this.#url('tags/list');
    while (url !== undefined) {
      const response: Response = await this.#send('GET', url);
      if (!isSuccess(response)) throw await errorOf(response);
      const page = (await readJson(response)) as { tags?: string[] | null };
      tags.push(...(page.tags ?? []));
      const link = response.headers.get('Link')?.split(';', 1)[0]?.trim();
      url = link ? new URL(link.replace(/^<|>$/g, ''), url).href : undefined;
    }
    return tags;
  }

  /** A blob's bytes from `offset` on. @throws BlobUnknown, or as `errorOf` gives it */
  async blob(digest: Digest, offset = 0, signal?: AbortSignal): Promise<RemoteBlob> {
    const response = await this.#request('GET', `blobs/${digest}`, offset > 0 ? [['Range', `bytes=${offset}-`]] : [], signal);
    if (!isSuccess(response)) {
      const error = await errorOf(response);
      throw response.status === 404 ? new BlobUnknown() : error;
    }
    const { body } = response;
    if (offset === 0) return { size: Number(response.headers.get('Content-Length') ?? 0), body };
    try {
      return { size: rangeSize(response, offset), body };
    } catch (error) {
      await body?.cancel();
      throw error;
    }
  }

  #url(path: string): string {
    return `${this.endpoint.url}/v2/${this.path}/${path}`;
  }

  #request(method: 'GET' | 'HEAD', path: string, headers: [string, string][] = [], signal?: AbortSignal): Promise<Response> {
    return this.#send(method, this.#url(path), headers, signal);
  }

  async #send(method: string, url: string, headers: [string, string][] = [], signal?: AbortSignal): Promise<Response> {
    const all = new Headers(headers);
    try {
      const authorization = await this.#authorization();
      if (authorization !== undefined) all.set('Authorization', authorization);
    } catch (error) {
      throw new RequestFailed(method, url, error as Error);
    }
    return await send(this.client, wireRequest(url, { method, headers: all, ...(signal ? { signal } : {}) }));
  }

  /** The header that the endpoint's challenge asks for. Tokens come first, as in Docker. */
  async #authorization(): Promise<string | undefined> {
    const { username, password, registryToken } = this.client.credentials;
    const bearer = this.challenges.find(({ scheme }) => scheme === 'bearer');
    if (bearer) return `Bearer ${registryToken || (await this.#bearerToken(bearer)).value}`;
    if (!this.challenges.some(({ scheme }) => scheme === 'basic')) return undefined;
    if (username === '' || password === '') throw new NoCredentials('no basic auth credentials');
    return basic(username, password);
  }

  /** One token serves all requests of a pull, as long as it holds. */
  async #bearerToken({ parameters }: Challenge): Promise<Token> {
    const now = this.client.clock.now();
    if (this.#token && this.#token.expiresAtMs > now) return this.#token;
    if (parameters.realm === undefined) throw new Error('no realm specified for token auth challenge');
    this.#fetching ??= fetchToken(
      (request) => send(this.client, request),
      () => this.client.clock.now(),
      {
        realm: parameters.realm,
        service: parameters.service ?? '',
        scope: `repository:${this.path}:pull`,
        credentials: this.client.credentials,
      },
    ).finally(() => {
      this.#fetching = undefined;
    });
    this.#token = await this.#fetching;
    return this.#token;
  }
}

/** Sends, and follows where the registry points elsewhere, as Go's client does: without credentials to another host. */
async function send(client: RegistryClient, request: Request): Promise<Response> {
  let next = request;
  for (let hops = 0; ; hops++) {
    next.headers.set('User-Agent', client.userAgent);
    let response: Response;
    try {
      response = await client.transport(causedBy(next, client.span));
    } catch (error) {
      throw new RequestFailed(request.method, next.url, error as Error);
    }
    const location = response.headers.get('Location');
    if (![301, 302, 303, 307, 308].includes(response.status) || location === null || next.method === 'POST') return response;
    if (hops === MAX_REDIRECTS) throw new RequestFailed(request.method, next.url, new Error(`stopped after ${MAX_REDIRECTS} redirects`));
    await readBytes(response);
    const url = new URL(location, next.url);
    const headers = new Headers(next.headers);
    if (url.host !== new URL(next.url).host) headers.delete('Authorization');
    next = wireRequest(url, { method: next.method, headers, signal: next.signal });
  }
}

const mediaTypeOf = (response: Response) => (response.headers.get('Content-Type') ?? '').split(';', 1)[0]?.trim() ?? '';

async function descriptorOf(response: Response): Promise<RemoteDescriptor> {
  const mediaType = response.headers.get('Content-Type') ?? '';
  if (mediaType === '') throw new Error('missing or empty Content-Type header');
  const digest = response.headers.get('Docker-Content-Digest');
  if (digest === null) {
    const bytes = await readBytes(response);
    return { mediaType, digest: digestOf(bytes), size: bytes.length };
  }
  const length = response.headers.get('Content-Length');
  await readBytes(response);
  if (length === null) throw new Error('missing or empty Content-Length header');
  return { mediaType, digest: parseDigest(digest), size: Number(length) };
}

/** The whole blob's size, from the answer to a request for its rest (docker/distribution transport/http_reader.go). */
function rangeSize(response: Response, offset: number): number {
  if (response.status !== 206) throw new WrongRange('expected HTTP 206 from byte range request');
  const range = response.headers.get('Content-Range');
  if (!range) throw new Error('no Content-Range header found in HTTP 206 response');
  const match = /bytes ([0-9]+)-([0-9]+)\/([0-9]+|\*)/.exec(range);
  if (!match) throw new Error(`could not parse Content-Range header: ${range}`);
  const [, start, end, size] = match;
  if (Number(start) !== offset) throw new Error(`received Content-Range starting at offset ${start} instead of requested ${offset}`);
  if (size === '*') return 0;
  if (Number(end) + 1 !== Number(size)) throw new Error(`range in Content-Range stops before the end of the content: ${range}`);
  return Number(size);
}

/** The registry does not do ranges: what was loaded before is worth nothing. */
export class WrongRange extends Error {
  override readonly name = 'WrongRange';
}
