import { respond, respondJson } from '../../core/http.ts';
import { readBody } from '../api/body.ts';
import { type Filters, filtersOf, flagOf, hasLabel, integerOf } from '../api/query.ts';
import { ApiError, type Call, type Route } from '../api/route.ts';
import { terminalSizeOf } from '../api/terminal-size.ts';
import type { EngineContext } from '../context.ts';
import type { Images } from '../image/images.ts';
import { parseMoment } from '../image/moment.ts';
import { type Container, hasProcess, isRunning, labelsOf } from './container.ts';
import type { Control } from './control.ts';
import type { Created, Creation } from './create.ts';
import { decodeCreateRequest } from './create-request.ts';
import { inspectJson } from './inspect.ts';
import type { Lifecycle } from './lifecycle.ts';
import { summaryJson } from './list.ts';
import { selectContainers } from './list-filter.ts';
import { reserve } from './naming.ts';
import { writtenSize } from './size.ts';
import type { ContainerStore } from './store.ts';
import { topJson } from './top.ts';
import { decodeUpdate, update } from './update.ts';

interface Parts {
  readonly context: EngineContext;
  readonly store: ContainerStore;
  readonly images: Images;
  readonly lifecycle: Lifecycle;
  readonly create: (creation: Creation) => Promise<Created>;
  readonly control: Control;
}

export function containerRoutes({ context, store, images, lifecycle, create, control }: Parts): Route[] {
  /** A call to one container, answered with a status and nothing else. */
  const command = (path: string, operation: string, act: (container: Container, call: Call) => Promise<number> | number): Route => ({
    method: 'POST',
    path: `/containers/:id{.+}/${path}`,
    operation,
    async handle(call) {
      const container = store.get(call.params.id!);
      container.cause = call.span;
      return respond(await act(container, call));
    },
  });

  /** The name that the container was made with, as long as it still means the same image (moby daemon/list.go). */
  const imageName = ({ config, image }: Container) => (imageIdOf(config.Image) === image.id ? config.Image : image.id);
  const imageIdOf = (name: string) => {
    try {
      return images.find(name)?.id;
    } catch {
      return undefined;
    }
  };

  return [
    {
      method: 'GET',
      path: '/containers/json',
      operation: 'ContainerList',
      async handle({ query }) {
        const size = flagOf(query, 'size');
        const selected = selectContainers(query, store, images);
        return respondJson(
          200,
          selected.map((container) => summaryJson(container, context, imageName(container), size)),
        );
      },
    },
    {
      method: 'POST',
      path: '/containers/create',
      operation: 'ContainerCreate',
      async handle({ request, query, span }) {
        const body = await readBody(request, decodeCreateRequest);
        if (body === undefined) throw new ApiError(400, 'invalid JSON: got EOF while reading request body');
        if (!body?.hasConfig) throw new ApiError(400, 'config cannot be empty in order to create a container');
        const { container, warnings } = await create({
          request: body.request,
          name: query.get('name') ?? '',
          platform: query.get('platform') ?? '',
          span,
        });
        return respondJson(201, { Id: container.id, Warnings: warnings });
      },
    },
    {
      method: 'POST',
      path: '/containers/prune',
      operation: 'ContainerPrune',
      async handle({ query }) {
        const filters = filtersOf(query, ['until', 'label', 'label!']);
        const until = untilOf(filters, context.nowMs());
        const wanted = (container: Container) =>
          !isRunning(container) &&
          container.createdMs <= until &&
          (filters.get('label') ?? []).every((label) => hasLabel(labelsOf(container), label)) &&
          !(filters.get('label!') ?? []).some((label) => hasLabel(labelsOf(container), label));
        const removed: string[] = [];
        let freed = 0;
        for (const container of store.all().filter(wanted)) {
          freed += writtenSize(container);
          await control.remove(container, false);
          removed.push(container.id);
        }
        context.events.publish('container', 'prune', '', { reclaimed: String(freed) });
        return respondJson(200, { ContainersDeleted: removed.length ? removed : null, SpaceReclaimed: freed });
      },
    },
    {
      method: 'GET',
      path: '/containers/:id{.+}/json',
      operation: 'ContainerInspect',
      handle: async ({ params, query }) => respondJson(200, inspectJson(store.get(params.id!), flagOf(query, 'size'))),
    },
    {
      method: 'GET',
      path: '/containers/:id{.+}/top',
      operation: 'ContainerTop',
      handle: async ({ params, query }) => respondJson(200, topJson(store.get(params.id!), query.get('ps_args') ?? '')),
    },
    command('start', 'ContainerStart', async (container) => ((await control.start(container)) ? 204 : 304)),
    command('stop', 'ContainerStop', async (container, { query, params }) =>
      (await control.stop(container, stopOptions(query), `cannot stop container: ${params.id}: `)) ? 204 : 304,
    ),
    command('restart', 'ContainerRestart', async (container, { query, params }) => {
      await control.restart(container, params.id!, stopOptions(query));
      return 204;
    }),
    command('pause', 'ContainerPause', (container) => {
      control.pause(container);
      return 204;
    }),
    command('unpause', 'ContainerUnpause', (container) => {
      control.unpause(container);
      return 204;
    }),
    {
      method: 'POST',
      path: '/containers/:id{.+}/update',
      operation: 'ContainerUpdate',
      async handle({ request, params, span }) {
        const body = (await readBody(request, decodeUpdate)) ?? decodeUpdate({}, '');
        const container = store.get(params.id!);
        container.cause = span;
        update(container, body);
        lifecycle.publish(container, 'update');
        return respondJson(200, { Warnings: null });
      },
    },
    {
      method: 'POST',
      path: '/containers/:id{.+}/kill',
      operation: 'ContainerKill',
      async handle({ params, query, span }) {
        await control.kill(params.id!, query.get('signal') ?? '', span);
        return respond(204);
      },
    },
    command('resize', 'ContainerResize', (container, { query }) => {
      const size = terminalSizeOf(query);
      if (!hasProcess(container)) throw new ApiError(409, `container ${container.id} is not running`);
      container.process?.resize(size);
      return 200;
    }),
    {
      method: 'POST',
      path: '/containers/:id{.+}/rename',
      operation: 'ContainerRename',
      async handle({ params, query }) {
        rename(params.id!, query.get('name') ?? '');
        return respond(204);
      },
    },
    {
      method: 'DELETE',
      path: '/containers/:id{.+}',
      operation: 'ContainerDelete',
      async handle({ params, query, span }) {
        const container = store.get(params.id!);
        container.cause = span;
        if (flagOf(query, 'link')) throw new ApiError(500, 'Conflict, cannot remove the default link name of the container');
        await control.remove(container, flagOf(query, 'force'));
        return respond(204);
      },
    },
  ];

  /** @throws ApiError (moby daemon/rename.go) */
  function rename(reference: string, wanted: string): void {
    if (wanted === '') throw new ApiError(400, 'Neither old nor new names may be empty');
    const name = wanted.replace(/^\//, '');
    const container = store.get(reference);
    const oldName = container.name;
    if (oldName === name) throw new ApiError(400, 'Renaming a container with the same name as its current name');
    try {
      reserve(store, name, `Invalid container name (/${name})`);
    } catch (error) {
      if (error instanceof ApiError) throw new ApiError(error.status, `Error when allocating new name: ${error.message}`);
      throw error;
    }
    store.rename(container, name);
    if (container.endpoint) container.state.dnsNames = [name, container.id.slice(0, 12)];
    lifecycle.publish(container, 'rename', { oldName: `/${oldName}` });
    context.trace.emit({ type: 'container.renamed', actor: 'engine', container: container.id, name });
  }
}

function stopOptions(query: URLSearchParams) {
  return { timeout: integerOf(query, 't'), signal: query.get('signal') ?? '' };
}

/** Before when a container must have been made to be pruned, in milliseconds since 1970 (moby daemon/prune.go, "getUntilFromPruneFilters"). */
function untilOf(filters: Filters, nowMs: number): number {
  const values = filters.get('until');
  if (!values) return Number.POSITIVE_INFINITY;
  if (values.length > 1) throw new ApiError(400, 'more than one until filter specified');
  const [text = ''] = values;
  const ms = parseMoment(text, nowMs);
  if (ms === undefined) throw new ApiError(400, `failed to parse value as time or duration: ${JSON.stringify(text)}`);
  return ms;
}
