import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

declare const brand: unique symbol;

/** The hash of bytes as they are stored and served: `sha256:<64 hex>` (OCI image specification, "Digests"). */
export type Digest = string & { readonly [brand]: 'digest' };

/** The hash of the tar that a layer unpacks to, never of the compressed bytes (OCI image specification, "Layer DiffID"). */
export type DiffId = string & { readonly [brand]: 'diff-id' };

/** Text that is not a digest. The messages are those of go-digest, which Docker shows as they are. */
export class InvalidDigest extends Error {
  override readonly name = 'InvalidDigest';
}

/** Hexadecimal digits of each algorithm that Docker knows (go-digest `algorithm.go`). */
const hexLength: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

const wellFormed = /^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[a-zA-Z0-9=_-]+$/;

/** @throws InvalidDigest */
export function parseDigest(text: string): Digest {
  const colon = text.indexOf(':');
  if (colon <= 0 || colon + 1 === text.length) throw new InvalidDigest('invalid checksum digest format');
  const length = hexLength[text.slice(0, colon)];
  const encoded = text.slice(colon + 1);
  if (length === undefined)
    throw new InvalidDigest(wellFormed.test(text) ? 'unsupported digest algorithm' : 'invalid checksum digest format');
  if (encoded.length !== length) throw new InvalidDigest('invalid checksum digest length');
  if (!/^[a-f0-9]+$/.test(encoded)) throw new InvalidDigest('invalid checksum digest format');
  return text as Digest;
}

export function isDigest(text: string): text is Digest {
  const [algorithm = '', encoded = ''] = text.split(':', 2);
  return hexLength[algorithm] === encoded.length && /^[a-z0-9]+:[a-f0-9]+$/.test(text);
}

const named = (hash: Uint8Array) => `sha256:${bytesToHex(hash)}` as Digest;

export function digestOf(bytes: Uint8Array): Digest {
  return named(sha256(bytes));
}

export interface Hasher {
  update(bytes: Uint8Array): void;
  /** Call it once, at the end. */
  digest(): Digest;
}

export function createHasher(): Hasher {
  const hash = sha256.create();
  return { update: (bytes) => void hash.update(bytes), digest: () => named(hash.digest()) };
}

/** A digest of a tar, said to be one. */
export const asDiffId = (digest: Digest): DiffId => digest as string as DiffId;

/** Names a layer together with all below it (OCI image specification, "Layer ChainID"). */
export function chainIdOf(parent: Digest | undefined, diffId: DiffId): Digest {
  return parent === undefined ? (diffId as string as Digest) : digestOf(new TextEncoder().encode(`${parent} ${diffId}`));
}
