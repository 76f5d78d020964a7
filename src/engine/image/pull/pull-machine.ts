import { assign, setup } from 'xstate';
import type { Digest } from '../../../oci/digest.ts';
import type { Descriptor, ImageIndex, ImageManifest } from '../../../oci/manifest.ts';
import type { Reference } from '../../../oci/reference.ts';
import { effect } from '../effect.ts';
import type { Endpoint } from '../registry/endpoints.ts';
import { isRetryable } from '../registry/errors.ts';
import type { Repository } from '../registry/repository.ts';
import type { LocalManifest } from '../store/manifests.ts';
import { ConfigMismatch, ConfigPullError, mayContinue } from './errors.ts';
import type { Loaded } from './layer-loader.ts';

/** What is to be loaded next: by digest, with the type when it is known. */
export interface Wanted {
  readonly digest: Digest;
  readonly mediaType: string;
  /** Whether the bytes must have this very digest: not when only a tag was asked for. */
  readonly exactly: boolean;
}

export type Fetched =
  | { readonly kind: 'index'; readonly raw: LocalManifest; readonly index: ImageIndex }
  | { readonly kind: 'image'; readonly raw: LocalManifest; readonly manifest: ImageManifest };

/** What the machine has done for it, handed in as it starts. */
export interface PullEffects {
  connect(context: PullContext): Promise<Repository>;
  listTags(context: PullContext): Promise<string[]>;
  resolveTag(context: PullContext): Promise<Wanted>;
  fetchManifest(context: PullContext): Promise<Fetched>;
  /** The entry of the index that is at hand. @throws Error when none fits */
  choosePlatform(context: PullContext): Descriptor;
  fetchConfig(context: PullContext, signal: AbortSignal): Promise<Uint8Array>;
  loadLayers(context: PullContext, signal: AbortSignal): Promise<Loaded>;
  register(context: PullContext): void;
  /** Whether the name is news. */
  tag(context: PullContext): boolean;
  /** Whether the image that the manifest describes is in the store. */
  hasImage(context: PullContext): boolean;
  announceImage(context: PullContext): void;
  announceKnown(context: PullContext): void;
  announceStatus(context: PullContext): void;
}

export interface PullInput {
  readonly effects: PullEffects;
  readonly reference: Reference;
  readonly endpoints: readonly Endpoint[];
}

export interface PullContext extends PullInput {
  /** Index into `endpoints`. */
  readonly at: number;
  /** Hosts that answered over TLS: they are never asked again without. */
  readonly secureHosts: readonly string[];
  readonly repository: Repository | undefined;
  /** The tags (or the one digest) that are still to be pulled; the first is the current one. */
  readonly queue: readonly Reference[];
  readonly wanted: Wanted | undefined;
  /** From the one that was asked for down to the platform's own. */
  readonly trail: readonly Fetched[];
  readonly configAttempt: number;
  readonly config: Uint8Array | undefined;
  readonly loaded: Loaded | undefined;
  readonly changed: boolean;
  readonly failure: Error | undefined;
}

const MAX_CONFIG_ATTEMPTS = 5;
const CONFIG_BACK_OFF_MS = 250;

const errorIn = (event: unknown) => (event as { error: Error }).error;
const hostOf = (endpoint: Endpoint | undefined) => (endpoint ? new URL(endpoint.url).host : '');
const last = (context: PullContext) => context.trail.at(-1);

const fresh = {
  wanted: undefined,
  trail: [],
  configAttempt: 1,
  config: undefined,
  loaded: undefined,
} as const;

/**
 * A whole `docker pull` (moby distribution/pull.go and pull_v2.go): from one endpoint to the next,
 * tag by tag, down from the index to the platform's manifest, config and layers side by side, and
 * into the store.
 */
export const pullMachine = setup({
  types: { context: {} as PullContext, input: {} as PullInput, events: {} as { type: 'CANCEL' } },
  actors: {
    connect: effect<Repository, PullContext>(({ input }) => input.effects.connect(input)),
    listTags: effect<string[], PullContext>(({ input }) => input.effects.listTags(input)),
    resolveTag: effect<Wanted, PullContext>(({ input }) => input.effects.resolveTag(input)),
    fetchManifest: effect<Fetched, PullContext>(({ input }) => input.effects.fetchManifest(input)),
    choosePlatform: effect<Descriptor, PullContext>(({ input }) => input.effects.choosePlatform(input)),
    fetchConfig: effect<Uint8Array, PullContext>(({ input, signal }) => input.effects.fetchConfig(input, signal)),
    loadLayers: effect<Loaded, PullContext>(({ input, signal }) => input.effects.loadLayers(input, signal)),
    register: effect<void, PullContext>(({ input }) => input.effects.register(input)),
    tag: effect<boolean, PullContext>(({ input }) => input.effects.tag(input)),
  },
  actions: {
    announceImage: ({ context }) => context.effects.announceImage(context),
    announceKnown: ({ context }) => context.effects.announceKnown(context),
    announceStatus: ({ context }) => context.effects.announceStatus(context),
    releaseLayers: ({ context }) => context.loaded?.release(),
    keepFailure: assign({ failure: ({ event }) => errorIn(event) }),
  },
  guards: {
    hasImage: ({ context }) => context.effects.hasImage(context),
    wholeRepository: ({ context }) => context.reference.tag === undefined && context.reference.digest === undefined,
    byDigest: ({ context }) => context.queue[0]?.digest !== undefined,
    hasMore: ({ context }) => context.queue.length > 0,
    isIndex: ({ context }) => last(context)?.kind === 'index',
    hasNextEndpoint: ({ context }) => nextEndpoint(context) !== undefined,
    configWorthRetrying: ({ context, event }) => {
      const error = errorIn(event);
      return context.configAttempt < MAX_CONFIG_ATTEMPTS && isRetryable(error) && !(error instanceof ConfigMismatch);
    },
    hasFailed: ({ context }) => context.failure !== undefined,
    failureMayContinue: ({ context }) =>
      context.failure !== undefined && mayContinue(context.failure, context.endpoints[context.at]?.mirror ?? false),
  },
  delays: { configBackOff: ({ context }) => CONFIG_BACK_OFF_MS * 2 ** (context.configAttempt - 1) },
}).createMachine({
  id: 'pull',
  initial: 'connecting',
  context: ({ input }) => ({
    ...input,
    at: 0,
    secureHosts: [],
    repository: undefined,
    queue: [],
    changed: false,
    failure: undefined,
    ...fresh,
  }),
  on: { CANCEL: '.cancelled' },
  states: {
    connecting: {
      invoke: {
        src: 'connect',
        input: ({ context }) => context,
        onDone: [
          { guard: 'wholeRepository', target: 'listingTags', actions: assign({ repository: ({ event }) => event.output }) },
          { target: 'nextTag', actions: assign({ repository: ({ event }) => event.output, queue: ({ context }) => [context.reference] }) },
        ],
        onError: { target: 'tryingNextEndpoint', actions: 'keepFailure' },
      },
    },
    listingTags: {
      invoke: {
        src: 'listTags',
        input: ({ context }) => context,
        onDone: {
          target: 'nextTag',
          actions: assign({ queue: ({ context, event }) => event.output.map((tag) => ({ ...context.reference, tag })) }),
        },
        onError: { target: 'failing', actions: 'keepFailure' },
      },
    },
    nextTag: {
      entry: assign(fresh),
      always: [
        {
          guard: 'byDigest',
          target: 'fetchingManifest',
          actions: assign({
            wanted: ({ context }) => ({ digest: context.queue[0]?.digest as Digest, mediaType: '', exactly: true }),
          }),
        },
        { guard: 'hasMore', target: 'resolving' },
        { target: 'done' },
      ],
    },
    resolving: {
      invoke: {
        src: 'resolveTag',
        input: ({ context }) => context,
        onDone: { target: 'fetchingManifest', actions: assign({ wanted: ({ event }) => event.output }) },
        onError: { target: 'failing', actions: 'keepFailure' },
      },
    },
    fetchingManifest: {
      invoke: {
        src: 'fetchManifest',
        input: ({ context }) => context,
        onDone: { target: 'inspecting', actions: assign({ trail: ({ context, event }) => [...context.trail, event.output] }) },
        onError: { target: 'failing', actions: 'keepFailure' },
      },
    },
    inspecting: {
      always: [
        { guard: 'isIndex', target: 'choosingPlatform' },
        { guard: 'hasImage', target: 'tagging', actions: 'announceKnown' },
        { target: 'loading', actions: 'announceImage' },
      ],
    },
    choosingPlatform: {
      invoke: {
        src: 'choosePlatform',
        input: ({ context }) => context,
        onDone: {
          target: 'fetchingManifest',
          actions: assign({ wanted: ({ event }) => wantedOf(event.output) }),
        },
        onError: { target: 'failing', actions: 'keepFailure' },
      },
    },
    loading: {
      type: 'parallel',
      states: {
        config: {
          initial: 'fetching',
          states: {
            fetching: {
              invoke: {
                src: 'fetchConfig',
                input: ({ context }) => context,
                onDone: { target: 'fetched', actions: assign({ config: ({ event }) => event.output }) },
                onError: [
                  { guard: 'configWorthRetrying', target: 'backingOff' },
                  {
                    target: '#pull.failing',
                    actions: assign({
                      failure: ({ context, event }) => new ConfigPullError(errorIn(event), context.configAttempt, MAX_CONFIG_ATTEMPTS),
                    }),
                  },
                ],
              },
            },
            backingOff: {
              after: { configBackOff: 'fetching' },
              exit: assign({ configAttempt: ({ context }) => context.configAttempt + 1 }),
            },
            fetched: { type: 'final' },
          },
        },
        layers: {
          initial: 'loading',
          states: {
            loading: {
              invoke: {
                src: 'loadLayers',
                input: ({ context }) => context,
                onDone: { target: 'loaded', actions: assign({ loaded: ({ event }) => event.output }) },
                // The config's own failure would say more: it is waited for.
                onError: { target: 'broken', actions: 'keepFailure' },
              },
            },
            loaded: { type: 'final' },
            broken: { type: 'final' },
          },
        },
      },
      onDone: [{ guard: 'hasFailed', target: 'failing' }, { target: 'registering' }],
    },
    registering: {
      invoke: {
        src: 'register',
        input: ({ context }) => context,
        onDone: { target: 'tagging', actions: 'releaseLayers' },
        onError: { target: 'failing', actions: 'keepFailure' },
      },
    },
    tagging: {
      invoke: {
        src: 'tag',
        input: ({ context }) => context,
        onDone: {
          target: 'nextTag',
          actions: assign({
            changed: ({ context, event }) => context.changed || event.output,
            queue: ({ context }) => context.queue.slice(1),
          }),
        },
        onError: { target: 'failing', actions: 'keepFailure' },
      },
    },
    failing: {
      entry: 'releaseLayers',
      always: [
        {
          guard: 'failureMayContinue',
          target: 'tryingNextEndpoint',
          actions: assign({ secureHosts: ({ context }) => securedBy(context) }),
        },
        { target: 'failed' },
      ],
    },
    tryingNextEndpoint: {
      always: [
        {
          guard: 'hasNextEndpoint',
          target: 'connecting',
          actions: assign({ at: ({ context }) => nextEndpoint(context) as number, queue: [], failure: undefined, ...fresh }),
        },
        { target: 'failed' },
      ],
    },
    done: { type: 'final', entry: 'announceStatus' },
    failed: { type: 'final' },
    cancelled: { type: 'final', entry: 'releaseLayers' },
  },
});

const wantedOf = ({ digest, mediaType }: Descriptor): Wanted => ({ digest, mediaType, exactly: true });

/** A host that has spoken TLS is not asked again without (moby distribution/pull.go, `confirmedTLSRegistries`). */
function securedBy({ endpoints, at, secureHosts }: PullContext): readonly string[] {
  const endpoint = endpoints[at];
  return endpoint?.url.startsWith('https:') ? [...secureHosts, hostOf(endpoint)] : secureHosts;
}

function nextEndpoint({ endpoints, at, secureHosts }: PullContext): number | undefined {
  const next = endpoints.findIndex(
    (endpoint, i) => i > at && (endpoint.url.startsWith('https:') || !secureHosts.includes(hostOf(endpoint))),
  );
  return next < 0 ? undefined : next;
}
