import { respondJson } from '../../../core/http.ts';
import { ApiError, type Route } from '../../api/route.ts';
import { olderThan } from '../../api/versions.ts';
import type { Image } from '../store/images.ts';
import type { LocalStore } from '../store/local-store.ts';
import { platformIn } from './inspect.ts';

/** `GET /images/{name}/history` (moby daemon/images/image_history.go): the newest step first. */
export const historyRoute = (store: LocalStore): Route => ({
  method: 'GET',
  path: '/images/:name{.+}/history',
  operation: 'ImageHistory',
  handle: async ({ params, query, version }) => {
    const platform = olderThan(version, '1.48') ? undefined : platformIn(query);
    const image = store.get(params.name as string, platform);
    return respondJson(200, historyOf(image, store.references.tagsOf(image.id)));
  },
});

function historyOf({ id, config, layers }: Image, tags: readonly string[]): unknown[] {
  let next = 0;
  const steps = (config.history ?? []).map(({ comment = '', created, created_by = '', empty_layer }) => {
    const layer = empty_layer ? undefined : layers[next++];
    if (!empty_layer && !layer) throw new ApiError(500, 'too many non-empty layers in History section');
    return {
      Comment: comment,
      Created: created === undefined ? 0 : Math.floor(Date.parse(created) / 1000),
      CreatedBy: created_by,
      Size: layer?.size ?? 0,
    };
  });
  // Only the top is an image of its own: what is below came without its intermediate images.
  return steps.reverse().map(({ Comment, Created, CreatedBy, Size }, i) => ({
    Comment,
    Created,
    CreatedBy,
    Id: i === 0 ? id : '<missing>',
    Size,
    Tags: i === 0 && tags.length ? tags : null,
  }));
}
