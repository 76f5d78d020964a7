import { type DiffId, type Digest, digestOf } from '../digest.ts';
import { type LayerEntry, packLayer, writeLayer } from '../layer.ts';
import type { Descriptor, ImageConfig, ImageIndex, ImageManifest, Platform } from '../manifest.ts';
import { ociConfig, ociIndex, ociLayerGzip, ociManifest } from '../media-types.ts';
import type { Architecture } from './elf.ts';
import lock from './lock.json' with { type: 'json' };
import { historyOf, type ImageRecipe, type LayerRecipe, layersOf, runtimeConfigOf } from './recipe.ts';
import { LayerTree } from './tree.ts';

/** Builds what recipes say. All is kept for as long as the process lives: it is always the same. */

export const ARCHITECTURES: readonly Architecture[] = ['amd64', 'arm64'];

const platforms: Readonly<Record<Architecture, Platform>> = {
  amd64: { architecture: 'amd64', os: 'linux' },
  arm64: { architecture: 'arm64', os: 'linux', variant: 'v8' },
};

/** What manifest and config say of a layer. */
export interface LayerFacts {
  readonly digest: Digest;
  /** Bytes, gzipped. */
  readonly size: number;
  readonly diffId: DiffId;
}

export interface Built {
  readonly digest: Digest;
  readonly bytes: Uint8Array;
}

export interface BuiltImage extends Built {
  readonly config: Built;
  readonly layers: readonly { readonly facts: LayerFacts; readonly recipe: LayerRecipe; readonly architecture: Architecture }[];
}

function memoised<T>(memo: Map<string, T>, key: string, make: () => T): T {
  const known = memo.get(key);
  if (known !== undefined) return known;
  const made = make();
  memo.set(key, made);
  return made;
}

const keyOf = (recipe: LayerRecipe, architecture: Architecture) => (recipe.portable ? recipe.name : `${recipe.name} ${architecture}`);

function entriesOf(recipe: LayerRecipe, architecture: Architecture): Iterable<LayerEntry> {
  const tree = new LayerTree(architecture, Date.parse(recipe.date));
  recipe.fill(tree);
  return tree.entries();
}

/** What a layer is, found by building it. */
export async function measureLayer(recipe: LayerRecipe, architecture: Architecture): Promise<LayerFacts> {
  const { digest, diffId, bytes } = await writeLayer(entriesOf(recipe, architecture));
  return { digest, size: bytes.length, diffId };
}

const locked: Readonly<Record<string, unknown>> = lock;
const facts = new Map<string, Promise<LayerFacts>>();

/**
 * What is known of a layer before it is built. Packing all layers of all platforms only to name them
 * in an index would take seconds, so their digests are written down in `lock.json`; a test builds
 * each layer and holds them true (`npx vitest run -u test/oci/catalogue.test.ts` writes the file
 * anew). A layer that is not there is measured.
 */
function factsOf(recipe: LayerRecipe, architecture: Architecture): Promise<LayerFacts> {
  const key = keyOf(recipe, architecture);
  return memoised(facts, key, async () => (locked[key] as LayerFacts | undefined) ?? measureLayer(recipe, architecture));
}

const bytes = new Map<string, Promise<Uint8Array>>();

/** A layer's bytes. Its digest is known by now, and whoever pulls it checks it. */
export function layerBytes(recipe: LayerRecipe, architecture: Architecture): Promise<Uint8Array> {
  return memoised(bytes, keyOf(recipe, architecture), () => packLayer(entriesOf(recipe, architecture)));
}

const encoder = new TextEncoder();
/** As BuildKit writes its manifests: indented by two. */
function builtFrom(value: ImageManifest | ImageIndex | ImageConfig, indent?: number): Built {
  const bytes = encoder.encode(JSON.stringify(value, null, indent));
  return { bytes, digest: digestOf(bytes) };
}

async function assemble(image: ImageRecipe, architecture: Architecture): Promise<BuiltImage> {
  const recipes = layersOf(image);
  const known: LayerFacts[] = [];
  for (const recipe of recipes) known.push(await factsOf(recipe, architecture));
  const config = builtFrom({
    ...platforms[architecture],
    config: runtimeConfigOf(image),
    created: image.created,
    history: historyOf(image),
    rootfs: { type: 'layers', diff_ids: known.map(({ diffId }) => diffId) },
  });
  const manifest = builtFrom(
    {
      schemaVersion: 2,
      mediaType: ociManifest,
      config: { mediaType: ociConfig, digest: config.digest, size: config.bytes.length },
      layers: known.map(({ digest, size }) => ({ mediaType: ociLayerGzip, size, digest })),
    },
    2,
  );
  return { ...manifest, config, layers: recipes.map((recipe, at) => ({ recipe, architecture, facts: known[at] as LayerFacts })) };
}

const images = new Map<string, Promise<BuiltImage>>();
const nameOf = (image: ImageRecipe) => `${image.repository}:${image.tags[0]}`;

/** Manifest and config of an image for one platform; its layers are built when they are asked for. */
export function buildImage(image: ImageRecipe, architecture: Architecture): Promise<BuiltImage> {
  return memoised(images, `${nameOf(image)} ${architecture}`, () => assemble(image, architecture));
}

const indexes = new Map<string, Promise<Built>>();

export function buildIndex(image: ImageRecipe): Promise<Built> {
  return memoised(indexes, nameOf(image), async () => {
    const manifests: Descriptor[] = [];
    for (const architecture of ARCHITECTURES) {
      const { digest, bytes } = await buildImage(image, architecture);
      manifests.push({ mediaType: ociManifest, digest, size: bytes.length, platform: platforms[architecture] });
    }
    return builtFrom({ schemaVersion: 2, mediaType: ociIndex, manifests }, 2);
  });
}
