import { assign, fromCallback, setup } from 'xstate';
import type { FileTree } from '../../../kernel/fs/tree.ts';
import type { DiffId } from '../../../oci/digest.ts';
import { unprovided } from '../effect.ts';
import { isRetryable } from '../registry/errors.ts';
import type { Layer } from '../store/layers.ts';

export interface Unpacked {
  readonly tree: FileTree;
  readonly diffId: DiffId;
}

/** What is to become part of the store. */
export interface Registration {
  readonly unpacked: Unpacked;
  readonly parent: Layer | undefined;
}

interface LayerContext {
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
export const BACK_OFF_SECONDS = 5;

const errorIn = (event: unknown) => (event as { error: Error }).error;

/**
 * One layer on its way into the store (moby distribution/xfer/download.go): it waits for a slot, is
 * loaded and checked (again, after a break, where that may help), waits for the layer below, and is
 * unpacked on top of it.
 */
export const layerMachine = setup({
  types: { context: {} as LayerContext, events: {} as LayerEvent },
  actors: {
    slot: fromCallback<LayerEvent, undefined, LayerEvent>(() => {}),
    fetchBlob: unprovided<void>(),
    verify: unprovided<void>(),
    backOff: unprovided<void, { seconds: number }>(),
    layerBelow: unprovided<Layer | undefined>(),
    extract: unprovided<Unpacked>(),
    register: unprovided<Layer, Registration>(),
  },
  actions: {
    discard: () => {},
    announceDownloaded: () => {},
    announceComplete: () => {},
    releaseSlot: () => {},
    keepFailure: assign({ failure: ({ event }) => errorIn(event) }),
  },
  guards: {
    belowFailed: ({ event }) => event.type === 'START' && event.failure !== undefined,
    worthRetrying: ({ context, event }) => context.attempt < MAX_ATTEMPTS && isRetryable(errorIn(event)),
  },
}).createMachine({
  id: 'layer',
  initial: 'waiting',
  context: { attempt: 1, parent: undefined, unpacked: undefined, layer: undefined, failure: undefined },
  on: { CANCEL: '.cancelled' },
  states: {
    waiting: {
      invoke: { src: 'slot' },
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
        onDone: 'downloaded',
        onError: [
          { guard: 'worthRetrying', target: 'backingOff', actions: 'discard' },
          { target: 'failed', actions: 'keepFailure' },
        ],
      },
    },
    backingOff: {
      invoke: { src: 'backOff', input: ({ context }) => ({ seconds: BACK_OFF_SECONDS * context.attempt }), onDone: 'downloading' },
      exit: assign({ attempt: ({ context }) => context.attempt + 1 }),
    },
    downloaded: {
      entry: ['announceDownloaded', 'releaseSlot'],
      invoke: {
        src: 'layerBelow',
        onDone: { target: 'extracting', actions: assign({ parent: ({ event }) => event.output }) },
        onError: { target: 'failed', actions: 'keepFailure' },
      },
    },
    extracting: {
      invoke: {
        src: 'extract',
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
        input: ({ context }) => ({ unpacked: context.unpacked as Unpacked, parent: context.parent }),
        onDone: { target: 'complete', actions: assign({ layer: ({ event }) => event.output }) },
        onError: { target: 'failed', actions: 'keepFailure' },
      },
    },
    complete: { type: 'final', entry: 'announceComplete' },
    failed: { type: 'final', entry: 'releaseSlot' },
    cancelled: { type: 'final', entry: 'releaseSlot' },
  },
});
