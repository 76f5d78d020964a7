import { respond } from '../../../core/http.ts';
import type { Platform } from '../../../oci/manifest.ts';
import { flagOf } from '../../api/query.ts';
import { ApiError, type Route } from '../../api/route.ts';
import { olderThan } from '../../api/versions.ts';
import { rfc3339Nano } from '../../time.ts';
import { goJson } from '../go-json.ts';
import { graphDriver } from '../graph-driver.ts';
import type { Image } from '../store/images.ts';
import type { LocalStore } from '../store/local-store.ts';
import { builtFrom } from './container-config.ts';

/** `GET /images/{name}/json` (moby daemon/images/image_inspect.go). */
export const inspectRoute = (store: LocalStore): Route => ({
  method: 'GET',
  path: '/images/:name{.+}/json',
  operation: 'ImageInspect',
  handle: async ({ params, query, version }) => {
    const platform = olderThan(version, '1.49') ? undefined : platformIn(query);
    if (platform && flagOf(query, 'manifests')) {
      throw new ApiError(400, 'conflicting options: manifests and platform options cannot both be set');
    }
    const body = inspection(store, store.get(params.name as string, platform), version);
    // Unlike all other answers, this one has been through `json.Marshal`.
    return respond(200, `${goJson(body)}\n`, { 'Content-Type': 'application/json' });
  },
});

/** `platform` as JSON (moby api/server/httputils, `DecodePlatform`). */
export function platformIn(query: URLSearchParams, name = 'platform'): Platform | undefined {
  const text = query.get(name);
  if (!text) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ApiError(400, `failed to parse platform: invalid character '${text[0]}' looking for beginning of value`);
  }
  const { os = '', architecture = '', variant = '' } = (value ?? {}) as Partial<Platform>;
  if (os === '' && architecture === '' && variant !== '') {
    throw new ApiError(400, 'optional platform fields provided, but OS and Architecture are missing');
  }
  if (os === '' || architecture === '') throw new ApiError(400, 'both OS and Architecture must be provided');
  return { os, architecture, ...(variant ? { variant } : {}) };
}

type Fields = Readonly<Record<string, unknown>>;

/** What a config may hold beyond OCI, from Docker's own builders. */
interface DockerConfig {
  readonly comment?: string;
  readonly docker_version?: string;
  readonly 'os.version'?: string;
}

const isEmpty = (value: unknown) =>
  value === undefined ||
  value === null ||
  value === '' ||
  value === false ||
  (typeof value === 'object' && Object.keys(value).length === 0);

/** Fields that are there even when they are empty, for clients of old (moby api/server/router/image/inspect_response.go). */
const always: Fields = { Cmd: null, Entrypoint: null, Env: null, Labels: null, OnBuild: null, User: '', Volumes: null, WorkingDir: '' };
const alwaysBefore150: Fields = {
  ...always,
  AttachStderr: false,
  AttachStdin: false,
  AttachStdout: false,
  Domainname: '',
  Hostname: '',
  Image: '',
  OpenStdin: false,
  StdinOnce: false,
  Tty: false,
};
const optional = ['ExposedPorts', 'StopSignal', 'ArgsEscaped', 'Healthcheck', 'Shell'];

/** With its keys in order, as Go writes a map. */
function runtimeConfig(config: Fields, version: string): Fields {
  const base = olderThan(version, '1.50') ? alwaysBefore150 : always;
  const given = [...Object.keys(always), ...optional].filter((key) => !isEmpty(config[key]));
  const merged: Record<string, unknown> = { ...base };
  for (const key of given) merged[key] = config[key];
  return Object.fromEntries(Object.entries(merged).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function inspection(store: LocalStore, image: Image, version: string): Fields {
  const { id, config, layers, size } = image;
  const extra = config as typeof config & DockerConfig;
  const created = config.created ?? (olderThan(version, '1.44') ? rfc3339Nano(undefined) : undefined);
  return {
    Id: id,
    RepoTags: store.references.tagsOf(id),
    RepoDigests: store.references.digestsOf(id),
    Parent: '',
    Comment: extra.comment || config.history?.at(-1)?.comment || '',
    ...(created === undefined ? {} : { Created: created }),
    ...(olderThan(version, '1.45') ? builtFrom(extra as unknown as Fields) : {}),
    DockerVersion: extra.docker_version ?? '',
    Author: config.author ?? '',
    Architecture: config.architecture,
    ...(config.variant ? { Variant: config.variant } : {}),
    Os: config.os,
    ...(extra['os.version'] ? { OsVersion: extra['os.version'] } : {}),
    Size: size,
    ...(olderThan(version, '1.44') ? { VirtualSize: size } : {}),
    GraphDriver: graphDriver(layers),
    RootFS: { Type: config.rootfs.type, ...(layers.length ? { Layers: config.rootfs.diff_ids } : {}) },
    Metadata: { LastTagTime: rfc3339Nano(image.lastTaggedMs) },
    Config: runtimeConfig((config.config ?? {}) as Fields, version),
  };
}
