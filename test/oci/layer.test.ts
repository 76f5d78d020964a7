import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createRandom } from '../../src/core/random.ts';
import { InvalidLayer, type LayerEntry, unpackLayer, writeLayer } from '../../src/oci/layer.ts';

const encoder = new TextEncoder();
const owned = { mode: 0o644, uid: 0, gid: 0, mtimeMs: 1_700_000_000_000 };
const longName = `/srv/${'deep/'.repeat(30)}${'n'.repeat(120)}`;

const entries: LayerEntry[] = [
  { path: '/etc', type: 'directory', ...owned, mode: 0o755 },
  { path: '/etc/motd', type: 'file', ...owned, data: encoder.encode('hello\n') },
  { path: '/etc/empty', type: 'file', ...owned, data: new Uint8Array(0) },
  { path: '/etc/issue', type: 'symlink', ...owned, mode: 0o777, target: 'motd' },
  { path: '/etc/again', type: 'hardlink', ...owned, target: '/etc/motd' },
  { path: '/bin/su', type: 'file', ...owned, mode: 0o4755, uid: 1000, gid: 50, data: createRandom('layer').bytes(300_000) },
  { path: '/etc/.wh.gone', type: 'file', ...owned, data: new Uint8Array(0) },
  { path: '/var/.wh..wh..opq', type: 'file', ...owned, data: new Uint8Array(0) },
  { path: '/run/pipe', type: 'fifo', ...owned },
  { path: longName, type: 'file', ...owned, data: encoder.encode('deep') },
  { path: '/zeros', type: 'file', ...owned, data: new Uint8Array(3_000_000) },
];

const sha256 = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
function* inChunks(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe('a layer', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'layer-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('unpacks to what was packed', async () => {
    const layer = await writeLayer(entries);
    const unpacked = await unpackLayer(inChunks(layer.bytes, 32 * 1024));
    const summed = (all: readonly LayerEntry[]) => all.map((entry) => ({ ...entry, data: entry.data && sha256(entry.data) }));
    expect(summed(unpacked.entries)).toEqual(summed(entries));
    expect(unpacked.diffId).toBe(layer.diffId);
  });

  test('bears the digests of its very bytes', async () => {
    const layer = await writeLayer(entries);
    expect(layer.digest).toBe(sha256(layer.bytes));
    expect(layer.diffId).toBe(sha256(gunzipSync(layer.bytes)));
  });

  test('is the same each time', async () => {
    expect((await writeLayer(entries)).digest).toBe((await writeLayer(entries)).digest);
  });

  test('is packed where that helps, and stored where it does not', async () => {
    const { bytes } = await writeLayer(entries);
    expect(bytes.length).toBeGreaterThan(300_000);
    expect(bytes.length).toBeLessThan(330_000);
  });

  test('is one that GNU tar unpacks', async () => {
    const { bytes } = await writeLayer(entries);
    writeFileSync(join(folder, 'layer.tar.gz'), bytes);
    mkdirSync(join(folder, 'out'));
    execFileSync('tar', ['-xzpf', '../layer.tar.gz', '--no-same-owner'], { cwd: join(folder, 'out') });
    const at = (path: string) => join(folder, 'out', path);
    expect(readFileSync(at('/etc/issue'), 'utf8')).toBe('hello\n');
    expect(statSync(at('/etc/again')).ino).toBe(statSync(at('/etc/motd')).ino);
    expect(statSync(at('/bin/su')).mode & 0o7777).toBe(0o4755);
    expect(statSync(at('/etc/motd')).mtimeMs).toBe(owned.mtimeMs);
    expect(readFileSync(at(longName), 'utf8')).toBe('deep');
    expect(statSync(at('/zeros')).size).toBe(3_000_000);
    const listed = execFileSync('tar', ['-tvzf', '../layer.tar.gz', '--numeric-owner'], { cwd: join(folder, 'out'), encoding: 'utf8' });
    expect(listed).toMatch(/^-rwsr-xr-x 1000\/50 +300000 .* bin\/su$/m);
  });

  test.each(['gnu', 'pax', 'ustar'])('can be one that GNU tar packed (%s)', async (format) => {
    mkdirSync(join(folder, 'in/a/b'), { recursive: true });
    writeFileSync(join(folder, 'in/a/b/file'), 'content');
    if (format !== 'ustar') writeFileSync(join(folder, `in/a/${'x'.repeat(180)}`), 'long');
    symlinkSync('b/file', join(folder, 'in/a/link'));
    const tar = execFileSync('tar', [`--format=${format}`, '--sort=name', '--numeric-owner', '-C', join(folder, 'in'), '-c', '.']);
    const { entries: found, diffId } = await unpackLayer(inChunks(tar, 1000));
    expect(diffId).toBe(sha256(tar));
    expect(found.map(({ path, type }) => [path, type])).toEqual([
      ['/', 'directory'],
      ['/a', 'directory'],
      ['/a/b', 'directory'],
      ['/a/b/file', 'file'],
      ['/a/link', 'symlink'],
      ...(format === 'ustar' ? [] : [[`/a/${'x'.repeat(180)}`, 'file']]),
    ]);
    expect(new TextDecoder().decode(found.find(({ path }) => path === '/a/b/file')?.data)).toBe('content');
  });

  test('that is cut short is refused', async () => {
    const { bytes } = await writeLayer(entries);
    await expect(unpackLayer([bytes.subarray(0, 200_000)])).rejects.toThrow(new InvalidLayer('unexpected EOF'));
    const tar = gunzipSync(bytes);
    await expect(unpackLayer([tar.subarray(0, 1000)])).rejects.toThrow(new InvalidLayer('unexpected EOF'));
  });

  test('that is no layer is refused', async () => {
    await expect(unpackLayer([createRandom(1).bytes(2000)])).rejects.toThrow(new InvalidLayer('archive/tar: invalid tar header'));
    const { bytes } = await writeLayer(entries);
    const broken = bytes.slice();
    broken.fill(0xff, 20, 60);
    await expect(unpackLayer([broken])).rejects.toThrow(InvalidLayer);
  });

  test('lets others run while it is packed and unpacked, and tells how far it is', async () => {
    let turns = 0;
    const turn = async () => {
      turns++;
    };
    const layer = await writeLayer(entries, { turn });
    expect(turns).toBeGreaterThan(8);
    turns = 0;
    const read: number[] = [];
    await unpackLayer(inChunks(layer.bytes, 100_000), { turn, onProgress: (bytes) => read.push(bytes) });
    expect(turns).toBeGreaterThan(8);
    expect(read.at(-1)).toBe(layer.bytes.length);
    expect(read).toHaveLength(Math.ceil(layer.bytes.length / 100_000));
  });
});
