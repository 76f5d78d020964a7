import { messageChannelTurn, runFast } from '../../src/core/drivers.ts';
import type { TraceEvent } from '../../src/core/trace/events.ts';
import type { World } from '../../src/world/world.ts';

const turn = messageChannelTurn();

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  readonly events: readonly TraceEvent[];
}

/** Runs a line to its end, as fast as possible: what came out, and what happened. */
export async function run(world: World, line: string): Promise<Ran> {
  const from = world.trace.events.length;
  const exitCode = await runFast(world.clock, world.run(line).exitCode, turn);
  const events = world.trace.events.slice(from);
  const text = (stream: string) =>
    events.map((event) => (event.type === 'terminal.output' && event.stream === stream ? event.text : '')).join('');
  return { stdout: text('stdout'), stderr: text('stderr'), exitCode, events };
}

/** The requests among these events: `POST /v1.51/containers/create 201`. */
export function requests(events: readonly TraceEvent[], link: 'client-engine' | 'engine-registry'): string[] {
  const answered = new Map(events.flatMap((event) => (event.type === 'http.response' ? [[event.exchange, event.status] as const] : [])));
  return events.flatMap((event) =>
    event.type === 'http.request' && event.link === link ? [`${event.method} ${event.url} ${answered.get(event.exchange) ?? ''}`] : [],
  );
}
