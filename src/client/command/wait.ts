import { readJson } from '../../core/http.ts';
import { containerPath } from '../api/paths.ts';
import type { Flag } from '../cli/flag.ts';
import type { Invocation } from '../cli/invocation.ts';
import { messageOf } from '../cli/status-error.ts';
import { runSteps } from '../machine/request-machine.ts';

export const flags: readonly Flag[] = [];

export const run = (invocation: Invocation): Promise<number> =>
  runSteps(invocation, {
    prepare: ({ args }) => args,
    async request(names, { api, host }) {
      const complaints: string[] = [];
      for (const name of names) {
        try {
          const answer = (await readJson(await api.post(`${containerPath(name)}/wait`))) as { StatusCode: number };
          host.stdout.write(`${answer.StatusCode}\n`);
        } catch (error) {
          complaints.push(messageOf(error));
        }
      }
      if (complaints.length) throw new Error(complaints.join('\n'));
    },
  });
