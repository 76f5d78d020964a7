import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readBytes } from '../../src/core/http.ts';
import type { ContentStore, StoredManifest } from '../../src/oci/content-store.ts';
import { digestOf } from '../../src/oci/digest.ts';
import type { ImageIndex, ImageManifest } from '../../src/oci/manifest.ts';
import * as types from '../../src/oci/media-types.ts';
import { errorsOf, readJson, readText, startRegistry } from './conversation.ts';

const sha256 = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const nothing = `sha256:${'0'.repeat(64)}`;
const index = { Accept: types.ociIndex };
const manifest = { Accept: types.ociManifest };

async function alpineLayer(get: ReturnType<typeof startRegistry>['get']) {
  const list = (await readJson(await get('/v2/library/alpine/manifests/latest', index))) as ImageIndex;
  const single = (await readJson(await get(`/v2/library/alpine/manifests/${list.manifests[0]!.digest}`, manifest))) as ImageManifest;
  return single.layers[0]!;
}

describe('a manifest', () => {
  test('is there by tag, and the same by digest', async () => {
    const { get } = startRegistry();
    const byTag = await get('/v2/library/alpine/manifests/3.22', index);
    const bytes = await readBytes(byTag);
    const digest = sha256(bytes);
    expect(byTag.status).toBe(200);
    expect(Object.fromEntries(byTag.headers)).toEqual({
      'content-length': String(bytes.length),
      'content-type': types.ociIndex,
      date: 'Thu, 01 Jan 2026 00:00:00 GMT',
      'docker-content-digest': digest,
      'docker-distribution-api-version': 'registry/2.0',
      etag: `"${digest}"`,
    });
    expect(await readBytes(await get(`/v2/library/alpine/manifests/${digest}`, index))).toEqual(bytes);
  });

  test('is described without being sent', async () => {
    const { get } = startRegistry();
    const response = await get('/v2/library/alpine/manifests/latest', index, 'HEAD');
    expect([response.status, response.body]).toEqual([200, null]);
    expect(Number(response.headers.get('Content-Length'))).toBeGreaterThan(100);
  });

  test('leads to one for each platform', async () => {
    const { get } = startRegistry();
    const list = (await readJson(await get('/v2/library/nginx/manifests/latest', index))) as ImageIndex;
    expect(list.manifests.map(({ platform }) => platform)).toEqual([
      { architecture: 'amd64', os: 'linux' },
      { architecture: 'arm64', os: 'linux', variant: 'v8' },
    ]);
    const response = await get(`/v2/library/nginx/manifests/${list.manifests[1]!.digest}`, manifest);
    expect(response.headers.get('Content-Type')).toBe(types.ociManifest);
    expect(((await readJson(response)) as ImageManifest).layers.length).toBe(7);
  });

  test('is not sent again to who has it', async () => {
    const { get } = startRegistry();
    const digest = (await get('/v2/library/alpine/manifests/latest', index, 'HEAD')).headers.get('Docker-Content-Digest')!;
    for (const known of [digest, `"${digest}"`]) {
      expect((await get('/v2/library/alpine/manifests/latest', { ...index, 'If-None-Match': known })).status).toBe(304);
    }
    expect((await get('/v2/library/alpine/manifests/latest', { ...index, 'If-None-Match': nothing })).status).toBe(200);
  });

  test.each([
    ['latest', {}, { message: 'OCI index found, but accept header does not support OCI indexes' }],
    ['latest', { Accept: '*/*' }, { message: 'OCI index found, but accept header does not support OCI indexes' }],
    ['nosuch', index, { message: 'manifest unknown', detail: { Tag: 'nosuch' } }],
    [nothing, index, { message: 'manifest unknown', detail: { Name: 'library/alpine', Revision: nothing } }],
  ])('%s is unknown to who accepts %j', async (reference, headers, error) => {
    const { get } = startRegistry();
    const response = await get(`/v2/library/alpine/manifests/${reference}`, headers as Record<string, string>);
    expect([response.status, await errorsOf(response)]).toEqual([404, [{ code: 'MANIFEST_UNKNOWN', ...error }]]);
  });

  test('is sent to who accepts it among others', async () => {
    const { get } = startRegistry();
    const Accept = `${types.dockerManifest}, ${types.ociIndex};q=0.5,application/json`;
    expect((await get('/v2/library/alpine/manifests/latest', { Accept })).status).toBe(200);
  });
});

describe('a list of platforms of the old kind', () => {
  const stored = (mediaType: string, value: unknown): StoredManifest => {
    const bytes = new TextEncoder().encode(JSON.stringify(value));
    return { mediaType, bytes, digest: digestOf(bytes) };
  };
  const single = stored(types.dockerManifest, { schemaVersion: 2, mediaType: types.dockerManifest });
  const platform = (architecture: string) => ({ os: 'linux', architecture });
  const list = stored(types.dockerManifestList, {
    schemaVersion: 2,
    mediaType: types.dockerManifestList,
    manifests: [
      { mediaType: types.dockerManifest, digest: nothing, size: 1, platform: platform('arm64') },
      { mediaType: types.dockerManifest, digest: single.digest, size: single.bytes.length, platform: platform('amd64') },
    ],
  });
  const store: ContentStore = {
    repositories: () => ['old'],
    tags: (name) => (name === 'old' ? ['1'] : undefined),
    manifest: async (_, reference) => ({ '1': list, [list.digest]: list, [single.digest]: single })[reference],
    blob: async () => undefined,
  };

  test('is sent to who accepts it', async () => {
    const { get } = startRegistry({}, store);
    const response = await get('/v2/old/manifests/1', { Accept: types.dockerManifestList });
    expect(response.headers.get('Docker-Content-Digest')).toBe(list.digest);
  });

  test('becomes the manifest for linux/amd64 for who does not', async () => {
    const { get } = startRegistry({}, store);
    const response = await get('/v2/old/manifests/1', { Accept: types.dockerManifest });
    expect(response.headers.get('Docker-Content-Digest')).toBe(single.digest);
    expect(response.headers.get('Content-Type')).toBe(types.dockerManifest);
  });
});

describe('a blob', () => {
  test('comes whole, in pieces of at most 32 kB', async () => {
    const { get } = startRegistry();
    const { digest, size } = await alpineLayer(get);
    const response = await get(`/v2/library/alpine/blobs/${digest}`);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'accept-ranges': 'bytes',
      'cache-control': 'max-age=31536000',
      'content-length': String(size),
      'content-type': 'application/octet-stream',
      'docker-content-digest': digest,
      etag: `"${digest}"`,
    });
    const reader = response.body!.getReader();
    const hash = createHash('sha256');
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      expect(piece.value.length).toBeLessThanOrEqual(32 * 1024);
      hash.update(piece.value);
    }
    expect(`sha256:${hash.digest('hex')}`).toBe(digest);
  });

  test('is described without being sent', async () => {
    const { get } = startRegistry();
    const { digest, size } = await alpineLayer(get);
    const response = await get(`/v2/library/alpine/blobs/${digest}`, {}, 'HEAD');
    expect([response.status, response.body, response.headers.get('Content-Length')]).toEqual([200, null, String(size)]);
  });

  test.each([
    ['bytes=0-9', (size: number) => [0, 9, size]],
    ['bytes=100-', (size: number) => [100, size - 1, size]],
    ['bytes=-5', (size: number) => [size - 5, size - 1, size]],
    ['bytes=10-99999999', (size: number) => [10, size - 1, size]],
  ])('comes in part: %s', async (Range, expected) => {
    const { get } = startRegistry();
    const { digest, size } = await alpineLayer(get);
    const response = await get(`/v2/library/alpine/blobs/${digest}`, { Range });
    const [first, last, of] = expected(size);
    expect([response.status, response.headers.get('Content-Range')]).toEqual([206, `bytes ${first}-${last}/${of}`]);
    expect(response.headers.get('Content-Length')).toBe(String(last! - first! + 1));
    const whole = await readBytes(await get(`/v2/library/alpine/blobs/${digest}`));
    expect(sha256(await readBytes(response))).toBe(sha256(whole.subarray(first, last! + 1)));
  });

  test.each([
    ['bytes=99999999-', 'invalid range: failed to overlap\n'],
    ['bytes=5-2', 'invalid range\n'],
    ['bytes=x', 'invalid range\n'],
    ['lines=1-2', 'invalid range\n'],
  ])('does not come for %s', async (Range, text) => {
    const { get } = startRegistry();
    const { digest, size } = await alpineLayer(get);
    const response = await get(`/v2/library/alpine/blobs/${digest}`, { Range });
    expect([response.status, await readText(response)]).toEqual([416, text]);
    expect(response.headers.get('Content-Range')).toBe(text.includes('overlap') ? `bytes */${size}` : null);
  });

  test.each(['bytes=0-1,5-6', 'bytes='])('comes whole for %s', async (Range) => {
    const { get } = startRegistry();
    const { digest } = await alpineLayer(get);
    expect((await get(`/v2/library/alpine/blobs/${digest}`, { Range })).status).toBe(200);
  });

  test('is not sent again to who has it', async () => {
    const { get } = startRegistry();
    const { digest } = await alpineLayer(get);
    expect((await get(`/v2/library/alpine/blobs/${digest}`, { 'If-None-Match': `"${digest}"` })).status).toBe(304);
  });

  test.each([
    [nothing, 404, { code: 'BLOB_UNKNOWN', message: 'blob unknown to registry', detail: nothing }],
    ['sha256:abc', 400, { code: 'DIGEST_INVALID', message: 'provided digest did not match uploaded content', detail: {} }],
  ])('%s gets %i', async (digest, status, error) => {
    const { get } = startRegistry();
    const response = await get(`/v2/library/alpine/blobs/${digest}`);
    expect([response.status, await errorsOf(response)]).toEqual([status, [error]]);
  });

  test('of another repository is not found', async () => {
    const { get } = startRegistry();
    const { digest } = await alpineLayer(get);
    expect((await get(`/v2/library/hello-world/blobs/${digest}`)).status).toBe(404);
  });

  test('that a base brought is found in each repository that has it', async () => {
    const { get } = startRegistry();
    const { digest } = await alpineLayer(get);
    expect((await get(`/v2/library/redis/blobs/${digest}`, {}, 'HEAD')).status).toBe(200);
  });
});

describe('a list', () => {
  test('has all tags of a repository', async () => {
    const { get } = startRegistry();
    const response = await get('/v2/library/hello-world/tags/list');
    expect(response.headers.get('Content-Type')).toBe('application/json; charset=utf-8');
    expect(await readJson(response)).toEqual({ name: 'library/hello-world', tags: ['latest', 'linux'] });
  });

  test('comes in pages', async () => {
    const { get } = startRegistry();
    const names: string[] = [];
    let path = '/v2/_catalog?n=4';
    for (let pages = 0; path && pages < 5; pages++) {
      const response = await get(path);
      names.push(...((await readJson(response)) as { repositories: string[] }).repositories);
      path = /^<(.+)>; rel="next"$/.exec(response.headers.get('Link') ?? '')?.[1] ?? '';
    }
    expect(names).toEqual(
      'alpine busybox debian hello-world httpd nginx node postgres python redis ubuntu'.split(' ').map((name) => `library/${name}`),
    );
  });

  test('of nothing is empty and ends', async () => {
    const { get } = startRegistry();
    const response = await get('/v2/library/hello-world/tags/list?n=0');
    expect([await readJson(response), response.headers.get('Link')]).toEqual([{ name: 'library/hello-world', tags: [] }, null]);
  });

  test('starts behind the last that is known', async () => {
    const { get } = startRegistry();
    const response = await get('/v2/library/hello-world/tags/list?n=1&last=latest');
    expect([await readJson(response), response.headers.get('Link')]).toEqual([{ name: 'library/hello-world', tags: ['linux'] }, null]);
  });

  test('needs a number of results that is one', async () => {
    const { get } = startRegistry();
    const response = await get('/v2/library/hello-world/tags/list?n=many');
    expect([response.status, await errorsOf(response)]).toEqual([
      400,
      [{ code: 'PAGINATION_NUMBER_INVALID', message: 'invalid number of results requested', detail: { n: 'many' } }],
    ]);
  });

  test('of what is not there is an error', async () => {
    const { send } = startRegistry({ access: 'open' });
    const response = await send('GET', '/v2/library/nosuch/tags/list');
    expect([response.status, await errorsOf(response)]).toEqual([
      404,
      [{ code: 'NAME_UNKNOWN', message: 'repository name not known to registry', detail: { name: 'library/nosuch' } }],
    ]);
  });
});

describe('outside the API', () => {
  test.each([
    ['GET', '/foo', 404, '404 page not found\n'],
    ['GET', '/v2/UPPER/manifests/latest', 404, '404 page not found\n'],
    ['GET', '/v2/library/nginx', 404, '404 page not found\n'],
    ['GET', '/', 200, ''],
  ])('%s %s gets %i', async (method, path, status, text) => {
    const { send } = startRegistry();
    const response = await send(method, path);
    expect([response.status, await readText(response)]).toEqual([status, text]);
  });

  test('/v2 sends on to /v2/', async () => {
    const { send } = startRegistry();
    const response = await send('GET', '/v2');
    expect([response.status, response.headers.get('Location')]).toEqual([301, '/v2/']);
  });

  test('a method that a path does not have is refused, with those that it has', async () => {
    const { send } = startRegistry({ access: 'open' });
    const response = await send('PATCH', `/v2/library/nginx/blobs/${nothing}`);
    expect([response.status, response.headers.get('Allow'), await readText(response)]).toEqual([405, 'GET, HEAD', 'Method not allowed\n']);
  });
});

test('a store that fails is an error of the server, and the registry goes on', async () => {
  let broken = true;
  const store: ContentStore = {
    repositories: () => ['a'],
    tags: () => ['1'],
    async manifest() {
      if (broken) throw new Error('disk on fire');
      return undefined;
    },
    blob: async () => undefined,
  };
  const { get } = startRegistry({}, store);
  const response = await get('/v2/a/manifests/1', index);
  expect([response.status, await errorsOf(response)]).toEqual([
    500,
    [{ code: 'UNKNOWN', message: 'unknown error', detail: 'disk on fire' }],
  ]);
  broken = false;
  expect((await get('/v2/a/manifests/1', index)).status).toBe(404);
});
