import type { Clock } from '../core/clock.ts';
import { messageChannelTurn, runFast, runTo, Stalled } from '../core/drivers.ts';
import type { Transport } from '../core/http.ts';
import type { TerminalSize } from '../core/stdio.ts';
import type { TraceEvent } from '../core/trace/events.ts';
import type { RunningCommand } from '../world/host.ts';
import { createWorld } from '../world/world.ts';
import { OPENING_SIZE } from './opening-line.ts';

/** The world behind the page, and how its time is let pass. */
export interface Simulation {
  readonly events: readonly TraceEvent[];
  /** Virtual milliseconds. */
  readonly now: number;
  /** When something is due next; undefined when nothing is. */
  readonly due: number | undefined;
  run(line: string, size: TerminalSize): Pick<RunningCommand, 'span' | 'exitCode' | 'type' | 'resize'>;
  /** Lets time pass up to `to`. False when `outOfTime` said so before. */
  advance(to: number, outOfTime: () => boolean): Promise<boolean>;
}

export interface SimulationOptions {
  readonly seed: number;
  /** Another way for the client's requests than the direct call. */
  readonly route?: (direct: Transport, clock: Pick<Clock, 'hold'>) => Transport;
}

const turn = messageChannelTurn();

/**
 * A world that has been through `lines`, as fast as possible: the same seed and lines give the same
 * trace.
 */
export async function simulationAfter(lines: readonly string[], { seed, route }: SimulationOptions): Promise<Simulation> {
  const world = createWorld({
    seed,
    ...(route ? { route: (direct: Transport) => route(direct, { hold: (work) => world.clock.hold(work) }) } : {}),
  });
  await turn();
  for (const line of lines) {
    const command = world.run(line, OPENING_SIZE);
    await runFast(world.clock, command.exitCode, turn).catch((error: unknown) => {
      // A command that waits for ever is left as it stands.
      if (!(error instanceof Stalled)) throw error;
    });
  }
  return {
    get events() {
      return world.trace.events;
    },
    get now() {
      return world.clock.now();
    },
    get due() {
      return world.clock.nextDeadline();
    },
    run: (line, size) => world.run(line, size),
    advance: (to, outOfTime) => runTo(world.clock, to, turn, outOfTime),
  };
}
