import { chainIdOf, type Digest } from '../../../oci/digest.ts';
import type { Descriptor } from '../../../oci/manifest.ts';
import type { EngineContext } from '../../context.ts';
import type { Repository } from '../registry/repository.ts';
import { shortId } from '../store/ids.ts';
import type { Layer, Layers } from '../store/layers.ts';
import type { ProgressOutput } from './progress.ts';
import { Slots } from './slots.ts';
import { Transfer } from './transfer.ts';

const CONCURRENT_DOWNLOADS = 3;

export interface LoadOptions {
  readonly repository: Repository;
  /** Bottom first. */
  readonly blobs: readonly Descriptor[];
  readonly output: ProgressOutput;
  readonly span: string | undefined;
  readonly signal: AbortSignal;
}

export interface Loaded {
  /** Bottom first. They stay in the store at least until `release` is called. */
  readonly layers: readonly Layer[];
  release(): void;
}

/**
 * Brings layers into the store, for all pulls of an engine: what is there already is taken, what is
 * under way is shared, three blobs are loaded at a time (moby distribution/xfer/download.go).
 */
export class LayerLoader {
  readonly #slots = new Slots(CONCURRENT_DOWNLOADS);
  /** By the digests of the blob and all below it. */
  readonly #transfers = new Map<string, Transfer>();

  constructor(
    private readonly context: EngineContext,
    private readonly layers: Layers,
  ) {}

  async load({ repository, blobs, output, span, signal }: LoadOptions): Promise<Loaded> {
    const present = this.#present(blobs);
    const held = present.at(-1);
    if (held) this.layers.hold(held);
    for (const { digest, diffId } of present) {
      output({ id: shortId(digest), action: 'Already exists' });
      this.context.trace.emit({ type: 'layer.exists', actor: 'engine', digest, diffId, ...(span ? { span } : {}) });
    }
    const watched: Transfer[] = [];
    let released = false;
    const release = () => {
      if (released) return;
      released = true;
      for (const transfer of [...watched].reverse()) transfer.unwatch(output);
      if (held) this.layers.release(held);
    };
    const started: Transfer[] = [];
    const byBlob = new Map<Digest, Transfer>();
    let key = blobs
      .slice(0, present.length)
      .map(({ digest }) => digest)
      .join(' ');
    for (const blob of blobs.slice(present.length)) {
      key = `${key} ${blob.digest}`;
      const same = byBlob.get(blob.digest);
      if (!same) output({ id: shortId(blob.digest), action: 'Pulling fs layer' });
      let transfer = this.#transfers.get(key);
      if (!transfer?.watched) {
        const below = watched.at(-1) ?? held;
        const { context, layers } = this;
        transfer = new Transfer({ context, layers, slots: this.#slots, repository, blob, below, same, span });
        this.#track(key, transfer);
        started.push(transfer);
      }
      if (!same) byBlob.set(blob.digest, transfer);
      transfer.watch(output);
      watched.push(transfer);
    }
    for (const transfer of started) transfer.start();
    try {
      const aborted = new Promise<never>((_, reject) => {
        if (signal.aborted) reject(signal.reason);
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
      await Promise.race([watched.at(-1)?.result, aborted]);
      const loaded = await Promise.all(watched.map(({ result }) => result));
      // Whoever gives up before he has been handed the layers takes none.
      signal.throwIfAborted();
      signal.addEventListener('abort', release, { once: true });
      return { layers: [...present, ...loaded], release };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** The layers from the bottom up that are in the store already. */
  #present(blobs: readonly Descriptor[]): Layer[] {
    const present: Layer[] = [];
    for (const { digest } of blobs) {
      const diffId = this.layers.diffIdOf(digest);
      const layer = diffId && this.layers.get(chainIdOf(present.at(-1)?.chainId, diffId));
      if (!layer) break;
      // The same layer may have come as another blob: it is shown under the digest asked for.
      present.push(layer.digest === digest ? layer : { ...layer, digest });
    }
    return present;
  }

  #track(key: string, transfer: Transfer): void {
    this.#transfers.set(key, transfer);
    const forget = () => {
      if (this.#transfers.get(key) === transfer) this.#transfers.delete(key);
    };
    transfer.result.then(forget, forget);
  }
}
