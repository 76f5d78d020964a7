import { containerPath } from '../api/paths.ts';
import type { Flag } from '../cli/flag.ts';
import type { Invocation } from '../cli/invocation.ts';
import { messageOf } from '../cli/status-error.ts';
import { runSteps } from '../machine/request-machine.ts';

export const flags: readonly Flag[] = [];

export const run = (invocation: Invocation): Promise<number> =>
  runSteps(invocation, {
    prepare({ args }) {
      const [from = '', to = ''] = args.map((name) => name.trim());
      if (from === '' || to === '') throw new Error('Error: Neither old nor new names may be empty');
      return { from, to };
    },
    async request({ from, to }, { api, host }) {
      try {
        await api.post(`${containerPath(from)}/rename`, { query: { name: to } });
      } catch (error) {
        host.stderr.write(`${messageOf(error)}\n`);
        throw new Error(`Error: failed to rename container named ${from}`);
      }
    },
  });
