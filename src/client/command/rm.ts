import { isNotFound } from '../api/errors.ts';
import { containerPath } from '../api/paths.ts';
import type { Flag } from '../cli/flag.ts';
import type { Invocation } from '../cli/invocation.ts';
import { forEach } from '../machine/each.ts';
import { runSteps } from '../machine/request-machine.ts';

export const flags: readonly Flag[] = [
  { name: 'force', short: 'f', type: 'bool', usage: 'Force the removal of a running container (uses SIGKILL)' },
  { name: 'link', short: 'l', type: 'bool', usage: 'Remove the specified link' },
  { name: 'volumes', short: 'v', type: 'bool', usage: 'Remove anonymous volumes associated with the container' },
];

export const run = (invocation: Invocation): Promise<number> =>
  runSteps(invocation, {
    prepare: (parsed) => parsed,
    request({ flags: given, args }, { api }) {
      const force = given.on('force');
      const query = {
        ...(given.on('volumes') ? { v: 1 } : {}),
        ...(given.on('link') ? { link: 1 } : {}),
        ...(force ? { force: 1 } : {}),
      };
      const remove = async (name: string) => {
        const bare = name.replace(/^\/+|\/+$/g, '');
        if (bare === '') throw new Error('container name cannot be empty');
        await api.delete(containerPath(bare), { query });
      };
      return forEach(invocation, args, remove, { excuses: (error) => force && isNotFound(error) });
    },
  });
