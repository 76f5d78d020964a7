import { familiarName, familiarString, type Reference } from '../../../oci/reference.ts';
import { ApiError } from '../../api/route.ts';
import { RegistryErrors, RequestFailed, UnexpectedResponse } from '../registry/errors.ts';

/** The image's config could not be loaded. */
export class ConfigPullError extends Error {
  override readonly name = 'ConfigPullError';
  constructor(cause: Error, attempt: number, maxAttempts: number) {
    // Docker counts one more when it has given up (moby distribution/pull_v2.go, `retry`).
    const attempts = attempt === maxAttempts ? attempt + 1 : attempt;
    const prefix = cause instanceof ConfigMismatch ? '' : `download failed after attempts=${attempts}: `;
    super(`error pulling image configuration: ${prefix}${cause.message}`, { cause });
  }
}

/** The config's bytes are not those of its digest. */
export class ConfigMismatch extends Error {
  override readonly name = 'ConfigMismatch';
  constructor(digest: string) {
    super(`image config verification failed for digest ${digest}`);
  }
}

/** What was found is no image, or not one of a kind that the engine takes. */
export class UnsupportedContent extends Error {
  override readonly name = 'UnsupportedContent';
}

/** A plugin, say, where an image was asked for. */
export class NotAnImage extends Error {
  override readonly name = 'NotAnImage';
}

/** Whether the next endpoint may do better (moby distribution/errors.go, `continueOnError`). */
export function mayContinue(error: Error, mirror: boolean): boolean {
  if (error instanceof RegistryErrors) return error.first.message === undefined || mirror;
  if (error instanceof ConfigPullError) return mirror;
  if (error instanceof UnexpectedResponse) return true;
  return !(error instanceof UnsupportedContent);
}

/** What a failed pull answers with (moby distribution/errors.go, `translatePullError`). */
export function pullFailure(error: Error, reference: Reference): ApiError {
  if (error instanceof RegistryErrors) {
    const { code, message } = error.first;
    if (message === undefined) return new ApiError(error.status, error.text);
    if (code === 'DENIED') {
      const who = familiarName(reference);
      return new ApiError(404, `pull access denied for ${who}, repository does not exist or may require 'docker login': ${error.text}`);
    }
    if (code === 'MANIFEST_UNKNOWN') return new ApiError(404, `manifest for ${familiarString(reference)} not found: ${error.text}`);
    if (code === 'NAME_UNKNOWN') return new ApiError(404, `repository ${familiarName(reference)} not found: ${error.text}`);
    return new ApiError(error.status, error.text);
  }
  return new ApiError(statusOf(error), error.message);
}

export function statusOf(error: Error): number {
  if (error instanceof ApiError || error instanceof RegistryErrors) return error.status;
  if (error instanceof UnsupportedContent || error instanceof NotAnImage) return 400;
  if (error instanceof RequestFailed) return statusOf(error.cause);
  return 500;
}
