import { waitFor } from 'xstate';
import { chunksOf } from '../../../core/http.ts';
import { interpret } from '../../../core/statechart.ts';
import { chainIdOf, createHasher, type Hasher } from '../../../oci/digest.ts';
import { unpackLayer } from '../../../oci/layer.ts';
import type { Descriptor } from '../../../oci/manifest.ts';
import { createSlices } from '../../../oci/slices.ts';
import type { EngineContext } from '../../context.ts';
import { VerificationFailed } from '../registry/errors.ts';
import { type Repository, WrongRange } from '../registry/repository.ts';
import { shortId } from '../store/ids.ts';
import type { Layer, Layers } from '../store/layers.ts';
import { sizeOnDisk, treeOf } from '../store/unpack.ts';
import { type LayerEffects, type LayerEvent, layerMachine, type Unpacked } from './layer-machine.ts';
import { createMeter, type Progress, type ProgressOutput } from './progress.ts';
import type { Slots } from './slots.ts';
import { extractionTurn } from './turn.ts';

export interface TransferOptions {
  readonly context: EngineContext;
  readonly layers: Layers;
  readonly slots: Slots;
  readonly repository: Repository;
  readonly blob: Descriptor;
  /** The layer below: one that is there, or that is on its way. */
  readonly below: Transfer | Layer | undefined;
  /** The same blob further down in the same image: its files are taken from there. */
  readonly same: Transfer | undefined;
  readonly span: string | undefined;
}

/** One layer that is being loaded, for one or several pulls that watch it. When none does any more, it is given up. */
export class Transfer {
  readonly result: Promise<Layer>;
  failure: Error | undefined;
  readonly #options: TransferOptions;
  readonly #watchers = new Set<ProgressOutput>();
  readonly #id: string;
  #last: Progress | undefined;
  #chunks: Uint8Array[] = [];
  #received = 0;
  /** What had been received before the current attempt. */
  #offset = 0;
  #hasher: Hasher = createHasher();
  #slot: { release(): void } | undefined;
  readonly #actor;

  constructor(options: TransferOptions) {
    this.#options = options;
    this.#id = shortId(options.blob.digest);
    const { context, blob, span } = options;
    const about = { clock: context.clock, trace: context.trace, actor: 'engine', machine: 'layer', id: blob.digest, span } as const;
    this.#actor = interpret(layerMachine, about, this.#effects());
    this.result = waitFor(this.#actor, (snapshot) => snapshot.status === 'done').then(({ context: { layer, failure } }) => {
      this.#chunks = [];
      if (layer) return layer;
      this.failure = failure ?? new Error('layer registration cancelled');
      throw this.failure;
    });
    this.result.catch(() => {});
  }

  #effects(): LayerEffects {
    return {
      awaitSlot: (send) => this.#awaitSlot(send),
      fetch: (signal) => this.#fetch(signal),
      verify: () => this.#verify(),
      discard: () => this.#discard(),
      backOff: (seconds, signal) => this.#backOff(seconds, signal),
      below: () => this.#below(),
      extract: (signal) => this.#extract(signal),
      register: (unpacked, parent) => this.#register(unpacked, parent),
      releaseSlot: () => this.#slot?.release(),
      announce: (action) => this.#announce(action),
    };
  }

  start(): void {
    this.#actor.start();
  }

  /** Tells `output` what happens from now on, and what happened last. */
  watch(output: ProgressOutput): void {
    this.#watchers.add(output);
    if (this.#last) output(this.#last);
  }

  /** When nobody watches any more: what is under way ends, and what has ended is no longer held. */
  unwatch(output: ProgressOutput): void {
    this.#watchers.delete(output);
    if (this.#watchers.size > 0) return;
    if (this.#actor.getSnapshot().status === 'active') this.#actor.send({ type: 'CANCEL' });
    this.result.then(
      (layer) => this.#options.layers.release(layer),
      () => {},
    );
  }

  get watched(): boolean {
    return this.#watchers.size > 0;
  }

  #tell(progress: Progress): void {
    // The blob's own progress is shown where it was met first.
    if (this.#options.same) return;
    this.#last = progress;
    for (const output of this.#watchers) output(progress);
  }

  #announce(action: string): void {
    this.#tell({ id: this.#id, action });
  }

  #awaitSlot(send: (event: LayerEvent) => void): void {
    const { below, slots } = this.#options;
    const slot = slots.request(() => send({ type: 'START', failure: below instanceof Transfer ? below.failure : undefined }));
    this.#slot = slot;
    if (!slot.atOnce) this.#announce('Waiting');
  }

  async #fetch(signal: AbortSignal): Promise<void> {
    const { context, blob, repository, same, span } = this.#options;
    if (same) return;
    this.#offset = this.#received;
    const { size, body } = await repository.blob(blob.digest, this.#offset, signal).catch((error: unknown) => {
      if (error instanceof WrongRange) this.#discard();
      throw error;
    });
    const slices = createSlices(() => extractionTurn(context, 0));
    const meter = createMeter({
      clock: context.clock,
      total: Math.max(0, size - this.#offset),
      report: (current, total) => {
        this.#tell({ id: this.#id, action: 'Downloading', current, total });
        context.trace.emit({
          type: 'layer.download',
          actor: 'engine',
          digest: blob.digest,
          current: this.#offset + current,
          total: size,
          ...(span ? { span } : {}),
        });
      },
    });
    for await (const chunk of chunksOf({ body })) {
      if (signal.aborted) return;
      this.#hasher.update(chunk);
      this.#chunks.push(chunk);
      this.#received += chunk.length;
      meter.advance(this.#received - this.#offset);
      await slices(chunk.length);
    }
    if (size > 0 && this.#received < size) throw new Error('unexpected EOF');
    meter.end();
  }

  #verify(): void {
    const { context, blob, same, span } = this.#options;
    if (same) return;
    this.#announce('Verifying Checksum');
    const actual = this.#hasher.digest();
    const about = { actor: 'engine', digest: blob.digest, ...(span ? { span } : {}) } as const;
    if (actual === blob.digest) {
      context.trace.emit({ type: 'layer.verified', ...about });
      return;
    }
    context.trace.emit({ type: 'layer.corrupt', ...about, actual });
    throw new VerificationFailed(blob.digest, this.#offset > 0);
  }

  #discard(): void {
    this.#chunks = [];
    this.#received = 0;
    this.#hasher = createHasher();
  }

  async #backOff(seconds: number, signal: AbortSignal): Promise<void> {
    for (let left = seconds; left > 0; left--) {
      this.#announce(`Retrying in ${left} second${left === 1 ? '' : 's'}`);
      await this.#options.context.clock.sleep(1000, signal);
    }
  }

  async #below(): Promise<Layer | undefined> {
    const { below, same } = this.#options;
    await same?.result;
    return below instanceof Transfer ? await below.result : below;
  }

  async #extract(signal: AbortSignal): Promise<Unpacked> {
    const { context, blob, same, span } = this.#options;
    if (same) {
      const { tree, diffId } = await same.result;
      return { tree, diffId };
    }
    const total = this.#received;
    const meter = createMeter({
      clock: context.clock,
      total,
      report: (current) => {
        this.#tell({ id: this.#id, action: 'Extracting', current, total });
        context.trace.emit({ type: 'layer.extract', actor: 'engine', digest: blob.digest, current, total, ...(span ? { span } : {}) });
      },
    });
    // A chunk is let go as soon as it has been unpacked.
    const chunks = this.#chunks;
    this.#chunks = [];
    const { entries, diffId } = await unpackLayer(drain(chunks, signal), {
      turn: () => extractionTurn(context),
      onProgress: meter.advance,
    });
    meter.end();
    return { tree: treeOf(entries), diffId };
  }

  #register({ tree, diffId }: Unpacked, parent: Layer | undefined): Layer {
    const { context, blob, layers, span } = this.#options;
    const chainId = chainIdOf(parent?.chainId, diffId);
    const size = sizeOnDisk(tree);
    const layer = layers.register({ digest: blob.digest, diffId, chainId, parent, tree, size, cacheId: context.random.hex(64) });
    const about = { actor: 'engine', digest: blob.digest, diffId, ...(span ? { span } : {}) } as const;
    context.trace.emit({ type: 'layer.registered', ...about, chainId, size });
    return layer;
  }
}

function* drain(chunks: Uint8Array[], signal: AbortSignal): Generator<Uint8Array, void, undefined> {
  chunks.reverse();
  for (let chunk = chunks.pop(); chunk; chunk = chunks.pop()) {
    signal.throwIfAborted();
    yield chunk;
  }
}
