import { beforeEach, describe, expect, test } from 'vitest';
import { bake, createImagesFixture, createShelf, file, type ImagesFixture, short } from './fixture.ts';

const base = [file('/etc/os-release', 'NAME=test\n')];
type Baked = Awaited<ReturnType<typeof bake>>;

let engine: ImagesFixture;
let app: Baked;
let small: Baked;

beforeEach(async () => {
  const shelf = createShelf();
  small = await bake(shelf, { layers: [base], created: '2025-01-01T00:00:00Z' });
  app = await bake(shelf, {
    layers: [base, [file('/app', 'an application\n')]],
    config: { Cmd: ['/app', '<file>'], Env: ['A=1'], ExposedPorts: { '80/tcp': {} }, Labels: { kind: 'server' } },
  });
  shelf.tag('library/base', 'latest', small);
  shelf.tag('library/app', 'latest', app);
  shelf.tag('library/app', '1', app);
  engine = createImagesFixture(shelf.transport, { mirror: 'http://mirror.test' });
  await engine.pull('base');
  await engine.pull('app');
  engine.published.length = 0;
});

const message = async (method: string, path: string) => {
  const { status, body } = await engine.call(method, path);
  return `${status} ${JSON.parse(body).message}`;
};
const names = async (query: string) =>
  ((await engine.json(`/images/json${query}`)) as { RepoTags: string[] }[]).flatMap(({ RepoTags }) => RepoTags);
const filtered = (filters: Record<string, readonly string[]>) => names(`?filters=${encodeURIComponent(JSON.stringify(filters))}`);
const remove = async (name: string) => JSON.parse((await engine.call('DELETE', `/images/${name}`)).body);

describe('the list', () => {
  test('has the newest first, with what each takes on disk', async () => {
    expect(await engine.json('/images/json')).toEqual([
      {
        Containers: 0,
        Created: Date.parse('2026-01-02T03:04:05Z') / 1000,
        Id: app.config,
        Labels: { kind: 'server' },
        ParentId: '',
        RepoDigests: [`app@${app.digest}`],
        RepoTags: ['app:latest'],
        SharedSize: -1,
        Size: 25,
      },
      expect.objectContaining({ Id: small.config, Labels: null, Size: 10 }),
    ]);
  });

  test('counts what images share', async () => {
    const images = (await engine.json('/images/json?shared-size=1')) as { SharedSize: number }[];
    expect(images.map(({ SharedSize }) => SharedSize)).toEqual([10, 10]);
  });

  const cases: [Record<string, string[]>, string[]][] = [
    [{ reference: ['a*'] }, ['app:latest']],
    [{ reference: ['*:latest'] }, ['app:latest', 'base:latest']],
    [{ label: ['kind'] }, ['app:latest']],
    [{ label: ['kind=client'] }, []],
    [{ before: ['app'] }, ['base:latest']],
    [{ since: ['base'] }, ['app:latest']],
    [{ until: ['2025-06-01'] }, ['base:latest']],
    [{ dangling: ['true'] }, []],
  ];
  test.each(cases)('filtered by %j', async (filters, expected) => {
    expect(await filtered(filters)).toEqual(expected);
  });

  test('refuses filters that it does not know', async () => {
    expect(await message('GET', '/images/json?filters={"colour":["red"]}')).toBe("400 invalid filter 'colour'");
    expect(await message('GET', '/images/json?filters={"dangling":["maybe"]}')).toBe("400 invalid filter 'dangling=[maybe]'");
  });
});

describe('inspect and history', () => {
  test('tell what the image is', async () => {
    const image = await engine.json('/images/app/json');
    expect(image).toMatchObject({
      Id: app.config,
      RepoTags: ['app:latest'],
      RepoDigests: [`app@${app.digest}`],
      Created: '2026-01-02T03:04:05.123Z',
      Architecture: 'amd64',
      Os: 'linux',
      Size: 25,
      RootFS: { Type: 'layers', Layers: engine.images.get('app').layers.map(({ diffId }) => diffId) },
      Metadata: { LastTagTime: '0001-01-01T00:00:00Z' },
      Config: {
        Cmd: ['/app', '<file>'],
        Entrypoint: null,
        Env: ['A=1'],
        ExposedPorts: { '80/tcp': {} },
        Labels: { kind: 'server' },
        WorkingDir: '',
      },
    });
    const [bottom, top] = engine.images.get('app').layers;
    expect(image.GraphDriver.Data.LowerDir).toBe(`/var/lib/docker/overlay2/${bottom!.cacheId}/diff`);
    expect(image.GraphDriver.Data.UpperDir).toBe(`/var/lib/docker/overlay2/${top!.cacheId}/diff`);
  });

  test('inspect escapes what could end up in HTML, as the daemon does there alone', async () => {
    const { body } = await engine.call('GET', '/images/app/json');
    expect(body).toContain('"Cmd":["/app","\\u003cfile\\u003e"]');
  });

  test('have the steps, the newest first', async () => {
    const history = (await engine.json('/images/app/history')) as { Id: string; CreatedBy: string; Size: number; Tags: string[] | null }[];
    expect(history.map(({ Id, CreatedBy, Size, Tags }) => [Id, CreatedBy, Size, Tags])).toEqual([
      [app.config, 'step 2', 15, ['app:latest']],
      ['<missing>', 'step 1', 10, null],
    ]);
  });
});

describe('names', () => {
  test('an image is found by name, id, beginning of an id, and digest', () => {
    const hex = app.config.slice('sha256:'.length);
    for (const name of [
      'app',
      'app:latest',
      'docker.io/library/app',
      app.config,
      hex,
      hex.slice(0, 6),
      `sha256:${hex.slice(0, 6)}`,
      `app@${app.digest}`,
    ]) {
      expect(engine.images.find(name)?.id).toBe(app.config);
    }
  });

  const unknown: [string, string][] = [
    ['nosuch', '404 No such image: nosuch:latest'],
    ['app:2', '404 No such image: app:2'],
    ['APP', '400 invalid reference format: repository name (library/APP) must be lowercase'],
    [`sha256:${'0'.repeat(64)}`, `404 No such image: sha256:${'0'.repeat(64)}`],
    ['0'.repeat(64), `404 No such image: sha256:${'0'.repeat(64)}`],
  ];
  test.each(unknown)('%s is not', async (name, expected) => {
    expect(await message('GET', `/images/${name}/json`)).toBe(expected);
  });

  test('a tag is another name, and moves from one image to the next', async () => {
    expect((await engine.call('POST', '/images/app/tag?repo=mine/app&tag=x')).status).toBe(201);
    expect((await engine.call('POST', '/images/base/tag?repo=mine/app&tag=x')).status).toBe(201);
    expect(engine.images.get('app').references).toEqual(['app:latest']);
    expect(engine.images.get('base').references).toEqual(['base:latest', 'mine/app:x']);
    expect((await engine.json('/images/base/json')).Metadata.LastTagTime).toBe('2026-01-01T00:00:00Z');
    expect(engine.published[0]).toBe(`image tag ${app.config} {"kind":"server","name":"mine/app:x"}`);
  });

  test('not every name can be given', async () => {
    expect(await message('POST', '/images/app/tag?repo=A')).toBe(
      '400 invalid reference format: repository name (library/A) must be lowercase',
    );
    expect(await message('POST', '/images/app/tag?repo=a&tag=-')).toBe('400 invalid tag format');
    expect(await message('POST', '/images/app/tag?repo=sha256&tag=a')).toBe(
      '400 refusing to create an ambiguous tag using digest algorithm as name',
    );
    expect(await message('POST', '/images/nosuch/tag?repo=a')).toBe('404 No such image: nosuch:latest');
  });
});

describe('removal', () => {
  test('takes name, digest, image, and the layers that no other image has', async () => {
    const [, top] = engine.images.get('app').layers;
    expect(await remove('app')).toEqual([
      { Untagged: 'app:latest' },
      { Untagged: `app@${app.digest}` },
      { Deleted: app.config },
      { Deleted: top!.chainId },
    ]);
    expect(engine.published.map((event) => event.split(' ', 2).join(' '))).toEqual(['image untag', 'image delete']);
    expect(engine.images.find('app')).toBeUndefined();
    expect(engine.images.find('base')).toBeDefined();
  });

  test('of one of several names leaves the image', async () => {
    await engine.pull('app', '1');
    expect(await remove('app:1')).toEqual([{ Untagged: 'app:1' }]);
    expect(engine.images.get('app').references).toEqual(['app:latest']);
  });

  test('by id takes all names of one repository, but not of two', async () => {
    await engine.call('POST', '/images/app/tag?repo=other');
    const id = short(app.config);
    expect(await message('DELETE', `/images/${id}`)).toBe(
      `409 conflict: unable to delete ${id} (must be forced) - image is referenced in multiple repositories`,
    );
    await remove('other');
    expect((await remove(id)).slice(0, 2)).toEqual([{ Untagged: 'app:latest' }, { Untagged: `app@${app.digest}` }]);
  });

  test('by id and by force takes all names of two repositories, and then the image', async () => {
    await engine.call('POST', '/images/app/tag?repo=other');
    const from = engine.trace.events.length;
    const [, top] = engine.images.get('app').layers;
    expect(await remove(`${short(app.config)}?force=1`)).toEqual([
      { Untagged: 'app:latest' },
      { Untagged: `app@${app.digest}` },
      { Untagged: 'other:latest' },
      { Deleted: app.config },
      { Deleted: top!.chainId },
    ]);
    const states = engine.trace.events
      .slice(from)
      .flatMap((event) => (event.type === 'state' && event.machine === 'image-store' ? [event.to] : []));
    expect(states).toEqual(['dangling', 'removed']);
  });

  test('is refused while containers use the image', async () => {
    let running = true;
    const container = 'c0ffee'.padEnd(64, '0');
    engine.images.use(app.config, container, () => running);
    const id = short(app.config);
    expect(await message('DELETE', '/images/app')).toBe(
      `409 conflict: unable to remove repository reference "app" (must force) - container ${short(`sha256:${container}`)} is using its referenced image ${id}`,
    );
    expect(await message('DELETE', `/images/${id}?force=1`)).toBe(
      `409 conflict: unable to delete ${id} (cannot be forced) - image is being used by running container c0ffee000000`,
    );
    running = false;
    expect(await message('DELETE', `/images/${id}`)).toBe(
      `409 conflict: unable to delete ${id} (must be forced) - image is being used by stopped container c0ffee000000`,
    );
    // Its name can be taken by force; the image stays as long as it is used.
    running = true;
    expect(await remove('app?force=1')).toEqual([{ Untagged: 'app:latest' }, { Untagged: `app@${app.digest}` }]);
    expect(await names('?filters={"dangling":["true"]}')).toEqual([]);
    expect(engine.images.count()).toBe(2);
    engine.images.release(app.config, container);
    expect((await remove(id)).at(0)).toEqual({ Deleted: app.config });
  });

  test('pruning takes what has no name, or all that nobody uses', async () => {
    await engine.call('POST', '/images/base/tag?repo=app');
    await engine.call('DELETE', `/images/app@${app.digest}`);
    expect(engine.images.find(app.config)).toBeUndefined();
    const all = JSON.parse((await engine.call('POST', '/images/prune?filters={"dangling":["false"]}')).body);
    expect(all.SpaceReclaimed).toBe(10);
    expect(engine.images.count()).toBe(0);
    expect(engine.published.at(-1)).toBe('image prune  {"reclaimed":"10"}');
  });
});

test('the registry is asked what it has, without a pull', async () => {
  expect(await engine.json('/distribution/app:1/json')).toEqual({
    Descriptor: { mediaType: app.mediaType, digest: app.digest, size: app.size },
    Platforms: [{ architecture: 'amd64', os: 'linux' }],
  });
  expect(await message('GET', '/distribution/app:2/json')).toBe('404 manifest unknown: manifest unknown');
});
