import { describe, expect, test } from 'vitest';
import { respond, respondJson } from '../../../src/core/http.ts';
import { bake, bakeIndex, bodyOf, createImagesFixture, createShelf, cutShort, file, noise, type Shelf, short } from './fixture.ts';

const hub = 'http://mirror.test';
const base = [file('/etc/os-release', 'NAME=test\n')];

/** `app` with two layers, the first of which `base` has too. */
async function stocked() {
  const shelf = createShelf();
  const small = await bake(shelf, { layers: [base] });
  const app = await bake(shelf, { layers: [base, [file('/app', 'an application\n')]] });
  shelf.tag('library/base', 'latest', small);
  shelf.tag('library/app', 'latest', app);
  return { shelf, small, app, engine: createImagesFixture(shelf.transport, { mirror: hub }) };
}

const withoutProgress = (lines: readonly string[]) => lines.filter((line) => !/(Downloading|Extracting) /.test(line));

describe('a pull', () => {
  test('goes layer by layer, and ends with digest and status', async () => {
    const { engine, app } = await stocked();
    const [first, second] = app.layers.map(({ digest }) => short(digest));
    const size = app.layers.map(({ size }) => size);
    expect(await engine.pull('app')).toEqual([
      'latest: Pulling from library/app',
      `${first}: Pulling fs layer`,
      `${second}: Pulling fs layer`,
      `${first}: Downloading ${size[0]}/${size[0]}`,
      `${second}: Downloading ${size[1]}/${size[1]}`,
      `${first}: Verifying Checksum`,
      `${second}: Verifying Checksum`,
      `${first}: Download complete`,
      `${second}: Download complete`,
      `${first}: Extracting ${size[0]}/${size[0]}`,
      `${first}: Pull complete`,
      `${second}: Extracting ${size[1]}/${size[1]}`,
      `${second}: Pull complete`,
      `Digest: ${app.digest}`,
      'Status: Downloaded newer image for app:latest',
    ]);
  });

  test('asks the registry for the tag, the manifest, and config and layers side by side', async () => {
    const { engine, shelf, app } = await stocked();
    await engine.pull('app');
    expect(shelf.asked).toEqual([
      'GET ',
      'HEAD library/app/manifests/latest',
      `GET library/app/manifests/${app.digest}`,
      `GET library/app/blobs/${app.config}`,
      ...app.layers.map(({ digest }) => `GET library/app/blobs/${digest}`),
    ]);
  });

  test('of what is there already loads nothing', async () => {
    const { engine, shelf, app } = await stocked();
    await engine.pull('app');
    shelf.asked.length = 0;
    expect(await engine.pull('app')).toEqual([
      'latest: Pulling from library/app',
      `Digest: ${app.digest}`,
      'Status: Image is up to date for app:latest',
    ]);
    expect(shelf.asked).toEqual(['GET ', 'HEAD library/app/manifests/latest']);
  });

  test('takes the layers that another image has brought', async () => {
    const { engine, app } = await stocked();
    await engine.pull('base');
    const lines = await engine.pull('app');
    expect(lines[1]).toBe(`${short(app.layers[0]!.digest)}: Already exists`);
    expect(engine.images.find('app')?.layers[0]?.tree).toBe(engine.images.find('base')?.layers[0]?.tree);
  });

  test('keeps what the layers unpack to', async () => {
    const { engine, app } = await stocked();
    await engine.pull('app');
    const image = engine.images.get('app');
    expect(image.id).toBe(app.config);
    expect(image.references).toEqual(['app:latest']);
    expect(image.repoDigests).toEqual([`app@${app.digest}`]);
    expect(image.layers[1]?.tree.get('/app')).toMatchObject({ type: 'file', data: new TextEncoder().encode('an application\n') });
  });

  test('answers a challenge with a token for this repository', async () => {
    const { engine, shelf } = await stocked();
    shelf.guarded = true;
    const lines = await engine.pull('base');
    expect(lines.at(-1)).toBe('Status: Downloaded newer image for base:latest');
    expect(shelf.asked.slice(0, 3)).toEqual([
      'GET ',
      'GET /token?scope=repository%3Alibrary%2Fbase%3Apull&service=shelf',
      'HEAD library/base/manifests/latest',
    ]);
    expect(shelf.asked.filter((line) => line.includes('token'))).toHaveLength(1);
  });

  test('by digest names the image by nothing else', async () => {
    const { engine, app } = await stocked();
    const lines = await engine.pull('app', app.digest);
    expect(lines[0]).toBe(`docker.io/library/app@${app.digest}: Pulling from library/app`);
    expect(lines.at(-1)).toBe(`Status: Downloaded newer image for app@${app.digest}`);
    expect(engine.images.get(`app@${app.digest}`).references).toEqual([]);
  });

  test('without a tag takes all of them', async () => {
    const { engine, shelf, small } = await stocked();
    shelf.tag('library/base', 'old', small);
    const lines = await engine.pull('base', '');
    expect(lines.filter((line) => line.includes('Pulling from'))).toEqual([
      'latest: Pulling from library/base',
      'old: Pulling from library/base',
    ]);
    expect(engine.images.get('base').references).toEqual(['base:latest', 'base:old']);
  });

  test('is told to whoever listens to events', async () => {
    const { engine } = await stocked();
    await engine.pull('app');
    expect(engine.published).toEqual(['image pull app:latest {"name":"app"}']);
  });
});

describe('platforms', () => {
  async function manyPlatforms() {
    const shelf = createShelf();
    const amd64 = await bake(shelf, { layers: [base] });
    const v6 = await bake(shelf, { layers: [[file('/v6', '6')]], architecture: 'arm', variant: 'v6' });
    const v7 = await bake(shelf, { layers: [[file('/v7', '7')]], architecture: 'arm', variant: 'v7' });
    const index = bakeIndex(shelf, [
      { ...amd64, platform: { os: 'linux', architecture: 'amd64' } },
      { ...v6, platform: { os: 'linux', architecture: 'arm', variant: 'v6' } },
      { ...v7, platform: { os: 'linux', architecture: 'arm', variant: 'v7' } },
    ]);
    shelf.tag('library/many', 'latest', index);
    return { shelf, amd64, v7, index };
  }

  test('an index leads to the machine’s own, and its digest is the one shown', async () => {
    const { shelf, amd64, index } = await manyPlatforms();
    const engine = createImagesFixture(shelf.transport, { mirror: hub });
    expect(await engine.pull('many')).toContain(`Digest: ${index.digest}`);
    expect(engine.images.get('many').id).toBe(amd64.config);
  });

  test('the best variant that runs is taken', async () => {
    const { shelf, v7 } = await manyPlatforms();
    const engine = createImagesFixture(shelf.transport, { mirror: hub, architecture: 'arm64' });
    await engine.pull('many');
    expect(engine.images.get('many').id).toBe(v7.config);
  });

  test('none that fits is an error in the stream', async () => {
    const { shelf } = await manyPlatforms();
    const engine = createImagesFixture(shelf.transport);
    expect(await engine.pull('127.0.0.1:5000/library/many', 'latest', '&platform=linux/s390x')).toEqual([
      'latest: Pulling from library/many',
      '! no matching manifest for linux/s390x in the manifest list entries',
    ]);
  });

  test('an arm64 machine names its variant', async () => {
    const shelf = createShelf();
    const amd64 = await bake(shelf, { layers: [base] });
    shelf.tag('app', 'latest', bakeIndex(shelf, [{ ...amd64, platform: { os: 'linux', architecture: 'amd64' } }]));
    const engine = createImagesFixture(shelf.transport, { architecture: 'arm64' });
    expect((await engine.pull('127.0.0.1:5000/app')).at(-1)).toBe('! no matching manifest for linux/arm64/v8 in the manifest list entries');
  });

  test('an image that stands alone comes for any, with a warning', async () => {
    const { engine } = await stocked();
    expect((await engine.pull('base', 'latest', '&platform=linux/arm64')).at(-1)).toBe(
      'WARNING: image with reference base:latest was found but its platform (linux/amd64) does not match the specified platform (linux/arm64)',
    );
  });
});

describe('what is refused', () => {
  const refused: [string, string, string][] = [
    ['app', 'nosuch', '404 manifest for app:nosuch not found: manifest unknown: manifest unknown'],
    ['nosuch', 'latest', '404 repository nosuch not found: name unknown: repository name not known to registry'],
    ['App', 'latest', '400 invalid reference format: repository name (library/App) must be lowercase'],
    ['app', '-', '400 invalid tag format'],
    ['scratch', 'latest', "403 'scratch' is a reserved name"],
    ['127.0.0.1:5999/app', 'latest', '500 Get "http://127.0.0.1:5999/v2/": dial tcp 127.0.0.1:5999: connect: connection refused'],
  ];
  test.each(refused)('%s:%s', async (name, tag, expected) => {
    const { engine } = await stocked();
    expect(await engine.pull(name, tag)).toEqual([expected]);
  });

  const local = '127.0.0.1:5000/library/app';
  const challenge = { 'WWW-Authenticate': 'Bearer realm="https://auth.test/token",service="shelf",error="insufficient_scope"' };
  const fault =
    (status: number, code: string, message: string, headers = {}) =>
    (_: Request, path: string) =>
      path.includes('manifests') ? respondJson(status, { errors: [{ code, message, detail: null }] }, headers) : undefined;
  const answers: [string, Shelf['faults'][number], string][] = [
    [
      'a scope that is not granted',
      fault(401, 'UNAUTHORIZED', 'authentication required', challenge),
      `404 pull access denied for ${local}, repository does not exist or may require 'docker login': denied: requested access to the resource is denied`,
    ],
    ['a plain no', fault(403, 'DENIED', 'requested access to the resource is denied'), '403 denied'],
    ['too many requests', fault(429, 'TOOMANYREQUESTS', 'slow down'), '429 toomanyrequests: slow down'],
    ['a name that is not known', fault(404, 'NAME_UNKNOWN', 'repository name not known to registry'), '404 name unknown'],
    [
      'a server that is broken',
      (_, path) => (path.includes('manifests') ? respond(500, 'oops', { 'Content-Type': 'text/plain' }) : undefined),
      '500 received unexpected HTTP status: 500 Internal Server Error',
    ],
  ];
  test.each(answers)('%s', async (_, answer, expected) => {
    const { engine, shelf } = await stocked();
    shelf.faults = [answer];
    expect(await engine.pull(local)).toEqual([expected]);
  });
});

describe('a layer that does not come', () => {
  async function broken(fault: (bytes: Uint8Array, attempt: number) => Response | undefined) {
    const { shelf, app, engine } = await stocked();
    const { digest } = app.layers[1]!;
    let attempt = 0;
    shelf.faults = [
      async (request, path) => {
        if (!path.endsWith(digest) || path.includes('manifests')) return undefined;
        if (request.headers.has('Range')) return undefined;
        attempt++;
        const bytes = await bodyOf(await createPlain(shelf, request));
        return fault(bytes, attempt);
      },
    ];
    return { engine, shelf, app, layer: short(digest) };
  }
  const createPlain = async (shelf: Shelf, request: Request) => {
    const faults = shelf.faults;
    shelf.faults = [];
    const answer = await shelf.transport(request);
    shelf.faults = faults;
    shelf.asked.pop();
    return answer;
  };
  const name = '127.0.0.1:5000/library/app';

  test('is tried again after five and ten seconds', async () => {
    const { engine, layer } = await broken((_, attempt) =>
      attempt <= 2 ? respond(503, 'busy', { 'Content-Type': 'text/plain' }) : undefined,
    );
    const lines = await engine.pull(name);
    expect(lines.filter((line) => line.startsWith(`${layer}: Retrying`))).toHaveLength(15);
    expect(lines).toContain(`${layer}: Retrying in 10 seconds`);
    expect(lines).toContain(`${layer}: Retrying in 1 second`);
    expect(lines.at(-1)).toBe(`Status: Downloaded newer image for ${name}:latest`);
    expect(engine.clock.now()).toBe(15_000);
  });

  test('goes on where it was cut', async () => {
    const { engine, shelf, app } = await broken((bytes, attempt) =>
      attempt === 1 ? respond(200, cutShort(bytes), { 'Content-Length': String(bytes.length) }) : undefined,
    );
    expect((await engine.pull(name)).at(-1)).toBe(`Status: Downloaded newer image for ${name}:latest`);
    const { digest, size } = app.layers[1]!;
    expect(shelf.asked).toContain(`GET library/app/blobs/${digest} bytes=${size >> 1}-`);
  });

  test('after five attempts is given up', async () => {
    const { engine } = await broken(() => respond(503, '', { 'Content-Type': 'text/plain' }));
    expect((await engine.pull(name)).at(-1)).toBe('! received unexpected HTTP status: 503 Service Unavailable');
    expect(engine.clock.now()).toBe(50_000);
  });

  test('is not tried again when its bytes are wrong, and nothing of the image stays', async () => {
    const { engine, app } = await broken((bytes) => {
      const wrong = bytes.slice();
      wrong[20] = (wrong[20] as number) ^ 1;
      return respond(200, wrong);
    });
    expect(withoutProgress(await engine.pull(name)).at(-1)).toBe(
      `! filesystem layer verification failed for digest ${app.layers[1]!.digest}`,
    );
    expect(engine.images.count()).toBe(0);
    expect(engine.trace.events.filter(({ type }) => type === 'layer.corrupt')).toHaveLength(1);
    // The next pull of the layer below starts anew.
    expect(await engine.pull('base')).toContain(`${short(app.layers[0]!.digest)}: Pulling fs layer`);
  });

  test('is not tried again when the registry does not have it', async () => {
    const { engine } = await broken(() => respondJson(404, { errors: [{ code: 'BLOB_UNKNOWN', message: 'blob unknown to registry' }] }));
    expect((await engine.pull(name)).at(-1)).toBe('! unknown blob');
  });
});

describe('several at once', () => {
  async function wide(layers: number) {
    const shelf = createShelf();
    const image = await bake(shelf, { layers: Array.from({ length: layers }, (_, i) => [file(`/${i}`, noise(40_000, i))]) });
    shelf.tag('library/wide', 'latest', image);
    return { shelf, image };
  }

  test('three layers are loaded at a time; the others wait', async () => {
    const { shelf, image } = await wide(5);
    const engine = createImagesFixture(shelf.transport, { mirror: hub, latencyMs: 10, bytesPerMs: 100 });
    const lines = await engine.pull('wide');
    expect(lines.filter((line) => line.endsWith('Waiting'))).toEqual(
      image.layers.slice(3).map(({ digest }) => `${short(digest)}: Waiting`),
    );
    const running = { most: 0, now: 0 };
    for (const event of engine.trace.events) {
      if (event.type !== 'state' || event.machine !== 'layer') continue;
      if (event.to === 'downloading') running.most = Math.max(running.most, ++running.now);
      if (event.from === 'downloading') running.now--;
    }
    expect(running.most).toBe(3);
    expect(lines.filter((line) => line.endsWith('Pull complete'))).toEqual(
      image.layers.map(({ digest }) => `${short(digest)}: Pull complete`),
    );
  });

  test('two pulls of one image load each layer once', async () => {
    const { shelf, image } = await wide(4);
    const engine = createImagesFixture(shelf.transport, { mirror: hub, latencyMs: 10, bytesPerMs: 100 });
    const [one, other] = await engine.settle(Promise.all([engine.pullAsync('wide'), engine.pullAsync('wide')]));
    for (const { digest } of image.layers) {
      expect(shelf.asked.filter((line) => line === `GET library/wide/blobs/${digest}`)).toHaveLength(1);
      expect(one).toContain(`${short(digest)}: Pull complete`);
      expect(other).toContain(`${short(digest)}: Pull complete`);
    }
    expect(engine.images.count()).toBe(1);
  });

  test('a client that leaves ends its pull, and what it alone was loading', async () => {
    const { shelf } = await wide(3);
    const engine = createImagesFixture(shelf.transport, { mirror: hub, latencyMs: 10, bytesPerMs: 10 });
    await engine.settle(
      (async () => {
        const response = await engine.send('POST', '/images/create?fromImage=wide&tag=latest');
        await response.body?.cancel();
        await engine.clock.sleep(1000);
      })(),
    );
    const ends = engine.trace.events.flatMap((event) => (event.type === 'state' && event.to === 'cancelled' ? [event.machine] : []));
    expect(ends).toEqual(['pull', 'layer', 'layer', 'layer']);
    expect(engine.images.count()).toBe(0);
    expect((await engine.pull('wide')).at(-1)).toBe('Status: Downloaded newer image for wide:latest');
  });
});

describe('the trace of a pull', () => {
  test('leads from a blob to the pull, and from the pull to the call', async () => {
    const { engine, app } = await stocked();
    await engine.pull('app');
    const { events } = engine.trace;
    const blob = events.find((event) => event.type === 'http.request' && event.url.endsWith(app.layers[0]!.digest));
    const pulling = events.find((event) => event.type === 'state' && event.machine === 'pull' && event.span === blob?.parent);
    const call = events.find((event) => event.type === 'http.request' && event.span === pulling?.parent);
    expect(call).toMatchObject({ method: 'POST', link: 'client-engine' });
    expect(events.find(({ type }) => type === 'cache.miss')).toMatchObject({ span: pulling?.span, parent: call?.span });
  });

  test('shows the machines at work', async () => {
    const { engine } = await stocked();
    await engine.pull('base');
    const states = (machine: string) =>
      engine.trace.events.flatMap((event) => (event.type === 'state' && event.machine === machine ? [event.to] : []));
    expect(states('pull')).toEqual([
      'connecting',
      'resolving',
      'fetchingManifest',
      'loading.config.fetching+layers.loading',
      'loading.config.fetched+layers.loading',
      'registering',
      'tagging',
      'done',
    ]);
    expect(states('layer')).toEqual(['waiting', 'downloading', 'verifying', 'downloaded', 'extracting', 'registering', 'complete']);
    expect(states('image-store')).toEqual(['dangling', 'named']);
  });

  test('is the same, byte for byte, each time', async () => {
    const run = async () => {
      const shelf = createShelf();
      shelf.tag('library/app', 'latest', await bake(shelf, { layers: [base, [file('/noise', noise(700_000, 7))], [file('/x', 'x')]] }));
      const engine = createImagesFixture(shelf.transport, { mirror: hub, latencyMs: 20, bytesPerMs: 400, pace: 1 });
      await engine.pull('app');
      return JSON.stringify(engine.trace.events);
    };
    expect(await run()).toBe(await run());
  });

  test('unpacking takes time, scaled by the pace', async () => {
    const time = async (pace: number) => {
      const shelf = createShelf();
      shelf.tag('library/app', 'latest', await bake(shelf, { layers: [[file('/noise', noise(1_000_000, 7))]] }));
      const engine = createImagesFixture(shelf.transport, { mirror: hub, pace });
      await engine.pull('app');
      return engine.clock.now();
    };
    expect(await time(0)).toBe(0);
    expect(await time(2)).toBe(2 * (await time(1)));
  });
});
