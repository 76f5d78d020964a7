import { containerPath } from '../api/paths.ts';
import type { Flag } from '../cli/flag.ts';
import type { Invocation } from '../cli/invocation.ts';
import { forEach } from '../machine/each.ts';
import { runSteps } from '../machine/request-machine.ts';

export const flags: readonly Flag[] = [{ name: 'signal', short: 's', type: 'string', usage: 'Signal to send to the container' }];

export const run = (invocation: Invocation): Promise<number> =>
  runSteps(invocation, {
    prepare: (parsed) => parsed,
    request({ flags: given, args }, { api }) {
      const query = given.text('signal') ? { signal: given.text('signal') } : {};
      return forEach(invocation, args, (name) => api.post(`${containerPath(name)}/kill`, { query }));
    },
  });
