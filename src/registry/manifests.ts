import { respond } from '../core/http.ts';
import type { StoredManifest } from '../oci/content-store.ts';
import { isDigest } from '../oci/digest.ts';
import { type ImageIndex, parseManifest } from '../oci/manifest.ts';
import { dockerManifestList, ociIndex, ociManifest } from '../oci/media-types.ts';
import { errorResponse } from './errors.ts';
import type { Call } from './routes.ts';

/** The media types that the client takes. Several headers come as one, joined by commas; weights do not count. */
function acceptedTypes(headers: Headers): Set<string> {
  const accept = headers.get('Accept') ?? '';
  return new Set(accept.split(',').map((entry) => (entry.split(';', 1)[0] as string).trim()));
}

/** OCI's types go only to who asks for them (distribution `registry/handlers/manifests.go`). */
const refused: Readonly<Record<string, string>> = {
  [ociManifest]: 'OCI manifest found, but accept header does not support OCI manifests',
  [ociIndex]: 'OCI index found, but accept header does not support OCI indexes',
};

const unknownManifest = (name: string, reference: string) =>
  errorResponse('MANIFEST_UNKNOWN', { detail: isDigest(reference) ? { Name: name, Revision: reference } : { Tag: reference } });

export const entityTag = (digest: string): string => `"${digest}"`;

/** Whether the client has it already. The quotes may be missing. */
export function isKnown(headers: Headers, digest: string): boolean {
  const known = headers.get('If-None-Match')?.split(/\s*,\s*/) ?? [];
  return known.includes(digest) || known.includes(entityTag(digest));
}

/** For a client too old for lists of platforms: the manifest for linux/amd64. */
function defaultPlatform(list: StoredManifest): string | undefined {
  const { manifests } = parseManifest(list.bytes, list.mediaType) as ImageIndex;
  return manifests.find(({ platform }) => platform?.os === 'linux' && platform.architecture === 'amd64')?.digest;
}

/** OCI distribution specification, "Pulling manifests". */
export async function getManifest({ headers, name, reference, store, fromStore }: Call): Promise<Response> {
  const accepted = acceptedTypes(headers);
  const found = await fromStore(() => store.manifest(name, reference));
  if (!found) return unknownManifest(name, reference);
  if (isKnown(headers, found.digest)) return respond(304);
  const refusal = refused[found.mediaType];
  if (refusal && !accepted.has(found.mediaType)) return errorResponse('MANIFEST_UNKNOWN', { message: refusal });
  if (found.mediaType !== dockerManifestList || accepted.has(dockerManifestList) || isDigest(reference)) return answer(found);
  const digest = defaultPlatform(found);
  const single = digest && (await fromStore(() => store.manifest(name, digest)));
  return single ? answer(single) : errorResponse('MANIFEST_UNKNOWN');
}

function answer({ bytes, mediaType, digest }: StoredManifest): Response {
  return respond(200, bytes, { 'Content-Type': mediaType, 'Docker-Content-Digest': digest, Etag: entityTag(digest) });
}
