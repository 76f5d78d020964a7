import type { Digest } from './digest.ts';

/** What a registry serves from: repositories with their tags, manifests and blobs. Answers are of the very bytes. */
export interface ContentStore {
  /** Names of all repositories, sorted: `library/nginx`. */
  repositories(): string[];
  /** Sorted; undefined when there is no such repository. */
  tags(repository: string): string[] | undefined;
  manifest(repository: string, tagOrDigest: string): Promise<StoredManifest | undefined>;
  blob(repository: string, digest: string): Promise<StoredBlob | undefined>;
}

export interface StoredManifest {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly bytes: Uint8Array;
}

export interface StoredBlob {
  /** Bytes. */
  readonly size: number;
  /** The bytes from `start` up to, not including, `end`, in chunks of at most 32 kB. */
  read(start: number, end: number): ReadableStream<Uint8Array>;
}
