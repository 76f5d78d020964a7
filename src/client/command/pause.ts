import { containerPath } from '../api/paths.ts';
import type { CommandModule } from '../cli/command.ts';
import { forEach } from '../machine/each.ts';
import { runSteps } from '../machine/request-machine.ts';

const command = (action: 'pause' | 'unpause'): CommandModule => ({
  flags: [],
  run: (invocation) =>
    runSteps(invocation, {
      prepare: ({ args }) => args,
      request: (names, { api }) => forEach(invocation, names, (name) => api.post(`${containerPath(name)}/${action}`)),
    }),
});

export const pause = command('pause');
export const unpause = command('unpause');
