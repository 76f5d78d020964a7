import { assign, fromCallback, setup } from 'xstate';
import type { FileTree } from '../../../kernel/fs/tree.ts';
import type { DiffId } from '../../../oci/digest.ts';
import { effect } from '../effect.ts';
import { isRetryable } from '../registry/errors.ts';
import type { Layer } from '../store/layers.ts';

export interface Unpacked {
  readonly tree: FileTree;
  readonly diffId: DiffId;
}

/** What the machine has done for it, handed in as it starts. */
export interface LayerEffects {
  /** Asks for a slot: `START` comes when it is granted. */
  awaitSlot(send: (event: LayerEvent) => void): void;
  /** Loads the blob, or what is missing of it. */
  fetch(signal: AbortSignal): Promise<void>;
  /** @throws VerificationFailed */
  verify(): void;
  /** Forgets what has been loaded. */
  discard(): void;
  backOff(seconds: number, signal: AbortSignal): Promise<void>;
  /** The layer below, once it is in the store. */
  below(): Promise<Layer | undefined>;
  extract(signal: AbortSignal): Promise<Unpacked>;
  register(unpacked: Unpacked, parent: Layer | undefined): Layer;
  releaseSlot(): void;
  announce(action: string): void;
}

interface LayerContext {
  readonly effects: LayerEffects;
  readonly attempt: number;
  readonly parent: Layer | undefined;
  readonly unpacked: Unpacked | undefined;
  readonly layer: Layer | undefined;
  readonly failure: Error | undefined;
}

export type LayerEvent =
  /** A slot is free. With `failure`, the layer below is already known to be missing. */
  { type: 'START'; failure?: Error | undefined } | { type: 'CANCEL' };

/** How often a layer is tried in all (dockerd's `--max-download-attempts`). */
const MAX_ATTEMPTS = 5;
/** Seconds to wait after the first failure; after the n-th, n times as long. */
const BACK_OFF_SECONDS = 5;

const errorIn = (event: unknown) => (event as { error: Error }).error;

/**
 * One layer on its way into the store (moby distribution/xfer/download.go): it waits for a slot, is
 * loaded and checked (again, after a break, where that may help), waits for the layer below, and is
 * unpacked on top of it.
 */
export const layerMachine = setup({
  types: { context: {} as LayerContext, events: {} as LayerEvent, input: {} as LayerEffects },
  actors: {
    slot: fromCallback<LayerEvent, LayerEffects, LayerEvent>(({ input, sendBack }) => input.awaitSlot(sendBack)),
    fetchBlob: effect<void, LayerContext>(({ input, signal }) => input.effects.fetch(signal)),
    verify: effect<void, LayerContext>(({ input }) => input.effects.verify()),
    backOff: effect<void, LayerContext>(({ input, signal }) => input.effects.backOff(BACK_OFF_SECONDS * input.attempt, signal)),
    layerBelow: effect<Layer | undefined, LayerContext>(({ input }) => input.effects.below()),
    extract: effect<Unpacked, LayerContext>(({ input, signal }) => input.effects.extract(signal)),
    register: effect<Layer, LayerContext>(({ input }) => input.effects.register(input.unpacked as Unpacked, input.parent)),
  },
  actions: {
    discard: ({ context }) => context.effects.discard(),
    announceDownloaded: ({ context }) => context.effects.announce('Download complete'),
    announceComplete: ({ context }) => context.effects.announce('Pull complete'),
    releaseSlot: ({ context }) => context.effects.releaseSlot(),
    keepFailure: assign({ failure: ({ event }) => errorIn(event) }),
  },
  guards: {
    belowFailed: ({ event }) => event.type === 'START' && event.failure !== undefined,
    worthRetrying: ({ context, event }) => context.attempt < MAX_ATTEMPTS && isRetryable(errorIn(event)),
  },
}).createMachine({
  id: 'layer',
  initial: 'waiting',
  context: ({ input }) => ({ effects: input, attempt: 1, parent: undefined, unpacked: undefined, layer: undefined, failure: undefined }),
  on: { CANCEL: '.cancelled' },
  states: {
    waiting: {
      invoke: { src: 'slot', input: ({ context }) => context.effects },
      on: {
        START: [
          { guard: 'belowFailed', target: 'failed', actions: assign({ failure: ({ event }) => event.failure }) },
          { target: 'downloading' },
        ],
      },
    },
    downloading: {
      invoke: {
        src: 'fetchBlob',
        input: ({ context }) => context,
        onDone: 'verifying',
        onError: [
          { guard: 'worthRetrying', target: 'backingOff' },
          { target: 'failed', actions: 'keepFailure' },
        ],
      },
    },
    verifying: {
      invoke: {
        src: 'verify',
        input: ({ context }) => context,
        onDone: 'downloaded',
        onError: [
          { guard: 'worthRetrying', target: 'backingOff', actions: 'discard' },
          { target: 'failed', actions: 'keepFailure' },
        ],
      },
    },
    backingOff: {
      invoke: { src: 'backOff', input: ({ context }) => context, onDone: 'downloading' },
      exit: assign({ attempt: ({ context }) => context.attempt + 1 }),
    },
    downloaded: {
      entry: ['announceDownloaded', 'releaseSlot'],
      invoke: {
        src: 'layerBelow',
        input: ({ context }) => context,
        onDone: { target: 'extracting', actions: assign({ parent: ({ event }) => event.output }) },
        onError: { target: 'failed', actions: 'keepFailure' },
      },
    },
    extracting: {
      invoke: {
        src: 'extract',
        input: ({ context }) => context,
        onDone: { target: 'registering', actions: assign({ unpacked: ({ event }) => event.output }) },
        onError: {
          target: 'failed',
          actions: assign({ failure: ({ event }) => new Error(`failed to register layer: ${errorIn(event).message}`) }),
        },
      },
    },
    registering: {
      invoke: {
        src: 'register',
        input: ({ context }) => context,
        onDone: { target: 'complete', actions: assign({ layer: ({ event }) => event.output }) },
        onError: { target: 'failed', actions: 'keepFailure' },
      },
    },
    complete: { type: 'final', entry: 'announceComplete' },
    failed: { type: 'final', entry: 'releaseSlot' },
    cancelled: { type: 'final', entry: 'releaseSlot' },
  },
});
