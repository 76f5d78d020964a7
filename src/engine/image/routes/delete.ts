import { respondJson } from '../../../core/http.ts';
import { flagOf } from '../../api/query.ts';
import { ApiError, type Route } from '../../api/route.ts';
import { removeImage } from '../removal.ts';
import type { LocalStore } from '../store/local-store.ts';
import type { ImageUsers } from '../users.ts';

/** `DELETE /images/{name}`. */
export const deleteRoute = (store: LocalStore, users: ImageUsers): Route => ({
  method: 'DELETE',
  path: '/images/:name{.+}',
  operation: 'ImageDelete',
  handle: async ({ params, query, span }) => {
    const name = params.name as string;
    if (name.trim() === '') throw new ApiError(400, 'image name cannot be blank');
    return respondJson(200, removeImage(name, { store, users, force: flagOf(query, 'force'), span }));
  },
});
