import type { Trace } from '../../src/core/trace/events.ts';
import { createWorld } from '../../src/world/world.ts';
import { run } from './run.ts';

const made = new Map<string, Promise<Trace>>();

/** The trace of a fresh world in which these lines were run, one after the other. Made once for each list. */
export function voyage(...lines: readonly string[]): Promise<Trace> {
  const key = lines.join('\n');
  let trace = made.get(key);
  if (!trace) {
    trace = (async () => {
      const world = createWorld({ seed: 7 });
      for (const line of lines) await run(world, line);
      return world.trace.toTrace();
    })();
    made.set(key, trace);
  }
  return trace;
}
