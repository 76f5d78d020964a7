import { messageChannelTurn, runFast } from '../../src/core/drivers.ts';
import { createWorld, type World, type WorldOptions } from '../../src/world/world.ts';

const turn = messageChannelTurn();

export const freshWorld = (options: Partial<WorldOptions> = {}): World => createWorld({ seed: 1, ...options });

/** Runs a line to its end, as fast as possible. @throws Error when its status is not 0. */
export async function runLine(world: World, line: string): Promise<void> {
  const status = await runFast(world.clock, world.run(line).exitCode, turn);
  if (status !== 0) throw new Error(`${line}: status ${status}`);
}
