import type { Random } from '../../core/random.ts';
import { ApiError } from '../api/route.ts';
import { isValidName, randomName } from './names.ts';
import type { ContainerStore } from './store.ts';

/** Tries with a name of words before the container gets its id for a name (moby daemon/names.go). */
const ATTEMPTS = 6;

/** The name asked for, or one of the engine's own where that is empty. @throws ApiError */
export function chooseName(store: ContainerStore, random: Random, wanted: string, id: string): string {
  if (wanted !== '') return reserve(store, wanted.replace(/^\//, ''), `Invalid container name (${wanted})`);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const name = randomName(random, attempt);
    if (!store.byName(name)) return name;
  }
  return id.slice(0, 12);
}

/**
 * A name that is valid and free. `refusal` begins the message of one that is not valid.
 * @throws ApiError 400 or 409 (moby daemon/names.go)
 */
export function reserve(store: ContainerStore, name: string, refusal: string): string {
  if (!isValidName(name)) throw new ApiError(400, `${refusal}, only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`);
  const holder = store.byName(name);
  if (!holder) return name;
  const remedy = 'You have to remove (or rename) that container to be able to reuse that name.';
  throw new ApiError(409, `Conflict. The container name "/${name}" is already in use by container "${holder.id}". ${remedy}`);
}
