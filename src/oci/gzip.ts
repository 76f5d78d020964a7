import { Gunzip, gzipSync } from 'fflate';

/** Gzip (RFC 1952) in pieces. */

/** What one member holds. Small, so that packing one never keeps the page waiting. */
const MEMBER = 64 * 1024;
const SAMPLE = 4096;

/**
 * Whether packing would be in vain: what is packed or encrypted already uses all byte values about
 * equally often (more than 7.5 bits of entropy a byte).
 */
function isIncompressible(bytes: Uint8Array): boolean {
  if (bytes.length < SAMPLE) return false;
  const counts = new Uint32Array(256);
  const step = bytes.length / SAMPLE;
  for (let i = 0; i < SAMPLE; i++) counts[bytes[Math.floor(i * step)] as number]!++;
  let bits = 0;
  for (const count of counts) if (count) bits -= (count / SAMPLE) * Math.log2(count / SAMPLE);
  return bits > 7.5;
}

// No modification time: the same bytes give the same gzip.
const member = (bytes: Uint8Array) => gzipSync(bytes, { level: isIncompressible(bytes) ? 0 : 1, mtime: 0 });

/**
 * Packs a stream into a gzip of several members, each of 64 kB: what cannot be packed is stored.
 * RFC 1952 (2.2) lets members follow one another, and every reader of layers takes them so.
 */
export class GzipWriter {
  readonly #emit: (bytes: Uint8Array) => void;
  #pending = new Uint8Array(MEMBER);
  #length = 0;
  #empty = true;

  constructor(emit: (bytes: Uint8Array) => void) {
    this.#emit = emit;
  }

  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const take = Math.min(MEMBER - this.#length, bytes.length - at);
      this.#pending.set(bytes.subarray(at, at + take), this.#length);
      this.#length += take;
      at += take;
      if (this.#length === MEMBER) this.#flush();
    }
  }

  end(): void {
    if (this.#length || this.#empty) this.#flush();
  }

  #flush(): void {
    this.#emit(member(this.#pending.subarray(0, this.#length)));
    this.#length = 0;
    this.#empty = false;
  }
}

/** A gzip that is broken, or that ends too early; in the words of Go's `compress/flate`. */
export class InvalidGzip extends Error {
  override readonly name = 'InvalidGzip';
}

export const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b;

/** Pushed in one go; a megabyte of zeros fits into one kilobyte, so that no push makes more than about 8 MB. */
const PUSH = 8 * 1024;

/** Unpacks chunk by chunk, yielding what each piece gives. @throws InvalidGzip */
export async function* gunzip(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let out: Uint8Array[] = [];
  const inflate = new Gunzip((bytes) => out.push(bytes));
  const push = (bytes: Uint8Array, last: boolean) => {
    try {
      inflate.push(bytes, last);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      throw new InvalidGzip(/EOF/.test(text) ? 'unexpected EOF' : 'flate: corrupt input', { cause: error });
    }
    const made = out;
    out = [];
    return made;
  };
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += PUSH) yield* push(chunk.subarray(at, at + PUSH), false);
  }
  yield* push(new Uint8Array(0), true);
}
