import { respond } from '../core/http.ts';
import { isDigest } from '../oci/digest.ts';
import { errorResponse, plain } from './errors.ts';
import { entityTag, isKnown } from './manifests.ts';
import { parseRange } from './range.ts';
import type { Call } from './routes.ts';

/** OCI distribution specification, "Pulling blobs"; the headers are those of distribution's `blobserver.go`. */
export async function getBlob({ headers, name, reference: digest, store, fromStore }: Call): Promise<Response> {
  if (!isDigest(digest)) return errorResponse('DIGEST_INVALID', { detail: {} });
  const blob = await fromStore(() => store.blob(name, digest));
  if (!blob) return errorResponse('BLOB_UNKNOWN', { detail: digest });
  const about = { 'Cache-Control': 'max-age=31536000', 'Docker-Content-Digest': digest, Etag: entityTag(digest) };
  if (isKnown(headers, digest)) return respond(304, undefined, about);
  const range = parseRange(headers.get('Range'), blob.size);
  if (range === 'invalid') return plain(416, 'invalid range', about);
  if (range === 'unsatisfiable')
    return plain(416, 'invalid range: failed to overlap', { ...about, 'Content-Range': `bytes */${blob.size}` });
  const { start, end } = range ?? { start: 0, end: blob.size };
  return respond(range ? 206 : 200, blob.read(start, end), {
    ...about,
    'Accept-Ranges': 'bytes',
    'Content-Length': String(end - start),
    'Content-Type': 'application/octet-stream',
    ...(range ? { 'Content-Range': `bytes ${start}-${end - 1}/${blob.size}` } : {}),
  });
}
