import { createTarDecoder, createTarPacker, type ParsedTarEntry, type TarHeader } from 'modern-tar';
import type { Turn } from '../core/drivers.ts';
import { chunksOf, concat } from '../core/http.ts';
import { asDiffId, createHasher, type DiffId, type Digest } from './digest.ts';
import { GzipWriter, gunzip, InvalidGzip, isGzip } from './gzip.ts';
import { createSlices } from './slices.ts';

/**
 * Layers: a tar of what changed, gzipped (OCI image specification, "Image Layer Filesystem
 * Changeset"). Entries come in the tar's order; `.wh.` whiteouts and hard links are left as they are.
 */
export interface LayerEntry {
  /** Absolute, without a slash at the end: `/etc/passwd`; `/` is the root. */
  readonly path: string;
  readonly type: 'file' | 'directory' | 'symlink' | 'hardlink' | 'character-device' | 'block-device' | 'fifo';
  /** Permission bits: 0o755. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Milliseconds since 1970. */
  readonly mtimeMs: number;
  /** A file's bytes. */
  readonly data?: Uint8Array;
  /** Where a symbolic link points, as it is written; for a hard link the absolute path of the file it is another name of. */
  readonly target?: string;
}

export interface WrittenLayer {
  /** Gzipped. */
  readonly bytes: Uint8Array;
  readonly digest: Digest;
  readonly diffId: DiffId;
}

export interface UnpackedLayer {
  readonly entries: readonly LayerEntry[];
  readonly diffId: DiffId;
}

export interface LayerOptions {
  /** How to let others run between slices. While it is the platform's own task queue, hold the virtual clock. */
  readonly turn?: Turn | undefined;
  /** Called with the count of compressed bytes read so far. */
  readonly onProgress?: ((bytesRead: number) => void) | undefined;
}

/** A layer that cannot be unpacked. The message is what Docker says of it. */
export class InvalidLayer extends Error {
  override readonly name = 'InvalidLayer';
}

/** Hashed and packed at a time. */
const PIECE = 64 * 1024;
/** Packing takes about twice as long as unpacking. */
const PACKED_SLICE = 128 * 1024;

const relative = (path: string) => path.slice(1);
const absolute = (name: string) =>
  `/${name
    .replace(/^(\.?\/)+/, '')
    .replace(/^\.$/, '')
    .replace(/\/+$/, '')}`;

const headerOf = (entry: LayerEntry): TarHeader => ({
  name: entry.type === 'directory' ? `${relative(entry.path)}/` : relative(entry.path),
  type: entry.type === 'hardlink' ? 'link' : entry.type,
  size: entry.data?.length ?? 0,
  mode: entry.mode,
  uid: entry.uid,
  gid: entry.gid,
  mtime: new Date(entry.mtimeMs),
  ...(entry.target === undefined ? {} : { linkname: entry.type === 'hardlink' ? relative(entry.target) : entry.target }),
});

async function putAll(entries: Iterable<LayerEntry>, controller: ReturnType<typeof createTarPacker>['controller']): Promise<void> {
  for (const entry of entries) {
    const writer = controller.add(headerOf(entry)).getWriter();
    if (entry.data?.length) await writer.write(entry.data);
    await writer.close();
  }
  controller.finalize();
}

type Look = (bytes: Uint8Array) => void;

async function pack(entries: Iterable<LayerEntry>, turn: Turn | undefined, onTar?: Look, onGzip?: Look): Promise<Uint8Array> {
  const slices = createSlices(turn, PACKED_SLICE);
  const parts: Uint8Array[] = [];
  const gzip = new GzipWriter((bytes) => {
    onGzip?.(bytes);
    parts.push(bytes);
  });
  const { readable, controller } = createTarPacker();
  const put = putAll(entries, controller);
  for await (const chunk of chunksOf({ body: readable })) {
    for (let at = 0; at < chunk.length; at += PIECE) {
      const piece = chunk.subarray(at, at + PIECE);
      onTar?.(piece);
      gzip.push(piece);
      await slices(piece.length);
    }
  }
  await put;
  gzip.end();
  return concat(parts);
}

/** Packs entries, in the order given, into a layer's bytes; the same entries give the same bytes. */
export function packLayer(entries: Iterable<LayerEntry>, { turn }: LayerOptions = {}): Promise<Uint8Array> {
  return pack(entries, turn);
}

/** Packs a layer, and hashes it on the way. */
export async function writeLayer(entries: Iterable<LayerEntry>, { turn }: LayerOptions = {}): Promise<WrittenLayer> {
  const tarHash = createHasher();
  const hash = createHasher();
  const bytes = await pack(entries, turn, tarHash.update, hash.update);
  return { bytes, digest: hash.digest(), diffId: asDiffId(tarHash.digest()) };
}

const typeOf: Readonly<Record<string, LayerEntry['type']>> = {
  file: 'file',
  directory: 'directory',
  symlink: 'symlink',
  link: 'hardlink',
  'character-device': 'character-device',
  'block-device': 'block-device',
  fifo: 'fifo',
};

async function entryOf({ header, body }: ParsedTarEntry): Promise<LayerEntry | undefined> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunksOf({ body })) parts.push(chunk);
  const type = typeOf[header.type ?? 'file'];
  if (!type) return undefined;
  return {
    path: absolute(header.name),
    type,
    mode: (header.mode ?? 0) & 0o7777,
    uid: header.uid ?? 0,
    gid: header.gid ?? 0,
    mtimeMs: header.mtime?.getTime() ?? 0,
    ...(type === 'file' ? { data: ownCopy(parts) } : {}),
    ...(type === 'symlink' ? { target: header.linkname ?? '' } : {}),
    ...(type === 'hardlink' ? { target: absolute(header.linkname ?? '') } : {}),
  };
}

/** Apart from the buffers of the stream, so that a small file does not keep a large one alive. */
const ownCopy = (parts: readonly Uint8Array[]) => (parts.length === 1 ? (parts[0] as Uint8Array).slice() : concat(parts));

/**
 * Unpacks a layer, gzipped or plain, as its chunks come.
 * @throws InvalidLayer when it is no tar, or is cut short.
 */
export async function unpackLayer(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: LayerOptions = {},
): Promise<UnpackedLayer> {
  const slices = createSlices(options.turn);
  const hash = createHasher();
  const decoder = createTarDecoder({ strict: true });
  const writer = decoder.writable.getWriter();
  const feed = async () => {
    for await (const piece of plain(counted(chunks, options.onProgress))) {
      hash.update(piece);
      await writer.write(piece);
      await slices(piece.length);
    }
    await writer.close();
  };
  const fed = feed().catch(async (error: unknown) => {
    await writer.abort(error).catch(() => {});
    throw error;
  });
  const read = readEntries(decoder.readable);
  const [feeding, reading] = await Promise.allSettled([fed, read]);
  if (reading.status === 'rejected') throw invalid(reading.reason);
  if (feeding.status === 'rejected') throw invalid(feeding.reason);
  return { entries: reading.value, diffId: asDiffId(hash.digest()) };
}

async function readEntries(readable: ReadableStream<ParsedTarEntry>): Promise<LayerEntry[]> {
  const entries: LayerEntry[] = [];
  const reader = readable.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return entries;
    const entry = await entryOf(value);
    if (entry) entries.push(entry);
  }
}

async function* counted(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, onProgress: LayerOptions['onProgress']) {
  let read = 0;
  for await (const chunk of chunks) {
    yield chunk;
    read += chunk.length;
    onProgress?.(read);
  }
}

/** The tar itself, whether it comes gzipped or not. */
async function* plain(chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const first = await chunks.next();
  if (first.done) return;
  const all = (async function* () {
    yield first.value;
    yield* chunks;
  })();
  yield* isGzip(first.value) ? gunzip(all) : all;
}

/** In the words of Go's readers, which Docker passes on. */
function invalid(error: unknown): InvalidLayer {
  if (error instanceof InvalidGzip) return new InvalidLayer(error.message, { cause: error });
  const truncated = error instanceof Error && /truncated/i.test(error.message);
  return new InvalidLayer(truncated ? 'unexpected EOF' : 'archive/tar: invalid tar header', { cause: error });
}
