import type { CommandState, ExchangeState, WorldState } from '../../core/trace/world-state.ts';
import { humanSize, humanTime, type Status, shortPath, statusOf } from './exchange.ts';
import type { SpanIndex } from './spans.ts';

/** A line of the wire lens: a command, or an exchange under what caused it. */
export type WireRow =
  | { readonly kind: 'command'; readonly id: string; readonly depth: 0; readonly line: string }
  | {
      readonly kind: 'exchange';
      readonly id: string;
      readonly depth: number;
      readonly method: string;
      readonly path: string;
      readonly status: Status;
      /** What came back, where that says anything: `13.3 kB`. */
      readonly size: string;
      /** From the request's leaving to the answer's end, so far: `82 ms`. */
      readonly time: string;
      readonly link: ExchangeState['link'];
    };

/** Which exchange or command each exchange hangs under, and in which order they are listed. */
export interface WireTree {
  readonly order: readonly { readonly id: string; readonly depth: number }[];
}

/** The exchange above, or else the command; undefined when nothing is known of a cause. */
function ownerOf(id: string, world: WorldState, spans: SpanIndex): string | undefined {
  const [, ...above] = spans.chain(id);
  return above.find((span) => world.exchanges.has(span)) ?? above.find((span) => world.commands.has(span));
}

/**
 * Commands in order, each with its exchanges, and under an exchange those that it caused: the
 * registry's under the pull. It depends on which exchanges there are, not on how far each has come.
 */
export function wireTree(world: WorldState, spans: SpanIndex): WireTree {
  const children = new Map<string, string[]>();
  const roots: string[] = [...world.commands.keys()];
  for (const id of world.exchanges.keys()) {
    const owner = ownerOf(id, world, spans);
    if (!owner) roots.push(id);
    else if (children.has(owner)) children.get(owner)?.push(id);
    else children.set(owner, [id]);
  }
  const order: { id: string; depth: number }[] = [];
  const visit = (id: string, depth: number) => {
    order.push({ id, depth });
    for (const child of children.get(id) ?? []) visit(child, world.commands.has(id) ? 0 : depth + 1);
  };
  for (const root of roots) visit(root, 0);
  return { order };
}

const commandRow = ({ id, line }: CommandState): WireRow => ({ kind: 'command', id, depth: 0, line });

export function exchangeRow(exchange: ExchangeState, depth: number, now: number): WireRow {
  const { id, method, link, request, end, responseSize } = exchange;
  return {
    kind: 'exchange',
    id,
    depth,
    method,
    path: shortPath(exchange),
    status: statusOf(exchange),
    size: responseSize > 0 ? humanSize(responseSize) : '',
    time: humanTime((end?.at ?? now) - request.at),
    link,
  };
}

/** The rows from `first` up to `last` (not with it), as they stand in `world`. */
export function wireRows(world: WorldState, tree: WireTree, now: number, first = 0, last = tree.order.length): WireRow[] {
  return tree.order.slice(first, last).flatMap(({ id, depth }) => {
    const command = world.commands.get(id);
    if (command) return [commandRow(command)];
    const exchange = world.exchanges.get(id);
    return exchange ? [exchangeRow(exchange, depth, now)] : [];
  });
}
