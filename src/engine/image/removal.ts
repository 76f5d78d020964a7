import { canonicalName, familiarString, parseReference, type Reference, withDefaultTag } from '../../oci/reference.ts';
import { ApiError } from '../api/route.ts';
import { shortId } from './store/ids.ts';
import type { Conflict } from './store/image-machine.ts';
import type { Image } from './store/images.ts';
import type { LocalStore } from './store/local-store.ts';
import type { ImageUsers } from './users.ts';

/** One line of `docker rmi`. */
export type Removal = { readonly Untagged: string } | { readonly Deleted: string };

export interface RemovalOptions {
  readonly store: LocalStore;
  readonly users: ImageUsers;
  readonly force: boolean;
  readonly span: string | undefined;
}

const isDigested = ({ digest }: Reference) => digest !== undefined;
const sameRepository = (a: Reference, b: Reference) => canonicalName(a) === canonicalName(b);
const isIdPrefix = (id: string, text: string) => id.startsWith(text) || id.slice(id.indexOf(':') + 1).startsWith(text);

/** One tag at most, and all in one repository (moby daemon/images/image_delete.go, `isSingleReference`). */
function isSingle(names: readonly Reference[]): boolean {
  if (names.length <= 1) return names.length === 1;
  const tags = names.filter((name) => !isDigested(name));
  if (tags.length > 1) return false;
  const repositories = new Set(names.filter(isDigested).map(canonicalName));
  return repositories.size === 1 && repositories.has(canonicalName(tags[0] ?? (names[0] as Reference)));
}

/**
 * Takes a name off an image, or all of them, and removes the image when none is left and nothing
 * stands against it (moby daemon/images/image_delete.go, `ImageDelete`).
 * @throws ApiError 404 or 409
 */
export function removeImage(nameOrId: string, options: RemovalOptions): Removal[] {
  const { store } = options;
  const image = store.get(nameOrId);
  const names = store.references.of(image.id);
  const byId = isIdPrefix(image.id, nameOrId);
  const done = byId ? removeAllNames(image, names, options) : removeName(image, names, nameOrId, options);
  if (!byId && store.references.of(image.id).length > 0) return done;
  return [...done, ...removeUnlessUsed(image, options, !byId)];
}

function removeName(image: Image, names: readonly Reference[], name: string, { store, users, force, span }: RemovalOptions): Removal[] {
  const [user] = users.of(image.id);
  if (!force && user && isSingle(names)) {
    throw new ApiError(
      409,
      `conflict: unable to remove repository reference ${JSON.stringify(name)} (must force) - container ${shortId(user.containerId)} is using its referenced image ${shortId(image.id)}`,
    );
  }
  const reference = withDefaultTag(parseReference(name));
  const removals = [untag(store, image, reference, span)];
  const rest = store.references.of(image.id).filter((other) => sameRepository(other, reference));
  if (isDigested(reference) || rest.some((other) => !isDigested(other))) return removals;
  // The last tag of a repository takes the repository's digests with it.
  for (const other of rest) {
    store.unname(other, span);
    removals.push({ Untagged: familiarString(other) });
  }
  return removals;
}

function removeAllNames(image: Image, names: readonly Reference[], options: RemovalOptions): Removal[] {
  if (!isSingle(names)) return [];
  const conflict = conflictOf(image, options, options.force ? hardKinds : ['running', 'stopped']);
  if (conflict) throw refusal(image, conflict);
  return names.map((name) => untag(options.store, image, name, options.span));
}

function untag(store: LocalStore, image: Image, name: Reference, span: string | undefined): Removal {
  store.unname(name, span);
  store.publish('untag', image.id, image.id);
  return { Untagged: familiarString(name) };
}

type Kind = 'running' | 'named' | 'stopped';
const hardKinds: readonly Kind[] = ['running'];
const allKinds: readonly Kind[] = ['running', 'named', 'stopped'];

/** What stands against removing an image, of the given kinds, in Docker's order. */
function conflictOf(image: Image, { store, users }: RemovalOptions, kinds: readonly Kind[]): Conflict | undefined {
  const all = users.of(image.id);
  const running = all.find((user) => user.isRunning());
  if (running && kinds.includes('running')) {
    return { hard: true, used: true, message: `image is being used by running container ${shortId(running.containerId)}` };
  }
  if (kinds.includes('named') && store.references.of(image.id).length > 0) {
    return { hard: false, used: false, message: 'image is referenced in multiple repositories' };
  }
  const stopped = all.find((user) => !user.isRunning());
  if (stopped && kinds.includes('stopped')) {
    return { hard: false, used: true, message: `image is being used by stopped container ${shortId(stopped.containerId)}` };
  }
  return undefined;
}

const refusal = (image: Image, { hard, message }: Conflict) =>
  new ApiError(409, `conflict: unable to delete ${shortId(image.id)} (${hard ? 'cannot' : 'must'} be forced) - ${message}`);

/** With `quietly`, an image that a container uses just stays: only its name was asked to go. */
function removeUnlessUsed(image: Image, options: RemovalOptions, quietly: boolean): Removal[] {
  const { store, force, span } = options;
  const conflict = conflictOf(image, options, force ? hardKinds : allKinds);
  // Where it is forced, there may be names left.
  const removals = conflict ? [] : store.references.of(image.id).map((name) => untag(store, image, name, span));
  image.actor.send({ type: 'REMOVE', conflict });
  if (image.actor.getSnapshot().status !== 'done') {
    if (quietly && conflict?.used) return [];
    throw refusal(image, conflict as Conflict);
  }
  const layers = store.images.remove(image, span);
  store.manifests.removeImage(image.id);
  store.publish('delete', image.id, image.id, undefined);
  return [...removals, { Deleted: image.id }, ...layers.map(({ chainId }) => ({ Deleted: chainId }))];
}
