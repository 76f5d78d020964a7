import type { Digest } from '../../../oci/digest.ts';
import type { Platform } from '../../../oci/manifest.ts';
import { formatPlatform } from '../platform.ts';

export interface LocalManifest {
  readonly digest: Digest;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

interface Kept extends LocalManifest {
  /** Repositories that are known to have it: `docker.io/library/nginx`. */
  readonly sources: Set<string>;
  readonly images: Set<Digest>;
}

/**
 * The manifests and indexes that images were pulled by: a second pull of the same need not load them
 * again. They go with the last image that came by them (moby distribution/manifest.go).
 */
export class Manifests {
  readonly #kept = new Map<Digest, Kept>();
  /** Of each image, the platforms for which an index named it. */
  readonly #platforms = new Map<Digest, Platform[]>();

  get(digest: Digest): LocalManifest | undefined {
    return this.#kept.get(digest);
  }

  isFrom(digest: Digest, source: string): boolean {
    return this.#kept.get(digest)?.sources.has(source) ?? false;
  }

  keep(manifest: LocalManifest, source: string, image: Digest): void {
    const kept = this.#kept.get(manifest.digest) ?? { ...manifest, sources: new Set(), images: new Set() };
    kept.sources.add(source);
    kept.images.add(image);
    this.#kept.set(manifest.digest, kept);
  }

  addPlatform(image: Digest, platform: Platform): void {
    const known = this.platformsOf(image);
    const text = formatPlatform(platform);
    if (!known.some((other) => formatPlatform(other) === text)) this.#platforms.set(image, [...known, platform]);
  }

  platformsOf(image: Digest): readonly Platform[] {
    return this.#platforms.get(image) ?? [];
  }

  removeImage(image: Digest): void {
    this.#platforms.delete(image);
    for (const [digest, { images }] of this.#kept) {
      if (images.delete(image) && images.size === 0) this.#kept.delete(digest);
    }
  }
}
