import { respondJson } from '../../../core/http.ts';
import { referenceString } from '../../../oci/reference.ts';
import { type Filters, filtersOf, hasLabel } from '../../api/query.ts';
import { ApiError, type Route } from '../../api/route.ts';
import type { EngineContext } from '../../context.ts';
import { booleanFilter } from '../filters.ts';
import { parseMoment } from '../moment.ts';
import { type Removal, type RemovalOptions, removeImage } from '../removal.ts';
import type { Image } from '../store/images.ts';
import type { LocalStore } from '../store/local-store.ts';
import type { ImageUsers } from '../users.ts';

const known = ['dangling', 'label', 'label!', 'until'];

/** `POST /images/prune` (moby daemon/images/image_prune.go). */
export const pruneRoute = (context: EngineContext, store: LocalStore, users: ImageUsers): Route => ({
  method: 'POST',
  path: '/images/prune',
  operation: 'ImagePrune',
  handle: async ({ query, span }) => {
    const filters = filtersOf(query, known);
    const danglingOnly = booleanFilter(filters, 'dangling') ?? true;
    const until = untilOf(filters, context.nowMs());
    const sizes = new Map<string, number>(store.layers.all().map(({ chainId, size }) => [chainId, size]));
    const removals = store.images
      .all()
      .filter((image) => isOlder(image, until) && hasLabels(image, filters))
      .flatMap((image) => prune(image, danglingOnly, { store, users, force: false, span }));
    const reclaimed = removals.reduce((sum, removal) => sum + ('Deleted' in removal ? (sizes.get(removal.Deleted) ?? 0) : 0), 0);
    context.events.publish('image', 'prune', '', { reclaimed: String(reclaimed) });
    return respondJson(200, { ImagesDeleted: removals.length ? removals : null, SpaceReclaimed: reclaimed });
  },
});

function prune(image: Image, danglingOnly: boolean, options: RemovalOptions): Removal[] {
  const names = options.store.references.of(image.id);
  if (names.length === 0) return attempt(image.id.slice('sha256:'.length), options);
  if (danglingOnly && names.some(({ digest }) => digest === undefined)) return [];
  return names.flatMap((name) => attempt(referenceString(name), options));
}

/** What cannot go stays, and nothing is said of it. */
function attempt(name: string, options: RemovalOptions): Removal[] {
  try {
    return removeImage(name, options);
  } catch (error) {
    if (error instanceof ApiError) return [];
    throw error;
  }
}

function untilOf(filters: Filters, nowMs: number): number | undefined {
  const values = filters.get('until');
  if (!values) return undefined;
  if (values.length > 1) throw new ApiError(500, 'more than one until filter specified');
  const [text = ''] = values;
  const ms = parseMoment(text, nowMs);
  if (ms === undefined) throw new ApiError(500, `failed to parse value as time or duration: ${JSON.stringify(text)}`);
  return ms;
}

const isOlder = ({ config }: Image, until: number | undefined) =>
  until === undefined || (config.created !== undefined && Date.parse(config.created) <= until);

function hasLabels({ config }: Image, filters: Filters): boolean {
  const labels = config.config?.Labels ?? {};
  const unwanted = filters.get('label!') ?? [];
  if (unwanted.length > 0 && unwanted.every((label) => hasLabel(labels, label))) return false;
  return (filters.get('label') ?? []).every((label) => hasLabel(labels, label));
}
