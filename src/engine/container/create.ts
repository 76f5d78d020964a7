import { ApiError } from '../api/route.ts';
import type { EngineContext } from '../context.ts';
import type { Images } from '../image/images.ts';
import { InvalidPlatform, parsePlatform } from '../image/platform.ts';
import { buildContainer } from './build.ts';
import type { ContainerConfig } from './config.ts';
import { type Container, isRunning } from './container.ts';
import type { CreateRequest } from './create-request.ts';
import { requireDefaultEndpoint } from './endpoint-request.ts';
import { type HostConfig, withDefaults } from './host-config.ts';
import type { Lifecycle } from './lifecycle.ts';
import { validateLogConfig } from './log-config.ts';
import type { createContainerMachine } from './machine.ts';
import { mergeConfig } from './merge-config.ts';
import { isValidName, randomName } from './names.ts';
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

/** Makes containers. Checks in the daemon's order, so that of several mistakes the same one is told. */
export function createCreator(
  context: EngineContext,
  store: ContainerStore,
  images: Images,
  lifecycle: Lifecycle,
  machine: ReturnType<typeof createContainerMachine>,
): (creation: Creation) => Promise<{ container: Container; warnings: string[] }> {
  const random = context.random.fork('container');

  function chooseName(wanted: string, id: string): string {
    if (wanted === '') {
      for (let attempt = 0; ; attempt++) {
        const name = attempt < 6 ? randomName(random, attempt) : id.slice(0, 12);
        if (!store.byName(name)) return name;
      }
    }
    return reserve(store, wanted.replace(/^\//, ''), `Invalid container name (${wanted})`);
  }

  return async ({ request, name: wanted, platform, span }) => {
    const wantedPlatform = platform === '' ? undefined : platformOf(platform);
    const warnings = validate(request);
    const { HostConfig, NetworkingConfig, ...given } = request;
    const image = given.Image === '' ? undefined : images.get(given.Image, wantedPlatform);
    const config = mergeConfig(given, image?.config.config ?? {});
    const command = [...(config.Entrypoint ?? []), ...(config.Cmd ?? [])];
    if (!image || command.length === 0) throw new ApiError(400, 'no command specified');
    const id = random.hex(64);
    const name = chooseName(wanted, id);
    // A network that the client names in the other place counts too.
    const mode = HostConfig.NetworkMode;
    const hostConfig = withDefaults({ ...HostConfig, NetworkMode: mode === '' ? onlyNetwork(NetworkingConfig) : mode });
    const mac = config.MacAddress || requestedMac(NetworkingConfig);
    if (mac !== '' && !macPattern.test(mac)) {
      throw new ApiError(400, `invalid config for network ${hostConfig.NetworkMode}: invalid MAC address ${mac}`);
    }
    requireDefaultEndpoint(hostConfig.NetworkMode, NetworkingConfig?.EndpointsConfig ?? {});
    validateLogConfig(hostConfig.LogConfig);
    requireOthers(hostConfig);
    const full: ContainerConfig = {
      ...config,
      Hostname: hostname(config.Hostname, id, hostConfig.NetworkMode),
      WorkingDir: cleanPath(config.WorkingDir),
      MacAddress: config.NetworkDisabled ? '' : config.MacAddress,
    };
    const container = buildContainer(context, machine, {
      id,
      name,
      image,
      config: full,
      hostConfig,
      mac,
      command,
      layerId: random.hex(64),
      cause: span,
    });
    store.add(container);
    images.use(image.id, id, () => isRunning(container));
    container.actor.start();
    await context.delay(lifecycle.createCostMs);
    context.trace.emit({
      type: 'container.created',
      actor: 'engine',
      ...(span ? { span } : {}),
      container: id,
      name,
      image: image.id,
      imageReference: config.Image,
      command,
    });
    lifecycle.publish(container, 'create');
    return { container, warnings };
  };

  function platformOf(text: string) {
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

  function hostname(given: string, id: string, networkMode: string): string {
    return given || (networkMode === 'host' ? context.hostname : id.slice(0, 12));
  }
}

const macPattern = /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i;

function requestedMac(networking: CreateRequest['NetworkingConfig']): string {
  return Object.values(networking?.EndpointsConfig ?? {}).find(({ MacAddress }) => MacAddress !== '')?.MacAddress ?? '';
}

/** Without `.`, `..` and a slash at the end (Go's filepath.Clean). */
function cleanPath(path: string): string {
  if (path === '') return '';
  const out: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') out.pop();
    else if (part !== '' && part !== '.') out.push(part);
  }
  return `/${out.join('/')}`;
}

function onlyNetwork(networking: CreateRequest['NetworkingConfig']): string {
  const names = Object.keys(networking?.EndpointsConfig ?? {});
  return names.length === 1 ? names[0]! : '';
}

/**
 * A name that is valid and free. `refusal` begins the message of one that is not valid.
 * @throws ApiError 400 or 409 (moby daemon/names.go)
 */
export function reserve(store: ContainerStore, name: string, refusal: string): string {
  if (!isValidName(name)) throw new ApiError(400, `${refusal}, only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`);
  const holder = store.byName(name);
  if (!holder) return name;
  const remedy = 'You have to remove (or rename) that container to be able to reuse that name.';
  throw new ApiError(409, `Conflict. The container name "/${name}" is already in use by container "${holder.id}". ${remedy}`);
}
