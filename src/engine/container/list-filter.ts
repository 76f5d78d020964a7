import { type Filters, filtersOf, flagOf, hasLabel, integerOf } from '../api/query.ts';
import { ApiError } from '../api/route.ts';
import type { Images } from '../image/images.ts';
import { type Container, isRunning, labelsOf, statusOf } from './container.ts';
import type { ContainerStore } from './store.ts';

const known = [
  'ancestor',
  'before',
  'exited',
  'id',
  'isolation',
  'label',
  'name',
  'status',
  'health',
  'since',
  'volume',
  'network',
  'is-task',
  'publish',
  'expose',
];

const states = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'];

/** The containers that a list asks for, newest first (moby daemon/list.go). @throws ApiError */
export function selectContainers(query: URLSearchParams, store: ContainerStore, images: Images): Container[] {
  const limit = integerOf(query, 'limit') ?? 0;
  const filters = filtersOf(query, known);
  const tests = [...filters].flatMap(([name, values]) => testOf(name, values, images));
  const before = anchor(filters, 'before', store);
  const since = anchor(filters, 'since', store);
  // A status or a limit asks for those that do not run, too.
  const all = flagOf(query, 'all') || limit > 0 || filters.has('status');
  const newest = store.all().toReversed();
  const from = before ? newest.indexOf(before) + 1 : 0;
  const to = since ? newest.indexOf(since) : newest.length;
  const selected = newest.slice(from, to).filter((container) => (all || isRunning(container)) && tests.every((test) => test(container)));
  return limit > 0 ? selected.slice(0, limit) : selected;
}

function anchor(filters: Filters, name: string, store: ContainerStore): Container | undefined {
  const reference = filters.get(name)?.at(-1);
  return reference === undefined ? undefined : store.get(reference);
}

type Test = (container: Container) => boolean;

function testOf(name: string, values: readonly string[], images: Images): Test[] {
  const some = (matches: (container: Container, value: string) => boolean): Test[] => [
    (container) => values.some((value) => matches(container, value)),
  ];
  switch (name) {
    case 'label':
      return values.map((value) => (container) => hasLabel(labelsOf(container), value));
    case 'id':
      return some(({ id }, value) => id.startsWith(value));
    case 'name':
      return some(({ name: own }, value) => matchesName(own, value));
    case 'status':
      for (const value of values) checkState(value);
      return some((container, value) => statusOf(container) === value);
    case 'exited':
      for (const value of values) checkCode(value);
      return some(
        (container, value) =>
          !isRunning(container) && container.state.startedMs !== undefined && container.state.exitCode === Number(value),
      );
    case 'ancestor':
      return some(ancestry(values, images));
    case 'network':
      return some(({ hostConfig, state, endpoint }, value) => {
        const id = endpoint?.network.id ?? state.networkId;
        return hostConfig.NetworkMode === value || (id !== '' && id.startsWith(value));
      });
    case 'publish':
      return some(({ endpoint }, value) => (endpoint?.ports ?? []).some(({ hostPort, protocol }) => inRange(hostPort, protocol, value)));
    case 'expose':
      return some(({ config }, value) =>
        Object.keys(config.ExposedPorts ?? {}).some((port) => {
          const [number = '', protocol = 'tcp'] = port.split('/');
          return inRange(Number(number), protocol, value);
        }),
      );
    case 'health':
      return some((_, value) => value === 'none');
    case 'volume':
    case 'is-task':
    case 'isolation':
      return some((_, value) => name !== 'volume' && (value === 'false' || value === 'default'));
    default:
      return [];
  }
}

/** A name filter is a regular expression; what is none is looked for as it is. */
function matchesName(name: string, value: string): boolean {
  try {
    return new RegExp(value).test(name) || new RegExp(value).test(`/${name}`);
  } catch {
    return name.includes(value);
  }
}

function checkState(value: string): void {
  if (states.includes(value)) return;
  throw new ApiError(400, `invalid filter 'status=${value}': invalid value for state (${value}): must be one of ${states.join(', ')}`);
}

function checkCode(value: string): void {
  if (/^[+-]?\d+$/.test(value)) return;
  throw new ApiError(400, `invalid filter 'exited=${value}': strconv.Atoi: parsing ${JSON.stringify(value)}: invalid syntax`);
}

/**
 * Containers of an image. What was built on it counts too, but only where the engine knows that it
 * was (moby daemon/list.go, `Children`): of a pulled image it does not, whatever layers they share.
 */
function ancestry(values: readonly string[], images: Images): (container: Container, value: string) => boolean {
  const ids = new Map(values.map((value) => [value, idOf(value, images)]));
  return ({ image }, value) => image.id === ids.get(value);
}

function idOf(value: string, images: Images): string | undefined {
  try {
    return images.find(value)?.id;
  } catch {
    return undefined;
  }
}

/** `80`, `80/udp`, `8000-8080` */
function inRange(port: number, protocol: string, wanted: string): boolean {
  const [range = '', wantedProtocol = 'tcp'] = wanted.split('/');
  const [from = 0, to = from] = range.split('-').map(Number);
  return protocol === wantedProtocol && port >= from && port <= to;
}
