import { readBytes, respondJson } from '../../../core/http.ts';
import { isDigest } from '../../../oci/digest.ts';
import { isIndex, type Platform, parseConfig, parseManifest } from '../../../oci/manifest.ts';
import { dockerManifest } from '../../../oci/media-types.ts';
import { InvalidReference, parseReference, type Reference, withDefaultTag } from '../../../oci/reference.ts';
import { ApiError, type Call, type Route } from '../../api/route.ts';
import type { EngineContext } from '../../context.ts';
import { statusOf } from '../pull/errors.ts';
import { decodeCredentials } from '../registry/credentials.ts';
import { endpointsOf } from '../registry/endpoints.ts';
import { type RegistryClient, Repository } from '../registry/repository.ts';
import { userAgent } from '../user-agent.ts';

/** `GET /distribution/{name}/json`: what a registry has under a name, without pulling it (moby api/server/router/distribution). */
export const distributionRoute = (context: EngineContext): Route => ({
  method: 'GET',
  path: '/distribution/:name{.+}/json',
  operation: 'DistributionInspect',
  handle: async (call) => {
    const reference = withDefaultTag(parse(call.params.name as string));
    try {
      return respondJson(200, await firstAnswer(context, call, reference));
    } catch (error) {
      if (error instanceof ApiError || !(error instanceof Error)) throw error;
      throw new ApiError(statusOf(error), error.message);
    }
  },
});

function parse(name: string): Reference {
  if (/^[a-f0-9]{64}$/.test(name) || isDigest(name)) throw new ApiError(500, 'no manifest found for full image ID');
  try {
    return parseReference(name);
  } catch (error) {
    if (error instanceof InvalidReference) throw new ApiError(400, error.message);
    throw error;
  }
}

/** The first endpoint that has an answer. Which endpoints can be reached is found out before any is asked. */
async function firstAnswer(context: EngineContext, { request, span }: Call, reference: Reference): Promise<unknown> {
  const client: RegistryClient = {
    transport: context.registry,
    clock: context.clock,
    userAgent: userAgent(context, request.headers.get('User-Agent')),
    credentials: decodeCredentials(request.headers.get('X-Registry-Auth')),
    span,
  };
  const repositories: Repository[] = [];
  let failure: unknown;
  for (const endpoint of endpointsOf(reference.domain, context.mirror)) {
    await Repository.connect(client, endpoint, reference.path).then(
      (repository) => repositories.push(repository),
      (error: unknown) => {
        failure = error;
      },
    );
  }
  for (const repository of repositories) {
    try {
      return await describe(repository, reference);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

async function describe(repository: Repository, { tag, digest }: Reference): Promise<unknown> {
  const named = digest === undefined ? await repository.tag(tag as string) : { digest, size: 0 };
  const { mediaType, bytes } = await repository.manifest(named.digest);
  const manifest = parseManifest(bytes, mediaType);
  const platforms = isIndex(manifest)
    ? manifest.manifests.map(({ platform }) => platform ?? { architecture: '', os: '' })
    : mediaType === dockerManifest
      ? await platformOfConfig(repository, manifest.config.digest)
      : null;
  return { Descriptor: { mediaType, digest: named.digest, size: named.size || bytes.length }, Platforms: platforms };
}

/** The daemon looks into the config of Docker's own manifests only. */
async function platformOfConfig(repository: Repository, digest: Parameters<Repository['blob']>[0]): Promise<Platform[] | null> {
  try {
    const { architecture, os, variant } = parseConfig(await readBytes(await repository.blob(digest)));
    return [{ architecture, os, ...(variant ? { variant } : {}) }];
  } catch {
    return null;
  }
}
