import { VirtualClock } from '../../../src/core/clock.ts';
import { messageChannelTurn, runFast } from '../../../src/core/drivers.ts';
import { readBytes, readText, respond, respondJson, type Transport, wireRequest } from '../../../src/core/http.ts';
import { createLink } from '../../../src/core/link.ts';
import { createRandom } from '../../../src/core/random.ts';
import { TraceLog } from '../../../src/core/trace/log.ts';
import { createServer } from '../../../src/engine/api/server.ts';
import { createContext } from '../../../src/engine/daemon-context.ts';
import { createImages } from '../../../src/engine/image/images.ts';
import type { Kernel } from '../../../src/kernel/types.ts';
import { type Digest, digestOf } from '../../../src/oci/digest.ts';
import { type LayerEntry, writeLayer } from '../../../src/oci/layer.ts';
import type { Descriptor, RuntimeConfig } from '../../../src/oci/manifest.ts';
import { dockerConfig, dockerLayerGzip, dockerManifest, ociIndex } from '../../../src/oci/media-types.ts';

/** A registry small enough to see through, which can be told to fail. */
export interface Shelf {
  readonly transport: Transport;
  /** What was asked of it: `GET manifests/latest`. */
  readonly asked: string[];
  /** Stands in for the next answers to requests that end so; the first that gives one wins. */
  faults: ((request: Request, path: string) => Response | undefined | Promise<Response | undefined>)[];
  /** With a challenge, and a token for it. */
  guarded: boolean;
  put(bytes: Uint8Array, mediaType?: string): Descriptor;
  tag(repository: string, tag: string, descriptor: Descriptor): void;
}

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

export function createShelf(): Shelf {
  const blobs = new Map<string, { bytes: Uint8Array; mediaType: string }>();
  const tags = new Map<string, Map<string, Descriptor>>();
  const error = (status: number, code: string, message: string, detail: unknown = {}) =>
    respondJson(status, { errors: [{ code, message, detail }] });
  const shelf: Shelf = {
    asked: [],
    faults: [],
    guarded: false,
    put(bytes, mediaType = 'application/octet-stream') {
      const digest = digestOf(bytes);
      blobs.set(digest, { bytes, mediaType });
      return { mediaType, digest, size: bytes.length };
    },
    tag(repository, tag, descriptor) {
      tags.set(repository, (tags.get(repository) ?? new Map()).set(tag, descriptor));
    },
    transport: async (request) => {
      const { pathname, host, search } = new URL(request.url);
      if (host === '127.0.0.1:5999' || request.url.startsWith('https://127.'))
        throw new Error(`dial tcp ${host}: connect: connection refused`);
      if (pathname === '/token') {
        shelf.asked.push(`GET ${pathname}${search}`);
        return respondJson(200, { token: 'granted', expires_in: 300 });
      }
      const path = pathname.replace('/v2/', '');
      shelf.asked.push(`${request.method} ${path}${request.headers.has('Range') ? ` ${request.headers.get('Range')}` : ''}`);
      if (shelf.guarded && request.headers.get('Authorization') !== 'Bearer granted') {
        const answer = error(401, 'UNAUTHORIZED', 'authentication required');
        answer.headers.set('WWW-Authenticate', `Bearer realm="https://auth.test/token",service="shelf"`);
        return answer;
      }
      if (path === '') return respondJson(200, {});
      for (const fault of shelf.faults) {
        const answer = await fault(request, path);
        if (answer) return answer;
      }
      const [, repository = '', kind = '', name = ''] = /^(.+)\/(manifests|blobs|tags)\/(.+)$/.exec(path) ?? [];
      const known = tags.get(repository);
      if (!known) return error(404, 'NAME_UNKNOWN', 'repository name not known to registry', { name: repository });
      if (kind === 'tags') return respondJson(200, { name: repository, tags: [...known.keys()] });
      const digest = kind === 'manifests' ? (known.get(name)?.digest ?? name) : name;
      const found = blobs.get(digest);
      if (!found) {
        return kind === 'manifests'
          ? error(404, 'MANIFEST_UNKNOWN', 'manifest unknown', { Tag: name })
          : error(404, 'BLOB_UNKNOWN', 'blob unknown to registry', name);
      }
      const headers = { 'Content-Type': found.mediaType, 'Docker-Content-Digest': digest };
      if (request.method === 'HEAD') return respond(200, '', { ...headers, 'Content-Length': String(found.bytes.length) });
      const start = Number(/bytes=(\d+)-/.exec(request.headers.get('Range') ?? '')?.[1] ?? 0);
      if (start === 0) return respond(200, found.bytes, headers);
      const range = `bytes ${start}-${found.bytes.length - 1}/${found.bytes.length}`;
      return respond(206, found.bytes.subarray(start), { ...headers, 'Content-Range': range });
    },
  };
  return shelf;
}

/** Bytes that do not pack: a layer of them is about as large as they are. */
export const noise = (size: number, seed: number): Uint8Array => createRandom(seed).bytes(size);

export const file = (path: string, data: string | Uint8Array): LayerEntry => ({
  path,
  type: 'file',
  mode: 0o644,
  uid: 0,
  gid: 0,
  mtimeMs: 0,
  data: typeof data === 'string' ? new TextEncoder().encode(data) : data,
});

export interface Recipe {
  readonly layers: readonly (readonly LayerEntry[])[];
  readonly config?: RuntimeConfig;
  readonly architecture?: string;
  readonly variant?: string;
  readonly created?: string;
}

/** Puts an image on the shelf; its manifest is returned. */
export async function bake(
  shelf: Shelf,
  recipe: Recipe,
): Promise<Descriptor & { readonly config: Digest; readonly layers: readonly Descriptor[] }> {
  const { architecture = 'amd64', variant, created = '2026-01-02T03:04:05.123Z' } = recipe;
  const written = [];
  for (const entries of recipe.layers) written.push(await writeLayer(entries));
  const layers = written.map(({ bytes }) => shelf.put(bytes, dockerLayerGzip));
  const config = shelf.put(
    bytesOf({
      architecture,
      os: 'linux',
      ...(variant ? { variant } : {}),
      created,
      config: recipe.config ?? { Cmd: ['sh'] },
      rootfs: { type: 'layers', diff_ids: written.map(({ diffId }) => diffId) },
      history: written.map((_, i) => ({ created, created_by: `step ${i + 1}` })),
    }),
    dockerConfig,
  );
  const manifest = shelf.put(bytesOf({ schemaVersion: 2, mediaType: dockerManifest, config, layers }), dockerManifest);
  return { ...manifest, config: config.digest, layers };
}

export function bakeIndex(shelf: Shelf, manifests: readonly Descriptor[]): Descriptor {
  return shelf.put(bytesOf({ schemaVersion: 2, mediaType: ociIndex, manifests }), ociIndex);
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

export interface EngineFixtureOptions {
  readonly mirror?: string;
  readonly architecture?: 'amd64' | 'arm64';
  readonly pace?: number;
  /** Bytes a millisecond that the way to the registry carries. */
  readonly bytesPerMs?: number;
  readonly latencyMs?: number;
}

/** An engine's images behind their API, on a clock that runs as fast as it can. */
export function createImagesFixture(registry: Transport, options: EngineFixtureOptions = {}) {
  const clock = new VirtualClock();
  const trace = new TraceLog({ clock, startedAt: '2026-01-01T00:00:00.000Z' });
  const { mirror, architecture = 'amd64', pace = 0, latencyMs = 0, bytesPerMs } = options;
  const { context, journal } = createContext({
    clock,
    trace,
    random: createRandom(1),
    kernel: {
      createSandbox: () => {
        throw new Error('no container here');
      },
    } satisfies Kernel,
    registry: createLink(registry, { name: 'engine-registry', clock, trace, latencyMs, bytesPerMs }),
    ...(mirror === undefined ? {} : { mirror }),
    architecture,
    epochMs: Date.parse('2026-01-01T00:00:00.000Z'),
    pace,
    hostname: 'test',
  });
  const images = createImages(context);
  const published: string[] = [];
  const events = { publish: context.events.publish.bind(context.events) };
  context.events.publish = (type, action, id, attributes) => {
    published.push(`${type} ${action} ${id} ${JSON.stringify(attributes)}`);
    events.publish(type, action, id, attributes);
  };
  const api = createLink(createServer(context, images.routes), { name: 'client-engine', clock, trace });
  const turn = messageChannelTurn();
  const send = (method: string, path: string, headers: Record<string, string> = {}, signal?: AbortSignal) =>
    api(wireRequest(`http://engine/v1.51${path}`, { method, headers, ...(signal ? { signal } : {}) }));
  const call = async (method: string, path: string, headers?: Record<string, string>): Promise<Answer> => {
    const response = await send(method, path, headers);
    return { status: response.status, body: await readText(response) };
  };
  const settle = <T>(work: Promise<T>) => runFast(clock, work, turn);
  return {
    clock,
    trace,
    images,
    journal,
    published,
    send,
    settle,
    call: (method: string, path: string, headers?: Record<string, string>) => settle(call(method, path, headers)),
    json: async (path: string) => JSON.parse((await settle(call('GET', path))).body),
    /** Pulls, and gives each line as the plain display has it: `id: status`. */
    pull: async (name: string, tag = 'latest', more = '') => {
      const { status, body } = await settle(call('POST', `/images/create?fromImage=${name}${tag ? `&tag=${tag}` : ''}${more}`));
      return status === 200 ? linesOf(body) : [`${status} ${JSON.parse(body).message}`];
    },
    pullAsync: (name: string, tag = 'latest') =>
      call('POST', `/images/create?fromImage=${name}&tag=${tag}`).then(({ body }) => linesOf(body)),
  };
}

export type ImagesFixture = ReturnType<typeof createImagesFixture>;

interface Line {
  readonly id?: string;
  readonly status?: string;
  readonly progressDetail?: { readonly current?: number; readonly total?: number };
  readonly error?: string;
}

export function linesOf(body: string): string[] {
  return body
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line)
    .map(({ id, status, error, progressDetail }) => {
      if (error !== undefined) return `! ${error}`;
      const progress = progressDetail?.total ? ` ${progressDetail.current}/${progressDetail.total}` : '';
      return `${id === undefined ? '' : `${id}: `}${status}${progress}`;
    });
}

export const short = (digest: string): string => digest.slice('sha256:'.length, 'sha256:'.length + 12);

/** Sends half of a body, and then breaks. */
export function cutShort(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes.subarray(0, bytes.length >> 1));
    },
    pull(controller) {
      controller.error(new Error('unexpected EOF'));
    },
  });
}

export const bodyOf = (response: Response): Promise<Uint8Array> => readBytes(response);
