import { expect, test } from 'vitest';
import { respond, respondJson } from '../../../src/core/http.ts';
import { bake, bakeIndex, bodyOf, createImagesFixture, createShelf, cutShort, file, type Shelf, short } from './fixture.ts';

const name = '127.0.0.1:5000/app';

async function stocked() {
  const shelf = createShelf();
  const app = await bake(shelf, { layers: [[file('/app', 'an application\n')]] });
  shelf.tag('app', 'latest', app);
  return { shelf, app, engine: createImagesFixture(shelf.transport) };
}

/** What the shelf itself would have answered. */
async function plainly(shelf: Shelf, request: Request): Promise<Response> {
  const { faults } = shelf;
  shelf.faults = [];
  const response = await shelf.transport(request);
  shelf.faults = faults;
  return response;
}

const auth = (fields: object) => ({ 'X-Registry-Auth': btoa(JSON.stringify(fields)).replaceAll('+', '-').replaceAll('/', '_') });
const pullAs = async (engine: ReturnType<typeof createImagesFixture>, headers: Record<string, string>) =>
  JSON.parse(
    (await engine.call('POST', `/images/create?fromImage=${name}&tag=latest`, headers)).body.trim().split('\r\n').at(-1) as string,
  );

test('the token service is told who asks', async () => {
  const { shelf, engine } = await stocked();
  shelf.guarded = true;
  const seen: (string | null)[] = [];
  const { transport } = shelf;
  const watched = createImagesFixture(async (request) => {
    if (request.url.includes('/token')) seen.push(request.headers.get('Authorization'));
    return transport(request);
  });
  expect((await pullAs(watched, auth({ username: 'me', password: 'secret' }))).status).toMatch(/^Status: Downloaded/);
  expect(seen).toEqual([`Basic ${btoa('me:secret')}`]);
  expect(shelf.asked).toContain('GET /token?account=me&scope=repository%3Aapp%3Apull&service=shelf');
  expect((await pullAs(engine, {})).status).toMatch(/^Status: Downloaded/);
});

test('a registry that wants a password gets it, or the pull says that there is none', async () => {
  const { shelf, engine } = await stocked();
  const challenge = { 'WWW-Authenticate': 'Basic realm="here"' };
  const wanted = `Basic ${btoa('me:secret')}`;
  const registry = createImagesFixture(async (request) =>
    request.url.startsWith('http:') && request.headers.get('Authorization') !== wanted
      ? respond(401, '', challenge)
      : shelf.transport(request),
  );
  expect(await pullAs(registry, {})).toEqual({
    message: 'Head "http://127.0.0.1:5000/v2/app/manifests/latest": no basic auth credentials',
  });
  expect((await pullAs(registry, auth({ username: 'me', password: 'secret' }))).status).toMatch(/^Status: Downloaded/);
  expect((await engine.pull(name)).at(-1)).toMatch(/^Status: Downloaded/);
});

test('a blob may be somewhere else, and credentials do not go there', async () => {
  const { shelf, app } = await stocked();
  const { digest } = app.layers[0]!;
  const bytes = await bodyOf(await shelf.transport(new Request(`http://127.0.0.1:5000/v2/app/blobs/${digest}`)));
  shelf.guarded = true;
  const elsewhere: (string | null)[] = [];
  const engine = createImagesFixture(async (request) => {
    const url = new URL(request.url);
    if (url.host === 'cdn.test') {
      elsewhere.push(request.headers.get('Authorization'));
      return respond(200, bytes);
    }
    const moved = url.pathname.endsWith(digest) && request.headers.has('Authorization');
    return moved ? respond(307, '', { Location: 'https://cdn.test/blob' }) : shelf.transport(request);
  });
  expect((await engine.pull(name)).at(-1)).toMatch(/^Status: Downloaded/);
  expect(elsewhere).toEqual([null]);
});

test('a registry without ranges is asked for the whole again', async () => {
  const { shelf, app, engine } = await stocked();
  let attempt = 0;
  shelf.faults = [
    async (request, path) => {
      if (!path.endsWith(app.layers[0]!.digest)) return undefined;
      attempt++;
      const bytes = await bodyOf(await plainly(shelf, new Request(request.url)));
      return respond(200, attempt === 1 ? cutShort(bytes) : bytes, { 'Content-Length': String(bytes.length) });
    },
  ];
  expect((await engine.pull(name)).at(-1)).toMatch(/^Status: Downloaded/);
  expect(attempt).toBe(3);
});

test('a manifest that an index names must be that one', async () => {
  const { shelf, app, engine } = await stocked();
  shelf.tag('app', 'latest', bakeIndex(shelf, [{ ...app, platform: { os: 'linux', architecture: 'amd64' } }]));
  shelf.faults = [
    async (request, path) => {
      if (!path.endsWith(`manifests/${app.digest}`)) return undefined;
      const response = await plainly(shelf, request);
      return respond(200, new TextEncoder().encode(`${new TextDecoder().decode(await bodyOf(response))}\n`), {
        'Content-Type': app.mediaType,
      });
    },
  ];
  expect(await engine.pull(name)).toEqual(['latest: Pulling from app', `! manifest verification failed for digest ${app.digest}`]);
});

test('a config that does not come is tried five times, ever later', async () => {
  const { shelf, app, engine } = await stocked();
  shelf.faults = [(_, path) => (path.endsWith(app.config) ? respond(503, '', { 'Content-Type': 'text/plain' }) : undefined)];
  expect((await engine.pull(name)).at(-1)).toBe(
    '! error pulling image configuration: download failed after attempts=6: received unexpected HTTP status: 503 Service Unavailable',
  );
  expect(engine.clock.now()).toBe(250 + 500 + 1000 + 2000);
  expect(engine.images.count()).toBe(0);
});

test('a config that is not there, or another, is an error at once', async () => {
  const { shelf, app, engine } = await stocked();
  shelf.faults = [(_, path) => (path.endsWith(app.config) ? respondJson(404, { errors: [] }) : undefined)];
  expect((await engine.pull(name)).at(-1)).toBe('! error pulling image configuration: download failed after attempts=1: unknown blob');
  shelf.faults = [(_, path) => (path.endsWith(app.config) ? respond(200, '{}') : undefined)];
  expect((await engine.pull(name)).at(-1)).toBe(
    `! error pulling image configuration: image config verification failed for digest ${app.config}`,
  );
  expect(engine.clock.now()).toBe(0);
});

test('when a mirror fails, Docker Hub is asked', async () => {
  const shelf = createShelf();
  const app = await bake(shelf, { layers: [[file('/app', 'an application\n')]] });
  shelf.tag('library/app', 'latest', app);
  const engine = createImagesFixture(
    async (request) => {
      if (request.url.startsWith('http://mirror.test')) throw new Error('dial tcp: lookup mirror.test: no such host');
      return shelf.transport(request);
    },
    { mirror: 'http://mirror.test' },
  );
  expect((await engine.pull('app')).at(-1)).toBe('Status: Downloaded newer image for app:latest');
  const hosts = engine.trace.events.flatMap((event) =>
    event.type === 'http.request' && event.url.startsWith('http') ? [new URL(event.url).host] : [],
  );
  expect([...new Set(hosts)]).toEqual(['mirror.test', 'registry-1.docker.io']);
});

test('a layer that is in an image twice is loaded once', async () => {
  const shelf = createShelf();
  const same = [file('/same', 'twice\n')];
  const app = await bake(shelf, { layers: [same, [file('/other', 'once\n')], same] });
  shelf.tag('app', 'latest', app);
  const engine = createImagesFixture(shelf.transport);
  const lines = await engine.pull(name);
  expect(lines.filter((line) => line === `${short(app.layers[0]!.digest)}: Pull complete`)).toHaveLength(1);
  expect(shelf.asked.filter((line) => line.endsWith(app.layers[0]!.digest))).toHaveLength(1);
  expect(engine.images.get(name).layers.map(({ digest }) => digest)).toEqual(app.layers.map(({ digest }) => digest));
});

test('what is no image is refused in words', async () => {
  const { shelf, engine } = await stocked();
  const model = shelf.put(new TextEncoder().encode('{}'), 'application/vnd.docker.ai.model.config.v0.1+json');
  const manifest = { schemaVersion: 2, mediaType: 'application/vnd.oci.image.manifest.v1+json', config: model, layers: [] };
  shelf.tag('app', 'model', shelf.put(new TextEncoder().encode(JSON.stringify(manifest)), manifest.mediaType));
  expect((await engine.pull(name, 'model')).at(-1)).toBe(
    '! AI models are not yet supported by the Engine, please use "docker model pull/run" instead',
  );
});
