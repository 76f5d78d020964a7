import { containerPath } from '../api/paths.ts';
import type { CommandModule } from '../cli/command.ts';
import type { Flag } from '../cli/flag.ts';
import { type EachOptions, forEach } from '../machine/each.ts';
import { runSteps } from '../machine/request-machine.ts';

const options = (kill: string): readonly Flag[] => [
  { name: 'signal', short: 's', type: 'string', usage: 'Signal to send to the container' },
  {
    name: 'time',
    type: 'int',
    usage: 'Seconds to wait before killing the container',
    hidden: true,
    deprecated: 'use --timeout instead',
    as: 'timeout',
  },
  { name: 'timeout', short: 't', type: 'int', usage: `Seconds to wait before ${kill} the container` },
];

/** `stop` and `restart`: the same wishes, sent to all at once or one after another. */
const command = (action: 'stop' | 'restart', kill: string, each: EachOptions): CommandModule => ({
  flags: options(kill),
  run: (invocation) =>
    runSteps(invocation, {
      prepare: (parsed) => parsed,
      request({ flags, args }, { api }) {
        const query = {
          ...(flags.changed('timeout') ? { t: flags.text('timeout') } : {}),
          ...(flags.text('signal') ? { signal: flags.text('signal') } : {}),
        };
        return forEach(invocation, args, (name) => api.post(`${containerPath(name)}/${action}`, { query }), each);
      },
    }),
});

export const stop = command('stop', 'killing', {});
export const restart = command('restart', 'killing', { inTurn: true });
