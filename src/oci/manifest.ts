import * as v from 'valibot';
import { type DiffId, type Digest, isDigest } from './digest.ts';
import { isIndexType, ociIndex, ociManifest } from './media-types.ts';

/** Index, manifest and config of an image (OCI image specification; Docker's schema 2 has the same shape). */

export interface Platform {
  readonly architecture: string;
  readonly os: string;
  /** `v8` for arm64, `v7` for arm */
  readonly variant?: string | undefined;
  readonly 'os.version'?: string | undefined;
}

export interface Descriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  /** Bytes. */
  readonly size: number;
  readonly platform?: Platform | undefined;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
}

export interface ImageManifest {
  readonly schemaVersion: 2;
  readonly mediaType: string;
  readonly config: Descriptor;
  /** Bottom first. */
  readonly layers: readonly Descriptor[];
  readonly annotations?: Readonly<Record<string, string>> | undefined;
}

export interface ImageIndex {
  readonly schemaVersion: 2;
  readonly mediaType: string;
  readonly manifests: readonly Descriptor[];
  readonly annotations?: Readonly<Record<string, string>> | undefined;
}

type Nullish<T> = T | null | undefined;

export interface Healthcheck {
  readonly Test?: Nullish<readonly string[]>;
  /** Nanoseconds, as are the others. */
  readonly Interval?: number | undefined;
  readonly Timeout?: number | undefined;
  readonly StartPeriod?: number | undefined;
  readonly StartInterval?: number | undefined;
  readonly Retries?: number | undefined;
}

/** What a container of the image runs with, where the user says nothing else. */
export interface RuntimeConfig {
  readonly User?: string | undefined;
  readonly ExposedPorts?: Nullish<Readonly<Record<string, object>>>;
  readonly Env?: Nullish<readonly string[]>;
  readonly Entrypoint?: Nullish<readonly string[]>;
  readonly Cmd?: Nullish<readonly string[]>;
  readonly Volumes?: Nullish<Readonly<Record<string, object>>>;
  readonly WorkingDir?: string | undefined;
  readonly Labels?: Nullish<Readonly<Record<string, string>>>;
  readonly StopSignal?: string | undefined;
  readonly Shell?: Nullish<readonly string[]>;
  readonly Healthcheck?: Nullish<Healthcheck>;
  readonly OnBuild?: Nullish<readonly string[]>;
}

export interface HistoryEntry {
  /** RFC 3339 */
  readonly created?: string | undefined;
  readonly created_by?: string | undefined;
  readonly author?: string | undefined;
  readonly comment?: string | undefined;
  /** The step made no layer: `ENV`, `CMD` and the like. */
  readonly empty_layer?: boolean | undefined;
}

export interface ImageConfig {
  /** RFC 3339 */
  readonly created?: string | undefined;
  readonly author?: string | undefined;
  readonly architecture: string;
  readonly os: string;
  readonly variant?: string | undefined;
  readonly config?: Nullish<RuntimeConfig>;
  readonly rootfs: { readonly type: 'layers'; readonly diff_ids: readonly DiffId[] };
  readonly history?: Nullish<readonly HistoryEntry[]>;
}

/** Bytes that are not what they were taken for. The message says where and why. */
export class InvalidManifest extends Error {
  override readonly name = 'InvalidManifest';
}

const digest = v.custom<Digest>((value) => typeof value === 'string' && isDigest(value), 'expected a digest');
const strings = v.nullish(v.array(v.string()));
const keys = v.nullish(v.record(v.string(), v.looseObject({})));
const annotations = v.optional(v.record(v.string(), v.string()));

const descriptor = v.looseObject({
  mediaType: v.string(),
  digest,
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  platform: v.optional(
    v.looseObject({
      architecture: v.string(),
      os: v.string(),
      variant: v.optional(v.string()),
      'os.version': v.optional(v.string()),
    }),
  ),
  annotations,
});

const manifest = v.looseObject({
  schemaVersion: v.literal(2),
  mediaType: v.optional(v.string(), ociManifest),
  config: descriptor,
  layers: v.array(descriptor),
  annotations,
});

const index = v.looseObject({
  schemaVersion: v.literal(2),
  mediaType: v.optional(v.string(), ociIndex),
  manifests: v.array(descriptor),
  annotations,
});

const healthcheck = v.looseObject({
  Test: strings,
  Interval: v.optional(v.number()),
  Timeout: v.optional(v.number()),
  StartPeriod: v.optional(v.number()),
  StartInterval: v.optional(v.number()),
  Retries: v.optional(v.number()),
});

const config = v.looseObject({
  created: v.optional(v.string()),
  author: v.optional(v.string()),
  architecture: v.string(),
  os: v.string(),
  variant: v.optional(v.string()),
  config: v.nullish(
    v.looseObject({
      User: v.optional(v.string()),
      ExposedPorts: keys,
      Env: strings,
      Entrypoint: strings,
      Cmd: strings,
      Volumes: keys,
      WorkingDir: v.optional(v.string()),
      Labels: v.nullish(v.record(v.string(), v.string())),
      StopSignal: v.optional(v.string()),
      Shell: strings,
      Healthcheck: v.nullish(healthcheck),
      OnBuild: strings,
    }),
  ),
  rootfs: v.looseObject({
    type: v.literal('layers'),
    diff_ids: v.array(v.custom<DiffId>((value) => typeof value === 'string' && isDigest(value), 'expected a digest')),
  }),
  history: v.nullish(
    v.array(
      v.looseObject({
        created: v.optional(v.string()),
        created_by: v.optional(v.string()),
        author: v.optional(v.string()),
        comment: v.optional(v.string()),
        empty_layer: v.optional(v.boolean()),
      }),
    ),
  ),
});

function parse<T>(schema: v.GenericSchema<unknown, T>, bytes: Uint8Array, what: string): T {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new InvalidManifest(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new InvalidManifest(`${what}: ${v.getDotPath(issue) ?? 'top level'}: ${issue.message}`);
}

export const isIndex = (value: ImageManifest | ImageIndex): value is ImageIndex => 'manifests' in value;

/** An index or a manifest, by its media type (a response's Content-Type). @throws InvalidManifest */
export function parseManifest(bytes: Uint8Array, mediaType: string): ImageManifest | ImageIndex {
  return isIndexType(mediaType) ? parse<ImageIndex>(index, bytes, 'index') : parse<ImageManifest>(manifest, bytes, 'manifest');
}

/** @throws InvalidManifest */
export function parseConfig(bytes: Uint8Array): ImageConfig {
  return parse<ImageConfig>(config, bytes, 'config');
}
