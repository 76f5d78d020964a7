import type { TraceEvent } from '../../core/trace/events.ts';
import type { Subject } from '../../core/trace/step.ts';
import type { WorldState } from '../../core/trace/world-state.ts';
import { shortPath } from '../layout/exchange.ts';
import type { SpanIndex } from '../layout/spans.ts';

/** One cause in the chain from a moment back to the command that was typed. */
export interface Cause {
  readonly text: string;
  readonly subject?: Subject;
}

/** What each machine does, said of its span where that is neither a command nor an exchange. */
function ofEvent(event: TraceEvent): string | undefined {
  switch (event.type) {
    case 'state':
      return MACHINES[event.machine];
    case 'cache.miss':
      return `the local store has no ${event.reference}`;
    case 'cache.hit':
      return `the local store has ${event.reference}`;
    case 'layer.download':
      return 'a layer is missing in the local store';
    default:
      return undefined;
  }
}

const MACHINES: Readonly<Record<string, string>> = {
  pull: 'the engine pulls an image',
  layer: 'the image has a layer that is not in the local store',
  'image-store': 'the local store changes',
  container: 'a container changes its state',
  exec: 'a further program runs in a container',
  connection: 'a connection to the API is open',
  'registry-session': 'the registry wants a token',
};

function causeOf(span: string, spans: SpanIndex, world: WorldState): Cause | undefined {
  const command = spans.commandOf(span);
  if (command) return { text: `you typed: ${command.line}`, subject: { kind: 'command', id: span } };
  const exchange = world.exchanges.get(span);
  if (exchange) {
    const [from, to] = exchange.link === 'client-engine' ? ['client', 'engine'] : ['engine', 'registry'];
    return { text: `the ${from} asked the ${to}: ${exchange.method} ${shortPath(exchange)}`, subject: { kind: 'exchange', id: span } };
  }
  const first = spans.firstOf(span);
  const text = first && ofEvent(first);
  return text ? { text } : undefined;
}

/** From a span up to the command typed, nearest cause first. */
export function whyChain(span: string, spans: SpanIndex, world: WorldState): Cause[] {
  return spans.chain(span).flatMap((at) => causeOf(at, spans, world) ?? []);
}
