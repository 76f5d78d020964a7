import { fromPromise, waitFor } from 'xstate';
import { interpret } from '../../../core/statechart.ts';
import type { DiffId } from '../../../oci/digest.ts';
import { type ImageManifest, type Platform, parseConfig } from '../../../oci/manifest.ts';
import { canonicalName, familiarString, type Reference, referenceString } from '../../../oci/reference.ts';
import type { EngineContext } from '../../context.ts';
import type { Credentials } from '../registry/credentials.ts';
import { type Endpoint, endpointsOf } from '../registry/endpoints.ts';
import { type RegistryClient, Repository } from '../registry/repository.ts';
import type { LocalStore } from '../store/local-store.ts';
import { choosePlatform, fetchConfig, fetchManifest, requireImageClass, requireSupportedLayers, verifyManifest } from './content.ts';
import { pullFailure } from './errors.ts';
import type { LayerLoader, Loaded } from './layer-loader.ts';
import type { ProgressOutput } from './progress.ts';
import { type Fetched, type PullContext, pullMachine, type Wanted } from './pull-machine.ts';

export interface PullRequest {
  /** With neither tag nor digest: all tags of the repository. */
  readonly reference: Reference;
  readonly platform: Platform | undefined;
  readonly credentials: Credentials;
  readonly userAgent: string;
  /** The exchange that asked for it. */
  readonly cause: string | undefined;
}

const input = (args: unknown) => (args as { input: PullContext }).input;
const current = ({ queue }: PullContext) => queue[0] as Reference;
const imageOf = ({ trail }: PullContext): ImageManifest => (trail.at(-1) as Extract<Fetched, { kind: 'image' }>).manifest;

/** What an engine needs to pull, besides the request. */
export interface Puller {
  readonly context: EngineContext;
  readonly store: LocalStore;
  readonly loader: LayerLoader;
}

/**
 * Pulls, and tells `output` line by line how it goes.
 * @throws ApiError when it cannot be done: with its status, where nothing has been told yet
 */
export async function pull({ context, store, loader }: Puller, request: PullRequest, output: ProgressOutput): Promise<void> {
  const { reference, platform, credentials, userAgent, cause } = request;
  const { clock, trace, architecture } = context;
  const span = trace.span('p');
  const about = { actor: 'engine', span, ...(cause ? { parent: cause } : {}) } as const;
  const client: RegistryClient = { transport: context.registry, clock, userAgent, credentials, span };
  const wantedPlatform = platform ?? { os: 'linux', architecture };
  const endpoints = endpointsOf(reference.domain, context.mirror);
  const repository = (state: PullContext) => state.repository as Repository;

  const actor = interpret(
    pullMachine.provide({
      actors: {
        connect: fromPromise((args) => {
          const { endpoints: all, at } = input(args);
          return Repository.connect(client, all[at] as Endpoint, reference.path);
        }),
        listTags: fromPromise((args) => repository(input(args)).tags()),
        resolveTag: fromPromise(async (args): Promise<Wanted> => {
          const { digest, mediaType } = await repository(input(args)).tag(current(input(args)).tag as string);
          return { digest, mediaType, exactly: false };
        }),
        fetchManifest: fromPromise(async (args) => {
          const state = input(args);
          const wanted = state.wanted as Wanted;
          const fetched = await fetchManifest(repository(state), store.manifests, reference, wanted);
          requireImageClass(fetched);
          if (state.trail.length === 0) {
            const { tag, digest } = current(state);
            output({
              id: digest === undefined ? (tag as string) : referenceString(current(state)),
              message: `Pulling from ${reference.path}`,
            });
          }
          verifyManifest(fetched, wanted);
          if (fetched.kind === 'image' && !store.images.get(fetched.manifest.config.digest)) requireSupportedLayers(fetched.manifest);
          return fetched;
        }),
        choosePlatform: fromPromise(async (args) => {
          const index = input(args).trail.at(-1) as Extract<Fetched, { kind: 'index' }>;
          return choosePlatform(index.index.manifests, wantedPlatform, wantedPlatform);
        }),
        fetchConfig: fromPromise((args) => fetchConfig(repository(input(args)), imageOf(input(args)), args.signal)),
        loadLayers: fromPromise((args) => {
          const state = input(args);
          return loader.load({ repository: repository(state), blobs: imageOf(state).layers, output, span, signal: args.signal });
        }),
        register: fromPromise(async (args) => register(input(args))),
        tag: fromPromise(async (args) => tag(input(args))),
      },
      actions: {
        announceImage: ({ context: state }) => {
          const { config, layers } = imageOf(state);
          trace.emit({ type: 'cache.miss', ...about, reference: familiarString(current(state)) });
          trace.emit({
            type: 'image.resolved',
            ...about,
            reference: familiarString(current(state)),
            manifest: (state.trail.at(-1) as Fetched).raw.digest,
            config: config.digest,
            layers: layers.map(({ digest, size }) => ({ digest, size })),
          });
        },
        announceKnown: ({ context: state }) =>
          trace.emit({ type: 'cache.hit', ...about, reference: familiarString(current(state)), image: imageOf(state).config.digest }),
        announceStatus: ({ context: { changed } }) =>
          output({
            id: '',
            message: `Status: ${changed ? 'Downloaded newer image' : 'Image is up to date'} for ${familiarString(reference)}`,
          }),
        releaseLayers: ({ context: { loaded } }) => loaded?.release(),
      },
      guards: { hasImage: ({ context: state }) => store.images.get(imageOf(state).config.digest) !== undefined },
    }),
    { clock, trace, actor: 'engine', machine: 'pull', id: familiarString(reference), span, parent: cause },
    { reference, endpoints },
  );

  function register(state: PullContext) {
    const { config } = imageOf(state);
    const bytes = state.config as Uint8Array;
    const { layers } = state.loaded as Loaded;
    requireSameLayers(
      parseConfig(bytes).rootfs.diff_ids,
      layers.map(({ diffId }) => diffId),
    );
    return store.images.add(config.digest, bytes, layers.at(-1), span).id;
  }

  /** Names the image, and keeps by what it came. Whether that is news. */
  function tag(state: PullContext): boolean {
    const image = imageOf(state).config.digest;
    const wanted = current(state);
    for (const { raw } of state.trail) store.manifests.keep(raw, canonicalName(reference), image);
    for (const platform of claimedPlatforms(state.trail)) store.manifests.addPlatform(image, platform);
    const digest = (state.trail[0] as Fetched).raw.digest;
    output({ id: '', message: `Digest: ${digest}` });
    const { domain, path } = wanted;
    const isNews = store.references.get(wanted) !== image;
    if (wanted.digest === undefined) store.nameByDigest({ domain, path, digest }, image, span);
    if (isNews) store.name(wanted, image, span);
    return isNews;
  }

  actor.start();
  const {
    value,
    context: { failure },
  } = await waitFor(actor, (snapshot) => snapshot.status === 'done');
  if (value === 'failed') throw pullFailure(failure as Error, reference);
}

/** For which platforms the indexes on the way named what was pulled. */
function claimedPlatforms(trail: readonly Fetched[]): Platform[] {
  return trail.flatMap((step, i) => {
    const next = trail[i + 1]?.raw.digest;
    if (step.kind !== 'index') return [];
    return step.index.manifests.flatMap(({ digest, platform }) => (digest === next && platform ? [platform] : []));
  });
}

function requireSameLayers(said: readonly DiffId[], loaded: readonly DiffId[]): void {
  if (said.length !== loaded.length || said.some((diffId, i) => diffId !== loaded[i])) {
    throw new Error("layers from manifest don't match image configuration");
  }
}
