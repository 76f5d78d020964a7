import type { FileTree } from '../../../kernel/fs/tree.ts';
import type { DiffId, Digest } from '../../../oci/digest.ts';

/** A layer of the local store: what one blob unpacked to, on top of the layers below. Never written to. */
export interface Layer {
  /** The blob's digest, compressed, as it was loaded. */
  readonly digest: Digest;
  readonly diffId: DiffId;
  readonly chainId: Digest;
  readonly parent: Layer | undefined;
  readonly tree: FileTree;
  /** Bytes that it takes on disk by itself. */
  readonly size: number;
  /** Names its folder under overlay2: 64 hexadecimal digits. */
  readonly cacheId: string;
}

/** From the bottom up to this one. */
export function stackOf(top: Layer | undefined): Layer[] {
  const stack: Layer[] = [];
  for (let layer = top; layer; layer = layer.parent) stack.push(layer);
  return stack.reverse();
}

/**
 * The layers, by chain ID: the same bytes on the same layers below are kept once. A layer lives as
 * long as an image, a layer above or a pull holds it (moby layer/layer_store.go).
 */
export class Layers {
  readonly #layers = new Map<Digest, { readonly layer: Layer; holders: number }>();
  /** What a blob unpacks to, known since it was first loaded. */
  readonly #diffIds = new Map<Digest, DiffId>();

  get(chainId: Digest): Layer | undefined {
    return this.#layers.get(chainId)?.layer;
  }

  diffIdOf(blob: Digest): DiffId | undefined {
    return this.#diffIds.get(blob);
  }

  /** Adds a layer, or finds the same one; either way it is held once more. */
  register(layer: Layer): Layer {
    this.#diffIds.set(layer.digest, layer.diffId);
    const there = this.#layers.get(layer.chainId);
    if (there) {
      there.holders++;
      return there.layer;
    }
    if (layer.parent) this.hold(layer.parent);
    this.#layers.set(layer.chainId, { layer, holders: 1 });
    return layer;
  }

  hold(layer: Layer): void {
    const entry = this.#layers.get(layer.chainId);
    if (entry) entry.holders++;
  }

  /** Gives up one hold. Returns what was removed because nothing holds it any more, the top first. */
  release(layer: Layer): Layer[] {
    const removed: Layer[] = [];
    for (let next: Layer | undefined = layer; next; next = next.parent) {
      const entry = this.#layers.get(next.chainId);
      if (!entry || --entry.holders > 0) break;
      this.#layers.delete(next.chainId);
      removed.push(next);
    }
    return removed;
  }

  all(): Layer[] {
    return [...this.#layers.values()].map(({ layer }) => layer);
  }
}
