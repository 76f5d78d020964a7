import type { Digest } from '../../oci/digest.ts';
import type { Platform } from '../../oci/manifest.ts';
import type { Route } from '../api/route.ts';
import type { EngineContext } from '../context.ts';
import { LayerLoader } from './pull/layer-loader.ts';
import { createRoute } from './routes/create.ts';
import { deleteRoute } from './routes/delete.ts';
import { distributionRoute } from './routes/distribution.ts';
import { historyRoute } from './routes/history.ts';
import { inspectRoute } from './routes/inspect.ts';
import { listRoute } from './routes/list.ts';
import { pruneRoute } from './routes/prune.ts';
import { tagRoute } from './routes/tag.ts';
import type { Image } from './store/images.ts';
import { LocalStore } from './store/local-store.ts';
import type { StoredImage } from './stored-image.ts';
import { ImageUsers } from './users.ts';

export type { StoredImage } from './stored-image.ts';

/** The images of an engine. */
export interface Images {
  readonly routes: readonly Route[];
  /** By name, id, or the beginning of an id. @throws ApiError 400 for text that can be none of these */
  find(nameOrId: string): StoredImage | undefined;
  /** The same. @throws ApiError 400; 404 when it is not there (`No such image: x:latest`), or not for the platform */
  get(nameOrId: string, platform?: Platform): StoredImage;
  list(): StoredImage[];
  count(): number;
  /** Says that a container is made from an image, which keeps the image from being removed. */
  use(imageId: string, containerId: string, isRunning?: () => boolean): void;
  release(imageId: string, containerId: string): void;
}

export function createImages(context: EngineContext): Images {
  const store = new LocalStore(context);
  const loader = new LayerLoader(context, store.layers);
  const users = new ImageUsers();

  const stored = ({ id, config, configBytes, layers, size }: Image): StoredImage => ({
    id,
    config,
    configBytes,
    references: store.references.tagsOf(id),
    repoDigests: store.references.digestsOf(id),
    layers,
    size,
  });

  return {
    routes: [
      listRoute(context, store, users),
      createRoute({ context, store, loader }),
      inspectRoute(store),
      historyRoute(store),
      tagRoute(context, store),
      deleteRoute(store, users),
      pruneRoute(context, store, users),
      distributionRoute(context),
    ],
    find: (nameOrId) => {
      const image = store.find(nameOrId);
      return image && stored(image);
    },
    get: (nameOrId, platform) => stored(store.get(nameOrId, platform)),
    list: () => store.images.all().map(stored),
    count: () => store.images.count,
    use: (imageId, containerId, isRunning = () => false) => users.add(imageId as Digest, { containerId, isRunning }),
    release: (imageId, containerId) => users.remove(imageId as Digest, containerId),
  };
}
