import { respond } from '../../../core/http.ts';
import { familiarName, familiarString, InvalidReference, parseReference, type Reference, withDefaultTag } from '../../../oci/reference.ts';
import { ApiError, type Route } from '../../api/route.ts';
import type { EngineContext } from '../../context.ts';
import type { LocalStore } from '../store/local-store.ts';
import { withTag } from './references.ts';

/** `POST /images/{name}/tag` (moby api/server/router/image, `postImagesTag`). */
export const tagRoute = (context: EngineContext, store: LocalStore): Route => ({
  method: 'POST',
  path: '/images/:name{.+}/tag',
  operation: 'ImageTag',
  handle: async ({ params, query, span }) => {
    const repo = query.get('repo') ?? '';
    // Without a repository nothing is asked for, and the daemon says yes to it.
    if (repo === '') return respond(200);
    const reference = newName(repo, query.get('tag') ?? '');
    if (familiarName(reference) === 'sha256') {
      throw new ApiError(400, 'refusing to create an ambiguous tag using digest algorithm as name');
    }
    const image = source(store, params.name as string);
    store.name(reference, image.id, span);
    image.lastTaggedMs = context.nowMs();
    store.publish('tag', image.id, familiarString(reference));
    return respond(201);
  },
});

/** Whatever is wrong with the name of what is to be tagged, the answer is 404. */
function source(store: LocalStore, name: string) {
  try {
    return store.get(name);
  } catch (error) {
    throw error instanceof ApiError ? new ApiError(404, error.message) : error;
  }
}

function newName(repo: string, tag: string): Reference {
  try {
    const reference = parseReference(repo);
    if (reference.digest !== undefined) throw new ApiError(400, 'cannot import digest reference');
    return tag === '' ? withDefaultTag(reference) : withTag(reference, tag);
  } catch (error) {
    if (error instanceof InvalidReference) throw new ApiError(400, error.message);
    throw error;
  }
}
