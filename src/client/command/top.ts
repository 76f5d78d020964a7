import { readJson } from '../../core/http.ts';
import { containerPath } from '../api/paths.ts';
import type { Flag } from '../cli/flag.ts';
import type { Invocation } from '../cli/invocation.ts';
import { alignTabs } from '../format/tabwriter.ts';
import { runSteps } from '../machine/request-machine.ts';

export const flags: readonly Flag[] = [];

interface ProcessList {
  readonly Titles: readonly string[];
  readonly Processes: readonly (readonly string[])[];
}

export const run = (invocation: Invocation): Promise<number> =>
  runSteps(invocation, {
    prepare: ({ args }) => ({ container: args[0] as string, options: args.slice(1).join(' ') }),
    async request({ container, options }, { api }) {
      const query = options ? { ps_args: options } : {};
      return (await readJson(await api.get(`${containerPath(container)}/top`, { query }))) as ProcessList;
    },
    print({ Titles, Processes }, _, { host }) {
      const lines = [Titles, ...Processes].map((cells) => `${cells.join('\t')}\n`);
      host.stdout.write(alignTabs(lines.join(''), { minWidth: 20, padding: 3 }));
    },
  });
