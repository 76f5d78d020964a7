import { createRandom } from '../../core/random.ts';

/**
 * Bulk: bytes of no meaning that make a file as large as its kind is (scaled down, so that a pull in
 * a page stays quick). The same seed gives the same bytes.
 */

/** Bytes that gzip cannot make smaller, as of an archive or an image. */
function opaqueBytes(seed: string, size: number): Uint8Array {
  return createRandom(seed).bytes(size);
}

const FRAGMENT = 64;
const FRAGMENTS = 128;
let fragments: Uint8Array | undefined;

/** Few different values, as in text and tables: what has many looks packed already. */
const dictionary = () => {
  fragments ??= createRandom('fragments')
    .bytes(FRAGMENT * FRAGMENTS)
    .map((byte) => byte & 0x1f);
  return fragments;
};

/** Bytes that gzip makes a fraction of, as of tables and text. */
export function patternedBytes(seed: string, size: number): Uint8Array {
  const random = createRandom(seed);
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += FRAGMENT) {
    const from = random.int(FRAGMENTS) * FRAGMENT;
    bytes.set(dictionary().subarray(from, from + Math.min(FRAGMENT, size - at)), at);
  }
  return bytes;
}

/** Like machine code with its tables: less than half of it is left when it is packed. */
export function mixedBytes(seed: string, size: number): Uint8Array {
  const opaque = Math.floor(size * 0.4);
  const bytes = new Uint8Array(size);
  bytes.set(opaqueBytes(seed, opaque));
  bytes.set(patternedBytes(seed, size - opaque), opaque);
  return bytes;
}
