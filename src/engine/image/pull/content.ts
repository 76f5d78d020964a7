import { readBytes } from '../../../core/http.ts';
import { digestOf } from '../../../oci/digest.ts';
import { type Descriptor, type ImageManifest, isIndex, type Platform, parseManifest } from '../../../oci/manifest.ts';
import { dockerConfig, dockerManifest, isIndexType, isManifestType, ociConfig, ociIndex, ociManifest } from '../../../oci/media-types.ts';
import { canonicalName, type Reference } from '../../../oci/reference.ts';
import { formatPlatform, platformRank } from '../platform.ts';
import type { Repository } from '../registry/repository.ts';
import type { LocalManifest, Manifests } from '../store/manifests.ts';
import { ConfigMismatch, NotAnImage, UnsupportedContent } from './errors.ts';
import type { Fetched, Wanted } from './pull-machine.ts';

/** What a client says that took something for an image which is none (moby distribution/registry.go). */
const imageTypes = ['application/vnd.oci.image', 'application/vnd.docker', 'application/octet-stream', 'application/json', 'text/html', ''];

function requireSupported(mediaType: string): void {
  const type = mediaType.toLowerCase();
  if (type.startsWith('application/vnd.docker.ai.')) {
    throw new UnsupportedContent('AI models are not yet supported by the Engine, please use "docker model pull/run" instead');
  }
  if (imageTypes.some((known) => type === known || type.startsWith(`${known}.`))) return;
  throw new UnsupportedContent(`unsupported media type ${mediaType}`);
}

const pluginConfig = 'application/vnd.docker.plugin.v1+json';
const configTypes = [dockerConfig, ociConfig, 'application/octet-stream', 'application/json', 'text/html', ''];

/** Docker's own manifests may describe something else than an image. @throws NotAnImage */
export function requireImageClass(fetched: Fetched): void {
  if (fetched.kind !== 'image' || fetched.raw.mediaType !== dockerManifest) return;
  const { mediaType } = fetched.manifest.config;
  if (configTypes.includes(mediaType)) return;
  throw new NotAnImage(
    `Encountered remote ${JSON.stringify(mediaType)}(${mediaType === pluginConfig ? 'plugin' : 'unknown'}) when fetching`,
  );
}

/**
 * A manifest or index: from the store when it came from this repository before, else from the
 * registry. Its digest counts only where it was asked for by it.
 */
export async function fetchManifest(repository: Repository, manifests: Manifests, reference: Reference, wanted: Wanted): Promise<Fetched> {
  const local = await localManifest(repository, manifests, reference, wanted);
  const { mediaType, bytes } = local ?? (await repository.manifest(wanted.digest));
  const type = isIndexType(mediaType) || isManifestType(mediaType) ? mediaType : detectType(bytes);
  const parsed = parseManifest(bytes, type);
  const raw: LocalManifest = { digest: digestOf(bytes), mediaType: type, bytes };
  return isIndex(parsed) ? { kind: 'index', raw, index: parsed } : { kind: 'image', raw, manifest: parsed };
}

async function localManifest(repository: Repository, manifests: Manifests, reference: Reference, { digest }: Wanted) {
  const local = manifests.get(digest);
  if (!local || reference.digest === undefined || manifests.isFrom(digest, canonicalName(reference))) return local;
  // By digest, content counts only in a repository that is known to have it.
  return (await repository.hasManifest(digest)) ? local : undefined;
}

/** The type may be missing from the response, and is optional in OCI's own documents. */
function detectType(bytes: Uint8Array): string {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new UnsupportedContent('unsupported manifest format');
  }
  const { mediaType, manifests, config } = (value ?? {}) as { mediaType?: unknown; manifests?: unknown; config?: unknown };
  if (typeof mediaType === 'string' && (isIndexType(mediaType) || isManifestType(mediaType))) return mediaType;
  if (manifests) return ociIndex;
  if (config) return ociManifest;
  throw new UnsupportedContent('unsupported manifest format');
}

/** @throws Error when what came is not what its digest says */
export function verifyManifest({ raw }: Fetched, { digest, exactly }: Wanted): void {
  if (exactly && raw.digest !== digest) throw new Error(`manifest verification failed for digest ${digest}`);
}

/** The entry of an index that runs best on the platform. @throws Error when none does */
export function choosePlatform(entries: readonly Descriptor[], wanted: Platform): Descriptor {
  let best: Descriptor | undefined;
  let bestRank = Number.POSITIVE_INFINITY;
  for (const entry of entries) {
    // An entry without a platform fits any, but any other that fits is better.
    const rank = entry.platform ? platformRank(wanted, entry.platform) : Number.MAX_SAFE_INTEGER;
    if (rank === undefined || rank >= bestRank) continue;
    best = entry;
    bestRank = rank;
  }
  if (!best) throw new Error(`no matching manifest for ${formatPlatform(wanted)} in the manifest list entries`);
  return best;
}

/** @throws UnsupportedContent */
export function requireSupportedLayers(manifest: ImageManifest): void {
  requireSupported(manifest.config.mediaType);
  for (const layer of manifest.layers) requireSupported(layer.mediaType);
}

/** @throws ConfigMismatch, or as the registry's answer says */
export async function fetchConfig(repository: Repository, { config }: ImageManifest, signal: AbortSignal): Promise<Uint8Array> {
  const bytes = await readBytes(await repository.blob(config.digest, 0, signal));
  if (digestOf(bytes) !== config.digest) throw new ConfigMismatch(config.digest);
  return bytes;
}
