import { waitFor } from 'xstate';
import { interpret } from '../../../core/statechart.ts';
import type { DiffId } from '../../../oci/digest.ts';
import { type Descriptor, type ImageManifest, type Platform, parseConfig } from '../../../oci/manifest.ts';
import { canonicalName, familiarString, type Reference, referenceString } from '../../../oci/reference.ts';
import { ApiError } from '../../api/route.ts';
import type { EngineContext } from '../../context.ts';
import type { Credentials } from '../registry/credentials.ts';
import { type Endpoint, endpointsOf } from '../registry/endpoints.ts';
import { type RegistryClient, Repository } from '../registry/repository.ts';
import type { LocalStore } from '../store/local-store.ts';
import { choosePlatform, fetchConfig, fetchManifest, requireImageClass, requireSupportedLayers, verifyManifest } from './content.ts';
import { pullFailure } from './errors.ts';
import type { LayerLoader, Loaded } from './layer-loader.ts';
import type { ProgressOutput } from './progress.ts';
import { type Fetched, type PullContext, type PullEffects, pullMachine, type Wanted } from './pull-machine.ts';

export interface PullRequest {
  /** With neither tag nor digest: all tags of the repository. */
  readonly reference: Reference;
  readonly platform: Platform | undefined;
  readonly credentials: Credentials;
  readonly userAgent: string;
  /** The exchange that asked for it. */
  readonly cause: string | undefined;
}

const current = ({ queue }: PullContext) => queue[0] as Reference;
const manifestOf = ({ trail }: PullContext): ImageManifest => (trail.at(-1) as Extract<Fetched, { kind: 'image' }>).manifest;
const repositoryOf = ({ repository }: PullContext) => repository as Repository;

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
export async function pull(puller: Puller, request: PullRequest, output: ProgressOutput, signal?: AbortSignal): Promise<void> {
  const { clock, trace, mirror } = puller.context;
  const { reference, cause } = request;
  const pulling = new Pulling(puller, request, output);
  const about = {
    clock,
    trace,
    actor: 'engine',
    machine: 'pull',
    id: familiarString(reference),
    span: pulling.span,
    parent: cause,
  } as const;
  const actor = interpret(pullMachine, about, { effects: pulling, reference, endpoints: endpointsOf(reference.domain, mirror) });
  actor.start();
  const cancel = () => actor.send({ type: 'CANCEL' });
  signal?.addEventListener('abort', cancel, { once: true });
  const { value, context } = await waitFor(actor, ({ status }) => status === 'done');
  signal?.removeEventListener('abort', cancel);
  if (value === 'failed') throw pullFailure(context.failure as Error, reference);
  if (value === 'cancelled') throw new ApiError(500, 'context canceled');
}

/** What the machine of one pull does in each of its states. */
class Pulling implements PullEffects {
  readonly span: string;
  readonly #about;
  readonly #client: RegistryClient;
  readonly #platform: Platform;

  constructor(
    private readonly puller: Puller,
    private readonly request: PullRequest,
    private readonly output: ProgressOutput,
  ) {
    const { registry: transport, clock, trace, architecture } = puller.context;
    const { platform, credentials, userAgent, cause } = request;
    this.span = trace.span('p');
    this.#about = { actor: 'engine', span: this.span, ...(cause ? { parent: cause } : {}) } as const;
    this.#client = { transport, clock, userAgent, credentials, span: this.span };
    this.#platform = platform ?? hostPlatform(architecture);
  }

  connect({ endpoints, at }: PullContext): Promise<Repository> {
    return Repository.connect(this.#client, endpoints[at] as Endpoint, this.request.reference.path);
  }

  listTags(context: PullContext): Promise<string[]> {
    return repositoryOf(context).tags();
  }

  async resolveTag(context: PullContext): Promise<Wanted> {
    const { digest, mediaType } = await repositoryOf(context).tag(current(context).tag as string);
    return { digest, mediaType, exactly: false };
  }

  async fetchManifest(context: PullContext): Promise<Fetched> {
    const { store } = this.puller;
    const { reference } = this.request;
    const wanted = context.wanted as Wanted;
    const fetched = await fetchManifest(repositoryOf(context), store.manifests, reference, wanted);
    requireImageClass(fetched);
    if (context.trail.length === 0) {
      const { tag, digest } = current(context);
      const id = digest === undefined ? (tag as string) : referenceString(current(context));
      this.output({ id, message: `Pulling from ${reference.path}` });
    }
    verifyManifest(fetched, wanted);
    if (fetched.kind === 'image' && !store.images.get(fetched.manifest.config.digest)) requireSupportedLayers(fetched.manifest);
    return fetched;
  }

  choosePlatform({ trail }: PullContext): Descriptor {
    const { index } = trail.at(-1) as Extract<Fetched, { kind: 'index' }>;
    return choosePlatform(index.manifests, this.#platform);
  }

  fetchConfig(context: PullContext, signal: AbortSignal): Promise<Uint8Array> {
    return fetchConfig(repositoryOf(context), manifestOf(context), signal);
  }

  loadLayers(context: PullContext, signal: AbortSignal): Promise<Loaded> {
    const { output, span } = this;
    return this.puller.loader.load({ repository: repositoryOf(context), blobs: manifestOf(context).layers, output, span, signal });
  }

  register(context: PullContext): void {
    const { digest } = manifestOf(context).config;
    const bytes = context.config as Uint8Array;
    const { layers } = context.loaded as Loaded;
    const loaded = layers.map(({ diffId }) => diffId);
    requireSameLayers(parseConfig(bytes).rootfs.diff_ids, loaded);
    this.puller.store.images.add(digest, bytes, layers.at(-1), this.span);
  }

  /** Names the image, and keeps what it came by. Whether the name is news. */
  tag(context: PullContext): boolean {
    const { store } = this.puller;
    const image = manifestOf(context).config.digest;
    const wanted = current(context);
    for (const { raw } of context.trail) store.manifests.keep(raw, canonicalName(wanted), image);
    for (const platform of claimedPlatforms(context.trail)) store.manifests.addPlatform(image, platform);
    const { digest } = (context.trail[0] as Fetched).raw;
    this.output({ id: '', message: `Digest: ${digest}` });
    const isNews = store.references.get(wanted) !== image;
    const { domain, path } = wanted;
    if (wanted.digest === undefined) store.nameByDigest({ domain, path, digest }, image, this.span);
    if (isNews) store.name(wanted, image, this.span);
    return isNews;
  }

  hasImage(context: PullContext): boolean {
    return this.puller.store.images.get(manifestOf(context).config.digest) !== undefined;
  }

  announceImage(context: PullContext): void {
    const { trace } = this.puller.context;
    const { config, layers } = manifestOf(context);
    const reference = familiarString(current(context));
    trace.emit({ type: 'cache.miss', ...this.#about, reference });
    trace.emit({
      type: 'image.resolved',
      ...this.#about,
      reference,
      manifest: (context.trail.at(-1) as Fetched).raw.digest,
      config: config.digest,
      layers: layers.map(({ digest, size }) => ({ digest, size })),
    });
  }

  announceKnown(context: PullContext): void {
    const image = manifestOf(context).config.digest;
    this.puller.context.trace.emit({ type: 'cache.hit', ...this.#about, reference: familiarString(current(context)), image });
  }

  announceStatus({ changed }: PullContext): void {
    const news = changed ? 'Downloaded newer image' : 'Image is up to date';
    this.output({ id: '', message: `Status: ${news} for ${familiarString(this.request.reference)}` });
  }
}

/** What the machine is, as containerd has it: an arm64 names its variant. */
const hostPlatform = (architecture: EngineContext['architecture']): Platform =>
  architecture === 'arm64' ? { os: 'linux', architecture, variant: 'v8' } : { os: 'linux', architecture };

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
