import { describe, expect, test } from 'vitest';
import { asDiffId, chainIdOf, digestOf, isDigest, parseDigest } from '../../src/oci/digest.ts';
import { InvalidManifest, isIndex, parseConfig, parseManifest } from '../../src/oci/manifest.ts';
import { dockerManifest, ociIndex } from '../../src/oci/media-types.ts';

const bytes = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const digest = digestOf(bytes('x'));
const descriptor = { mediaType: 'a/b', digest, size: 3 };

describe('a manifest', () => {
  test('is read with what else it says', () => {
    const value = { schemaVersion: 2, mediaType: dockerManifest, config: descriptor, layers: [descriptor], extra: 1 };
    expect(parseManifest(bytes(value), dockerManifest)).toEqual(value);
  });

  test('or index, by its media type', () => {
    const value = { schemaVersion: 2, manifests: [{ ...descriptor, platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } }] };
    expect(isIndex(parseManifest(bytes(value), ociIndex))).toBe(true);
    expect(() => parseManifest(bytes(value), dockerManifest)).toThrow(InvalidManifest);
  });

  test.each([
    ['{', /^manifest: .*JSON/],
    ['3', /^manifest: top level: /],
    [{ schemaVersion: 1 }, /^manifest: schemaVersion: /],
    [{ schemaVersion: 2, config: { ...descriptor, digest: 'sha256:12' }, layers: [] }, /^manifest: config\.digest: expected a digest/],
    [{ schemaVersion: 2, config: descriptor, layers: [{ ...descriptor, size: -1 }] }, /^manifest: layers\.0\.size: /],
  ])('that is wrong is refused with the place: %j', (value, message) => {
    expect(() => parseManifest(bytes(value), dockerManifest)).toThrow(message);
  });
});

describe('a config', () => {
  test('is read as Docker writes it, nulls and all', () => {
    const config = {
      architecture: 'amd64',
      os: 'linux',
      config: { Cmd: ['sh'], Entrypoint: null, Env: ['PATH=/bin'], Labels: null, Image: '' },
      rootfs: { type: 'layers', diff_ids: [digest] },
      history: [{ created: '2026-01-01T00:00:00Z', created_by: 'CMD', empty_layer: true }],
      container: 'abc',
    };
    expect(parseConfig(bytes(config))).toEqual(config);
  });

  test('without a root file system is refused', () => {
    expect(() => parseConfig(bytes({ architecture: 'amd64', os: 'linux' }))).toThrow(/^config: rootfs: /);
  });
});

describe('a digest', () => {
  test('is the hash of the bytes', () => {
    expect(digestOf(bytes(''))).toBe('sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  test.each([
    ['abc', 'invalid checksum digest format'],
    ['md5:abc', 'unsupported digest algorithm'],
    ['sha256:abc', 'invalid checksum digest length'],
    [`sha256:${'G'.repeat(64)}`, 'invalid checksum digest format'],
  ])('%s is none', (text, message) => {
    expect(() => parseDigest(text)).toThrow(message);
    expect(isDigest(text)).toBe(false);
  });

  test('of a chain is that of the layer alone at the bottom, and of both above', () => {
    const [a, b] = ['a', 'b'].map((text) => asDiffId(digestOf(bytes(text)))) as [ReturnType<typeof asDiffId>, ReturnType<typeof asDiffId>];
    expect(chainIdOf(undefined, a)).toBe(a);
    expect(chainIdOf(chainIdOf(undefined, a), b)).toBe(digestOf(bytes(`${a} ${b}`)));
  });
});
