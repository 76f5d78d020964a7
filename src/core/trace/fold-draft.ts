import type { EventOf, EventType } from './events.ts';
import type { WorldState } from './world-state.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type MapKey = { [K in keyof WorldState]: WorldState[K] extends ReadonlyMap<string, unknown> ? K : never }[keyof WorldState];
type Entry<K extends MapKey> = WorldState[K] extends ReadonlyMap<string, infer V> ? V : never;

/** A world in the making: each of its maps is copied when it is first written to. */
export class Draft {
  readonly world: Mutable<WorldState>;
  readonly #copied = new Set<MapKey>();

  constructor(world: WorldState) {
    this.world = { ...world };
  }

  /** The map of that name, to be written to. */
  edit<K extends MapKey>(key: K): Map<string, Entry<K>> {
    if (!this.#copied.has(key)) {
      this.#copied.add(key);
      Object.assign(this.world, { [key]: new Map(this.world[key] as ReadonlyMap<string, unknown>) });
    }
    return this.world[key] as unknown as Map<string, Entry<K>>;
  }

  get<K extends MapKey>(key: K, id: string): Entry<K> | undefined {
    return (this.world[key] as ReadonlyMap<string, Entry<K>>).get(id);
  }

  /** Puts another entry in the place of the one of that id. Does nothing when there is none. */
  update<K extends MapKey>(key: K, id: string, change: (entry: Entry<K>) => Entry<K>): void {
    const entry = this.get(key, id);
    if (entry !== undefined) this.edit(key).set(id, change(entry));
  }
}

/** What each kind of event does to the world. A kind that is missing changes nothing. */
export type Folds = { readonly [T in EventType]?: (draft: Draft, event: EventOf<T>) => void };
