import type { ContentStore, StoredBlob, StoredManifest } from '../content-store.ts';
import { ociIndex, ociManifest } from '../media-types.ts';
import { ARCHITECTURES, type BuiltImage, buildImage, buildIndex, layerBytes } from './build.ts';
import { officialImages } from './images/official.ts';
import type { ImageRecipe } from './recipe.ts';

const CHUNK = 32 * 1024;

function chunks(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at < bytes.length) controller.enqueue(bytes.subarray(at, Math.min(at + CHUNK, bytes.length)));
      at += CHUNK;
      if (at >= bytes.length) controller.close();
    },
  });
}

const blobOf = (bytes: Uint8Array): StoredBlob => ({ size: bytes.length, read: (start, end) => chunks(bytes.subarray(start, end)) });

/**
 * The images that Drydock itself brings, as Docker Hub's official ones, built from code when they are
 * first asked for.
 */
export function createCatalogue(images: readonly ImageRecipe[] = officialImages): ContentStore {
  const inRepository = (repository: string) => images.filter((image) => image.repository === repository);

  async function indexOf(image: ImageRecipe): Promise<StoredManifest> {
    return { mediaType: ociIndex, ...(await buildIndex(image)) };
  }

  /** The images of a repository, for each platform: their layers are not built for it. */
  async function* builtIn(repository: string): AsyncGenerator<BuiltImage> {
    for (const image of inRepository(repository)) {
      for (const architecture of ARCHITECTURES) yield await buildImage(image, architecture);
    }
  }

  return {
    repositories: () => [...new Set(images.map(({ repository }) => repository))].sort(),

    tags(repository) {
      const tags = inRepository(repository).flatMap((image) => image.tags);
      return tags.length ? tags.sort() : undefined;
    },

    async manifest(repository, tagOrDigest) {
      const tagged = inRepository(repository).find(({ tags }) => tags.includes(tagOrDigest));
      if (tagged) return indexOf(tagged);
      if (!tagOrDigest.includes(':')) return undefined;
      for await (const { digest, bytes } of builtIn(repository)) {
        if (digest === tagOrDigest) return { mediaType: ociManifest, digest, bytes };
      }
      for (const image of inRepository(repository)) {
        const index = await indexOf(image);
        if (index.digest === tagOrDigest) return index;
      }
      return undefined;
    },

    async blob(repository, digest) {
      for await (const { config, layers } of builtIn(repository)) {
        if (config.digest === digest) return blobOf(config.bytes);
        for (const { facts, recipe, architecture } of layers) {
          if (facts.digest === digest) return blobOf(await layerBytes(recipe, architecture));
        }
      }
      return undefined;
    },
  };
}
