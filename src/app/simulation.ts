import { messageChannelTurn, runFast, runTo, Stalled } from '../core/drivers.ts';
import type { TerminalSize } from '../core/stdio.ts';
import type { TraceEvent } from '../core/trace/events.ts';
import { createWorld, type RunningCommand, type World, type WorldOptions } from '../world/world.ts';
import { OPENING_LINE, OPENING_SEED, OPENING_SIZE } from './opening-line.ts';

/** The world behind the page, and how its time is let pass. */
export interface Simulation {
  readonly events: readonly TraceEvent[];
  /** Virtual milliseconds. */
  readonly now: number;
  /** When something is due next; undefined when nothing is. */
  readonly due: number | undefined;
  run(line: string, size: TerminalSize): RunningCommand;
  /** Lets time pass up to `to`. False when `outOfTime` said so before. */
  advance(to: number, outOfTime: () => boolean): Promise<boolean>;
}

const turn = messageChannelTurn();

const over = (world: World): Simulation => ({
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
});

/** A world in which nothing has happened yet. */
export const emptySimulation = (options: WorldOptions): Simulation => over(createWorld(options));

/** A world that has been through these lines, as fast as possible: the same seed and lines give the same trace. */
export async function simulationAfter(lines: readonly string[], options: WorldOptions): Promise<Simulation> {
  const world = createWorld(options);
  for (const line of lines) {
    const command = world.run(line, OPENING_SIZE);
    await runFast(world.clock, command.exitCode, turn).catch((error: unknown) => {
      // A command that waits for ever is left as it stands.
      if (!(error instanceof Stalled)) throw error;
    });
  }
  return over(world);
}

/** The world at the end of the opening story. */
export const openingSimulation = (seed: number = OPENING_SEED): Promise<Simulation> => simulationAfter([OPENING_LINE], { seed });
