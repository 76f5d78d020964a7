import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readBytes } from '../../src/core/http.ts';
import { ARCHITECTURES, measureLayer } from '../../src/oci/catalogue/build.ts';
import { createCatalogue } from '../../src/oci/catalogue/catalogue.ts';
import { officialImages } from '../../src/oci/catalogue/images/official.ts';
import { type LayerRecipe, layersOf } from '../../src/oci/catalogue/recipe.ts';
import { LayerTree } from '../../src/oci/catalogue/tree.ts';
import { unpackLayer } from '../../src/oci/layer.ts';
import { type ImageIndex, type ImageManifest, parseConfig, parseManifest } from '../../src/oci/manifest.ts';

const sha256 = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const catalogue = createCatalogue();

async function blob(repository: string, digest: string): Promise<Uint8Array> {
  const stored = (await catalogue.blob(repository, digest))!;
  const bytes = await readBytes({ body: stored.read(0, stored.size) });
  expect(bytes.length).toBe(stored.size);
  expect(sha256(bytes)).toBe(digest);
  return bytes;
}

test('the layers are what the lock says of them', async () => {
  const facts = new Map<string, unknown>();
  for (const image of officialImages) {
    for (const layer of layersOf(image)) {
      for (const architecture of ARCHITECTURES) {
        const key = layer.portable ? layer.name : `${layer.name} ${architecture}`;
        if (facts.has(key)) continue;
        facts.set(key, await measureLayer(layer, architecture));
      }
    }
  }
  const sorted = Object.fromEntries([...facts].sort(([a], [b]) => (a < b ? -1 : 1)));
  await expect(`${JSON.stringify(sorted, null, 2)}\n`).toMatchFileSnapshot('../../src/oci/catalogue/lock.json');
}, 120_000);

test('layers of the same name have the same files', () => {
  const listed = (layer: LayerRecipe) =>
    ARCHITECTURES.map((architecture) => {
      const tree = new LayerTree(architecture, Date.parse(layer.date));
      layer.fill(tree);
      return [...tree.entries()].map(({ data, ...entry }) => JSON.stringify([entry, data && sha256(data)])).join('\n');
    });
  const byName = new Map<string, LayerRecipe>();
  for (const layer of new Set(officialImages.flatMap(layersOf))) {
    const first = byName.get(layer.name);
    if (first) expect(listed(layer)).toEqual(listed(first));
    byName.set(layer.name, layer);
  }
});

test('no tag is given twice', () => {
  const names = officialImages.flatMap(({ repository, tags }) => tags.map((tag) => `${repository}:${tag}`));
  expect(names).toEqual([...new Set(names)]);
});

describe.each(officialImages.map((image) => [`${image.repository}:${image.tags[0]}`, image] as const))('%s', (_, { repository, tags }) => {
  test('is true down to the last byte, for each platform', { timeout: 60_000 }, async () => {
    const stored = (await catalogue.manifest(repository, tags[0]!))!;
    expect(sha256(stored.bytes)).toBe(stored.digest);
    const index = parseManifest(stored.bytes, stored.mediaType) as ImageIndex;
    expect(index.manifests.map(({ platform }) => platform?.architecture)).toEqual(['amd64', 'arm64']);
    for (const descriptor of index.manifests) {
      const entry = (await catalogue.manifest(repository, descriptor.digest))!;
      expect([sha256(entry.bytes), entry.bytes.length, entry.mediaType]).toEqual([
        descriptor.digest,
        descriptor.size,
        descriptor.mediaType,
      ]);
      const manifest = parseManifest(entry.bytes, entry.mediaType) as ImageManifest;
      const configBytes = await blob(repository, manifest.config.digest);
      expect(configBytes.length).toBe(manifest.config.size);
      const config = parseConfig(configBytes);
      expect(config.architecture).toBe(descriptor.platform?.architecture);
      expect(config.history?.filter(({ empty_layer }) => !empty_layer)).toHaveLength(manifest.layers.length);
      const diffIds: string[] = [];
      for (const layer of manifest.layers) {
        const bytes = await blob(repository, layer.digest);
        expect(bytes.length).toBe(layer.size);
        diffIds.push(sha256(gunzipSync(bytes)));
      }
      expect(diffIds).toEqual(config.rootfs.diff_ids);
    }
  });

  test('holds what its command and entrypoint name', { timeout: 60_000 }, async () => {
    const { bytes } = (await catalogue.manifest(repository, tags[0]!))!;
    const [first] = (parseManifest(bytes, 'application/vnd.oci.image.index.v1+json') as ImageIndex).manifests;
    const manifest = parseManifest((await catalogue.manifest(repository, first!.digest))!.bytes, first!.mediaType) as ImageManifest;
    const { config } = parseConfig(await blob(repository, manifest.config.digest));
    const paths = new Set<string>();
    for (const layer of manifest.layers) {
      const { entries } = await unpackLayer([await blob(repository, layer.digest)]);
      for (const { path } of entries) paths.add(path);
    }
    const [program] = [...(config?.Entrypoint ?? []), ...(config?.Cmd ?? [])];
    const folders = config!
      .Env!.find((line) => line.startsWith('PATH='))!
      .slice(5)
      .split(':');
    const candidates = program!.startsWith('/') ? [program!] : folders.map((folder) => `${folder}/${program}`);
    const merged = (path: string) => path.replace(/^\/(s?bin|lib)\//, '/usr/$1/');
    expect(candidates.some((path) => paths.has(path) || paths.has(merged(path)))).toBe(true);
  });
});

test.runIf(process.platform === 'linux')('the scripts are ones that a shell can read', () => {
  for (const layer of new Set(officialImages.flatMap(layersOf))) {
    const tree = new LayerTree('amd64', 0);
    layer.fill(tree);
    for (const { path, data } of tree.entries()) {
      const text = data && data.length < 10_000 ? new TextDecoder().decode(data) : '';
      if (!text.startsWith('#!/bin/sh')) continue;
      const { stderr } = spawnSync('sh', ['-n'], { input: text, encoding: 'utf8' });
      expect([path, stderr]).toEqual([path, '']);
    }
  }
});

test('what is not there is not found', async () => {
  expect(catalogue.tags('library/nosuch')).toBeUndefined();
  expect(await catalogue.manifest('library/nosuch', 'latest')).toBeUndefined();
  expect(await catalogue.manifest('library/alpine', 'nosuch')).toBeUndefined();
  expect(await catalogue.manifest('library/alpine', `sha256:${'0'.repeat(64)}`)).toBeUndefined();
  expect(await catalogue.blob('library/alpine', `sha256:${'0'.repeat(64)}`)).toBeUndefined();
});

test('a blob is read in pieces of at most 32 kB, from anywhere', async () => {
  const { bytes } = (await catalogue.manifest('library/alpine', 'latest'))!;
  const [first] = (parseManifest(bytes, 'application/vnd.oci.image.index.v1+json') as ImageIndex).manifests;
  const manifest = parseManifest((await catalogue.manifest('library/alpine', first!.digest))!.bytes, first!.mediaType) as ImageManifest;
  const layer = manifest.layers[0]!;
  const whole = await blob('library/alpine', layer.digest);
  const stored = (await catalogue.blob('library/alpine', layer.digest))!;
  const reader = stored.read(1000, 100_000).getReader();
  const sizes: number[] = [];
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) sizes.push(piece.value.length);
  expect(sizes).toEqual([32768, 32768, 32768, 696]);
  expect(sha256(await readBytes({ body: stored.read(1000, 100_000) }))).toBe(sha256(whole.subarray(1000, 100_000)));
});
