import { respondJson } from '../../../core/http.ts';
import { familiarName, familiarString, type Reference } from '../../../oci/reference.ts';
import { type Filters, filtersOf, flagOf, hasLabel } from '../../api/query.ts';
import { ApiError, type Route } from '../../api/route.ts';
import { olderThan } from '../../api/versions.ts';
import type { EngineContext } from '../../context.ts';
import { booleanFilter } from '../filters.ts';
import { globMatches } from '../glob.ts';
import { parseMoment } from '../moment.ts';
import type { Image } from '../store/images.ts';
import type { LocalStore } from '../store/local-store.ts';
import type { ImageUsers } from '../users.ts';

const known = ['dangling', 'label', 'before', 'since', 'reference', 'until'];

/** `GET /images/json` (moby daemon/images/image_list.go). */
export const listRoute = (context: EngineContext, store: LocalStore, users: ImageUsers): Route => ({
  method: 'GET',
  path: '/images/json',
  operation: 'ImageList',
  handle: async ({ query, version }) => {
    const filters = filtersOf(query, known);
    const pattern = query.get('filter');
    const withPattern =
      pattern && olderThan(version, '1.41')
        ? new Map([...filters, ['reference', [...(filters.get('reference') ?? []), pattern]]])
        : filters;
    const shared = flagOf(query, 'shared-size') && !olderThan(version, '1.42');
    const images = select(context, store, withPattern).map(({ image, names }) => ({
      image,
      summary: summaryOf(image, names, users.of(image.id).length, shared ? sharedSize(store, image) : -1, version),
    }));
    images.sort((a, b) => b.summary.Created - a.summary.Created);
    return respondJson(
      200,
      images.map(({ summary }) => summary),
    );
  },
});

interface Selected {
  readonly image: Image;
  /** Those of its names that the filters let pass. */
  readonly names: readonly Reference[];
}

const createdMs = ({ config }: Image) => (config.created === undefined ? undefined : Date.parse(config.created));

function select(context: EngineContext, store: LocalStore, filters: Filters): Selected[] {
  const dangling = booleanFilter(filters, 'dangling');
  const before = earliest([
    ...values(filters, 'before').map((name) => createdMs(store.get(name))),
    ...values(filters, 'until').map((text) => moment(text, context.nowMs())),
  ]);
  const since = latest(values(filters, 'since').map((name) => createdMs(store.get(name))));
  const patterns = filters.get('reference');
  return store.images.all().flatMap((image) => {
    const created = createdMs(image);
    if (before !== undefined && (created === undefined || created >= before)) return [];
    if (since !== undefined && (created === undefined || created <= since)) return [];
    const labels = image.config.config?.Labels ?? {};
    if (!values(filters, 'label').every((label) => hasLabel(labels, label))) return [];
    const all = store.references.of(image.id);
    const names = patterns ? all.filter((name) => patterns.some((pattern) => isLike(pattern, name))) : all;
    if (names.length === 0) {
      if (dangling === false || patterns) return [];
    } else if (dangling && names.some(({ digest }) => digest === undefined)) return [];
    return [{ image, names }];
  });
}

const values = (filters: Filters, name: string) => filters.get(name) ?? [];
const present = (moments: readonly (number | undefined)[]) => moments.filter((ms): ms is number => ms !== undefined);
const earliest = (moments: readonly (number | undefined)[]) => (present(moments).length ? Math.min(...present(moments)) : undefined);
const latest = (moments: readonly (number | undefined)[]) => (present(moments).length ? Math.max(...present(moments)) : undefined);

function moment(text: string, nowMs: number): number {
  const ms = parseMoment(text, nowMs);
  if (ms === undefined) throw new ApiError(500, `failed to parse value as time or duration: ${JSON.stringify(text)}`);
  return ms;
}

/** `distribution/reference`, `FamiliarMatch`: by the whole name, or without tag and digest. */
function isLike(pattern: string, name: Reference): boolean {
  const whole = globMatches(pattern, familiarString(name));
  if (whole === undefined) throw new ApiError(500, 'syntax error in pattern');
  return whole || globMatches(pattern, familiarName(name)) === true;
}

function summaryOf({ id, config, size }: Image, names: readonly Reference[], containers: number, shared: number, version: string) {
  const repoTags = names.filter(({ digest }) => digest === undefined).map(familiarString);
  const repoDigests = names.filter(({ digest }) => digest !== undefined).map(familiarString);
  const nameless = repoTags.length === 0 && repoDigests.length === 0 && olderThan(version, '1.43');
  return {
    Containers: olderThan(version, '1.51') ? -1 : containers,
    Created: config.created === undefined ? 0 : Math.floor(Date.parse(config.created) / 1000),
    Id: id,
    Labels: config.config?.Labels ?? null,
    ParentId: '',
    RepoDigests: nameless ? ['<none>@<none>'] : repoDigests,
    RepoTags: nameless ? ['<none>:<none>'] : repoTags,
    SharedSize: shared,
    Size: size,
    ...(olderThan(version, '1.44') ? { VirtualSize: size } : {}),
  };
}

/** Bytes of the layers that another image has too. */
function sharedSize(store: LocalStore, image: Image): number {
  const others = new Set(
    store.images
      .all()
      .filter(({ id }) => id !== image.id)
      .flatMap(({ layers }) => layers.map(({ chainId }) => chainId)),
  );
  return image.layers.filter(({ chainId }) => others.has(chainId)).reduce((sum, { size }) => sum + size, 0);
}
