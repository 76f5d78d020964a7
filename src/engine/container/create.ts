import type { Platform } from '../../oci/manifest.ts';
import { ApiError } from '../api/route.ts';
import type { EngineContext } from '../context.ts';
import type { Images } from '../image/images.ts';
import { InvalidPlatform, parsePlatform } from '../image/platform.ts';
import { buildContainer } from './build.ts';
import { type Container, isRunning } from './container.ts';
import type { CreateRequest } from './create-request.ts';
import { requireDefaultEndpoint } from './endpoint-request.ts';
import type { HostConfig } from './host-config.ts';
import type { Lifecycle } from './lifecycle.ts';
import { validateLogConfig } from './log-config.ts';
import type { createContainerMachine } from './machine.ts';
import { mergeConfig } from './merge-config.ts';
import { chooseName } from './naming.ts';
import { requestedMac, settledConfig, settledHostConfig } from './settled-config.ts';
import type { ContainerStore } from './store.ts';
import { validate } from './validate.ts';

export interface Creation {
  readonly request: CreateRequest;
  /** Empty for one of the engine's own. */
  readonly name: string;
  /** `linux/arm64`; empty for whatever is there. */
  readonly platform: string;
  readonly span: string | undefined;
}

export interface Created {
  readonly container: Container;
  readonly warnings: readonly string[];
}

/** Makes containers. Checks in the daemon's order, so that of several mistakes the same one is told. */
export function createCreator(
  context: EngineContext,
  store: ContainerStore,
  images: Images,
  lifecycle: Lifecycle,
  machine: ReturnType<typeof createContainerMachine>,
): (creation: Creation) => Promise<Created> {
  const random = context.random.fork('container');

  return async ({ request, name: wanted, platform, span }) => {
    const wantedPlatform = platformOf(platform);
    const warnings = validate(request);
    const { HostConfig, NetworkingConfig, ...given } = request;
    const image = given.Image === '' ? undefined : images.get(given.Image, wantedPlatform);
    const merged = mergeConfig(given, image?.config.config ?? {});
    const command = [...(merged.Entrypoint ?? []), ...(merged.Cmd ?? [])];
    if (!image || command.length === 0) throw new ApiError(400, 'no command specified');
    const id = random.hex(64);
    const name = chooseName(store, random, wanted, id);
    const hostConfig = settledHostConfig(HostConfig, NetworkingConfig);
    const mac = requestedMac(merged, hostConfig, NetworkingConfig);
    requireDefaultEndpoint(hostConfig.NetworkMode, NetworkingConfig?.EndpointsConfig ?? {});
    validateLogConfig(hostConfig.LogConfig);
    requireOthers(hostConfig);
    const config = settledConfig(merged, id, hostConfig, context.hostname);
    const layerId = random.hex(64);
    const container = buildContainer(context, machine, { id, name, image, config, hostConfig, mac, command, layerId, cause: span });
    await register(container, command);
    return { container, warnings };
  };

  async function register(container: Container, command: readonly string[]): Promise<void> {
    const { id, name, image, config, cause } = container;
    store.add(container);
    images.use(image.id, id, () => isRunning(container));
    container.actor.start();
    await context.delay(lifecycle.createCostMs);
    const told = { container: id, name, image: image.id, imageReference: config.Image, command };
    context.trace.emit({ type: 'container.created', actor: 'engine', ...(cause ? { span: cause } : {}), ...told });
    lifecycle.publish(container, 'create');
  }

  function platformOf(text: string): Platform | undefined {
    if (text === '') return undefined;
    try {
      return parsePlatform(text, context.architecture);
    } catch (error) {
      if (error instanceof InvalidPlatform) throw new ApiError(400, error.message);
      throw error;
    }
  }

  /** The containers that this one is to be linked to must be there. */
  function requireOthers({ Links, VolumesFrom }: HostConfig): void {
    const name = (entry: string) => entry.split(':', 1)[0]!;
    for (const link of Links ?? []) {
      if (!store.find(name(link))) throw new ApiError(400, `could not get container for ${name(link)}: No such container: ${name(link)}`);
    }
    for (const from of VolumesFrom ?? []) if (!store.find(name(from))) throw new ApiError(400, `No such container: ${name(from)}`);
  }
}
