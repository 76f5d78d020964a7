import type { FileTree } from '../../kernel/fs/tree.ts';
import type { DiffId, Digest } from '../../oci/digest.ts';
import type { ImageConfig } from '../../oci/manifest.ts';

/** An image as the engine's other parts see it. */
export interface StoredImage {
  /** The digest of its config. */
  readonly id: Digest;
  readonly config: ImageConfig;
  readonly configBytes: Uint8Array;
  /** `nginx:latest` */
  readonly references: readonly string[];
  /** `nginx@sha256:…` */
  readonly repoDigests: readonly string[];
  /** Bottom first. */
  readonly layers: readonly StoredLayer[];
  /** Bytes that all layers take on disk. */
  readonly size: number;
}

export interface StoredLayer {
  /** Of the compressed blob. */
  readonly digest: Digest;
  readonly diffId: DiffId;
  readonly chainId: Digest;
  readonly tree: FileTree;
  /** Names the layer's folder under overlay2. */
  readonly cacheId: string;
  readonly size: number;
}

/** A container that keeps an image from being removed. */
export interface ImageUser {
  readonly containerId: string;
  isRunning(): boolean;
}
