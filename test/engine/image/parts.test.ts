import { describe, expect, test } from 'vitest';
import { respond } from '../../../src/core/http.ts';
import { globMatches } from '../../../src/engine/image/glob.ts';
import { parseMoment } from '../../../src/engine/image/moment.ts';
import { formatPlatform, parsePlatform, platformRank } from '../../../src/engine/image/platform.ts';
import { createMeter, formatProgress } from '../../../src/engine/image/pull/progress.ts';
import { challengesOf } from '../../../src/engine/image/registry/challenge.ts';
import { decodeCredentials } from '../../../src/engine/image/registry/credentials.ts';
import { endpointsOf } from '../../../src/engine/image/registry/endpoints.ts';
import { sizeOnDisk, treeOf } from '../../../src/engine/image/store/unpack.ts';
import type { LayerEntry } from '../../../src/oci/layer.ts';
import { file } from './fixture.ts';

describe('platforms', () => {
  const read: [string, string][] = [
    ['linux', 'linux/amd64'],
    ['arm64', 'linux/arm64'],
    ['linux/arm64', 'linux/arm64'],
    ['linux/arm64/8', 'linux/arm64/v8'],
    ['linux/arm/7', 'linux/arm/v7'],
    ['linux/x86_64', 'linux/amd64'],
    ['aarch64', 'linux/arm64'],
    ['armhf', 'linux/arm'],
    ['linux/amd64/v2', 'linux/amd64/v2'],
  ];
  test.each(read)('%s is %s', (text, expected) => {
    expect(formatPlatform(parsePlatform(text, 'amd64'))).toBe(expected);
  });

  const wrong: [string, string][] = [
    ['toaster', '"toaster": unknown operating system or architecture: invalid argument'],
    ['a/b/c/d', '"a/b/c/d": cannot parse platform specifier: invalid argument'],
    ['linux/*', '"linux/*": wildcards not yet supported: invalid argument'],
    [
      'linux/a!',
      '"a!" is an invalid component of "linux/a!": platform specifier component must match "^[A-Za-z0-9_.-]+$": invalid argument',
    ],
  ];
  test.each(wrong)('%s is none', (text, message) => {
    expect(() => parsePlatform(text, 'amd64')).toThrow(message);
  });

  const rank = (wanted: string, offered: string) => platformRank(parsePlatform(wanted, 'amd64'), parsePlatform(offered, 'amd64'));
  test('a machine runs what is older than itself, and prefers what is near', () => {
    expect(rank('linux/arm64', 'linux/arm64/v8')).toBe(0);
    expect(rank('linux/arm64', 'linux/arm/v7')).toBeLessThan(rank('linux/arm64', 'linux/arm/v6')!);
    expect(rank('linux/arm/v6', 'linux/arm/v7')).toBeUndefined();
    expect(rank('linux/amd64', 'linux/386')).toBe(1);
    expect(rank('linux/amd64', 'linux/arm64')).toBeUndefined();
    expect(rank('linux/amd64', 'windows/amd64')).toBeUndefined();
  });
});

describe('progress', () => {
  test('is a line of JSON with a bar of fifty columns, as Go writes it', () => {
    expect(formatProgress({ id: '9cbf9ea696f9', action: 'Downloading', current: 36445, total: 1083478 })).toBe(
      '{"status":"Downloading","progressDetail":{"current":36445,"total":1083478},"progress":"[=\\u003e                                                 ]  36.45kB/1.083MB","id":"9cbf9ea696f9"}\r\n',
    );
    expect(formatProgress({ id: 'a', action: 'Waiting' })).toBe('{"status":"Waiting","progressDetail":{},"id":"a"}\r\n');
    expect(formatProgress({ id: '', message: 'Digest: x' })).toBe('{"status":"Digest: x"}\r\n');
  });

  test('comes at most ten times a second, and at the end', () => {
    let now = 0;
    const seen: number[] = [];
    const meter = createMeter({ clock: { now: () => now }, total: 1000, report: (current) => seen.push(current) });
    for (const [at, current] of [
      [0, 5],
      [1, 11],
      [50, 100],
      [101, 300],
      [150, 900],
      [160, 1000],
    ] as const) {
      now = at;
      meter.advance(current);
    }
    meter.end();
    expect(seen).toEqual([11, 300, 1000]);
  });
});

describe('registries', () => {
  const urls = (domain: string, mirror?: string) => endpointsOf(domain, mirror).map(({ url }) => url);
  test('a mirror comes before Docker Hub, and for it alone', () => {
    expect(urls('docker.io', 'http://mirror:5000/')).toEqual(['http://mirror:5000', 'https://registry-1.docker.io']);
    expect(urls('docker.io')).toEqual(['https://registry-1.docker.io']);
    expect(urls('ghcr.io', 'http://mirror:5000')).toEqual(['https://ghcr.io']);
  });

  test('only on this machine may a registry do without TLS', () => {
    expect(urls('127.0.0.1:5000')).toEqual(['https://127.0.0.1:5000', 'http://127.0.0.1:5000']);
    expect(urls('localhost')).toEqual(['https://localhost', 'http://localhost']);
    expect(urls('registry.test:5000')).toEqual(['https://registry.test:5000']);
  });

  test('challenges are read, several in one header too', () => {
    const header = 'Bearer realm="https://auth/token",service="a, b",scope="x", Basic realm="say \\"hi\\""';
    expect(challengesOf(respond(401, '', { 'WWW-Authenticate': header }))).toEqual([
      { scheme: 'bearer', parameters: { realm: 'https://auth/token', service: 'a, b', scope: 'x' } },
      { scheme: 'basic', parameters: { realm: 'say "hi"' } },
    ]);
    expect(challengesOf(respond(200, '', { 'WWW-Authenticate': header }))).toEqual([]);
  });

  test('credentials come as base64url; without valid ones a pull is anonymous', () => {
    const anonymous = { username: '', password: '', identityToken: '', registryToken: '' };
    expect(decodeCredentials('eyJ1c2VybmFtZSI6InVzZXIiLCJwYXNzd29yZCI6InDDpHNzPyJ9')).toEqual({
      ...anonymous,
      username: 'user',
      password: 'päss?',
    });
    for (const header of [null, 'e30=', '!', 'bnVsbA==']) expect(decodeCredentials(header)).toEqual(anonymous);
  });
});

describe('filters', () => {
  const globs: [string, string, boolean | undefined][] = [
    ['busy*', 'busybox', true],
    ['*', 'me/app', false],
    ['*/*', 'me/app', true],
    ['b?sybox:1.*', 'busybox:1.35', true],
    ['[a-c]usybox', 'busybox', true],
    ['[^a-c]usybox', 'busybox', false],
    ['a\\*', 'a*', true],
    ['[a', 'a', undefined],
  ];
  test.each(globs)('%s on %s', (pattern, text, expected) => {
    expect(globMatches(pattern, text)).toBe(expected);
  });

  const now = Date.parse('2026-01-02T00:00:00Z');
  const moments: [string, string | undefined][] = [
    ['1h30m', '2026-01-01T22:30:00.000Z'],
    ['1767225600', '2026-01-01T00:00:00.000Z'],
    ['2025-06-01', '2025-06-01T00:00:00.000Z'],
    ['2025-06-01T10:20', '2025-06-01T10:20:00.000Z'],
    ['2025-06-01T10:20:30+02:00', '2025-06-01T08:20:30.000Z'],
    ['yesterday', undefined],
  ];
  test.each(moments)('%s', (text, expected) => {
    const ms = parseMoment(text, now);
    expect(ms === undefined ? undefined : new Date(ms).toISOString()).toBe(expected);
  });
});

test('a layer becomes files: hard links share theirs, whiteouts hide, opaque folders hide all', () => {
  const owned = { mode: 0o755, uid: 0, gid: 0, mtimeMs: 0 };
  const entries: LayerEntry[] = [
    { path: '/bin', type: 'directory', ...owned },
    file('/bin/busybox', 'binary'),
    { path: '/bin/ls', type: 'hardlink', ...owned, target: '/bin/busybox' },
    { path: '/bin/sh', type: 'symlink', ...owned, target: 'busybox' },
    file('/etc/.wh.passwd', ''),
    { path: '/srv', type: 'directory', ...owned },
    file('/srv/.wh..wh..opq', ''),
  ];
  const tree = treeOf(entries);
  expect(tree.get('/bin/ls')).toBe(tree.get('/bin/busybox'));
  expect(tree.get('/etc/passwd')).toEqual({ type: 'whiteout' });
  expect(tree.get('/srv')).toMatchObject({ type: 'directory', opaque: true });
  expect([...tree.names('/srv')]).toEqual([]);
  expect(sizeOnDisk(tree)).toBe('binary'.length + 'busybox'.length);
});
