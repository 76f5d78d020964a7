import { ApiError } from '../api/route.ts';
import type { Container } from './container.ts';

/** All containers, by id and by name. */
export interface ContainerStore {
  add(container: Container): void;
  delete(container: Container): void;
  rename(container: Container, name: string): void;
  byName(name: string): Container | undefined;
  /** Oldest first. */
  all(): readonly Container[];
  /** By id, by name with or without its slash, or by the beginning of an id (moby daemon/container.go, "GetContainer"). */
  find(reference: string): Container | undefined;
  /** @throws ApiError 404, or 400 for a prefix of several */
  get(reference: string): Container;
  byId(id: string): Container;
}

export function createStore(): ContainerStore {
  const ids = new Map<string, Container>();
  const names = new Map<string, Container>();

  function find(reference: string): Container | undefined {
    const exact = ids.get(reference) ?? names.get(reference.replace(/^\//, ''));
    if (exact || reference === '') return exact;
    const matching = [...ids.values()].filter(({ id }) => id.startsWith(reference));
    if (matching.length > 1) throw new ApiError(400, `multiple IDs found with provided prefix: ${reference}`);
    return matching[0];
  }
  return {
    add(container) {
      ids.set(container.id, container);
      names.set(container.name, container);
    },
    delete(container) {
      ids.delete(container.id);
      names.delete(container.name);
    },
    rename(container, name) {
      names.delete(container.name);
      container.name = name;
      names.set(name, container);
    },
    byName: (name) => names.get(name),
    all: () => [...ids.values()],
    find,
    get(reference) {
      const container = find(reference);
      if (!container) throw new ApiError(404, `No such container: ${reference}`);
      return container;
    },
    byId: (id) => ids.get(id)!,
  };
}
