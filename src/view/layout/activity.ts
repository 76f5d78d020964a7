import { familiar, nameRequest, shortId, type Topic } from '../../core/trace/story/topic.ts';
import { type CommandState, type ExchangeState, machineKey, type ResolvedImage, type WorldState } from '../../core/trace/world-state.ts';
import { layerProgress } from './layer-block.ts';

/** A machine's state as words: the outermost one, `choosingPlatform` as `choosing platform`. */
export const stateWords = (state: string): string =>
  state
    .replace(/\..*$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();

/** The command that runs, or ran last. */
export function currentCommand(world: WorldState): CommandState | undefined {
  let found: CommandState | undefined;
  for (const command of world.commands.values()) if (!command.end || !found || found.end) found = command;
  return found;
}

export interface Pull {
  /** As one would type it: `nginx:latest`. */
  readonly name: string;
  readonly exchange: ExchangeState;
  readonly resolved?: ResolvedImage;
}

const isPull = (exchange: ExchangeState) => exchange.link === 'client-engine' && nameRequest(exchange.request).topic === 'image-pull';

/** Pulls that go on, as the API's open exchanges tell. */
export function pulls({ world, at }: { readonly world: WorldState; readonly at: number }): Pull[] {
  return [...world.open.values()]
    .filter((exchange) => isPull(exchange) && at >= exchange.request.arrives)
    .map((exchange) => {
      const { query } = nameRequest(exchange.request);
      const tag = query.get('tag') ?? '';
      const name = familiar(query.get('fromImage') ?? '') + (tag.startsWith('sha256:') ? `@${shortId(tag)}` : `:${tag || 'latest'}`);
      const resolved = [...world.resolved.values()].find(
        ({ reference, at: when }) => when >= exchange.request.at && familiar(reference).startsWith(name),
      );
      return { name, exchange, ...(resolved ? { resolved } : {}) };
    });
}

/** Whether a layer's blob is being sent: its answer has begun, and has not ended. */
export const isSent = (world: WorldState, digest: string): boolean =>
  world.open.get(world.layers.get(digest)?.exchange ?? '')?.response !== undefined;

/** How a pull's layers stand, from the longest way to say it to the shortest. */
export function pullWords(world: WorldState, { name, resolved }: Pull, at: number): string[] {
  if (!resolved) return [stateWords(world.machines.get(machineKey('pull', name))?.state ?? 'asks the registry')];
  const words = resolved.layers.map(({ digest }) => layerProgress(world, digest, at));
  const sent = resolved.layers.map(({ digest }) => isSent(world, digest));
  const loading = sent.filter(Boolean).length;
  const waiting = words.filter(({ downloaded }, i) => downloaded < 1 && !sent[i]).length;
  const unpacking = words.some(({ word }) => word === 'unpacks');
  const ready = words.filter(({ word }) => word === '✓').length;
  const here = words.filter(({ extracted }) => extracted === 1).length;
  const parts = [
    loading && `${loading} loading`,
    waiting && `${waiting} to come`,
    unpacking && '1 unpacks',
    ready && `${ready} ready`,
    here && `${here} here`,
  ].filter(Boolean);
  if (parts.length === 0) return [words.length === 1 ? 'one layer' : `${words.length} layers`];
  return parts.map((_, i) => parts.slice(0, parts.length - i).join(', '));
}

/** What the engine does for a request that it has not answered yet. */
const doing: { readonly [T in Topic]?: string } = {
  'container-create': 'creates a container',
  'container-start': 'starts a container',
  'container-stop': 'stops a container',
  'container-kill': 'sends a signal',
  'container-remove': 'removes a container',
  'exec-start': 'runs a process',
  'image-remove': 'removes an image',
};

/** What the daemon is busy with, beside pulls. */
export function daemonWords(world: WorldState, at: number): string | undefined {
  for (const exchange of [...world.open.values()].reverse()) {
    if (exchange.link !== 'client-engine' || at < exchange.request.arrives || exchange.response) continue;
    const words = doing[nameRequest(exchange.request).topic];
    if (words) return words;
  }
  return undefined;
}

const waits: { readonly [T in Topic]?: readonly string[] } = {
  'image-pull': ['waits for the pull to end', 'waits for the pull'],
  'container-attach': ['shows what the container writes', 'shows output'],
  'container-wait': ['waits for the container to end', 'waits for the end'],
  'container-logs': ['prints what it gets'],
  'exec-start': ['shows what the process writes', 'shows output'],
  events: ['prints events as they come', 'prints events'],
};

/** What the client does, from the longest way to say it to the shortest. */
export function clientWords(world: WorldState): readonly string[] {
  const command = currentCommand(world);
  if (!command) return ['waits for you to type', 'waits for you'];
  if (command.end) return [command.end.exitCode === 0 ? 'done' : `ended with ${command.end.exitCode}`];
  const open = [...world.open.values()].filter(({ link }) => link === 'client-engine').reverse();
  for (const exchange of open) {
    if (!exchange.response) return ['asks, and waits for an answer', 'asks and waits'];
    const words = waits[nameRequest(exchange.request).topic];
    if (words && !(nameRequest(exchange.request).topic === 'container-wait' && open.length > 1)) return words;
  }
  return ['reads your command'];
}
