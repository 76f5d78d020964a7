import { readJson } from '../../core/http.ts';
import { isNotFound } from '../api/errors.ts';
import { imagePath } from '../api/paths.ts';
import type { Flag } from '../cli/flag.ts';
import type { Invocation } from '../cli/invocation.ts';
import { messageOf } from '../cli/status-error.ts';
import { parsePlatform } from '../container/platform.ts';
import { runSteps } from '../machine/request-machine.ts';

export const flags: readonly Flag[] = [
  { name: 'force', short: 'f', type: 'bool', usage: 'Force removal of the image' },
  { name: 'no-prune', type: 'bool', usage: 'Do not delete untagged parents' },
  {
    name: 'platform',
    type: 'strings',
    usage: 'Remove only the given platform variant. Formatted as "os[/arch[/variant]]" (e.g., "linux/amd64")',
    since: '1.50',
  },
];

type Removed = readonly { readonly Deleted?: string; readonly Untagged?: string }[];

/** A platform in a query: its parts as JSON. */
function platformJson(text: string): string {
  const [os, architecture, variant] = parsePlatform(text).split('/');
  return JSON.stringify({ architecture, os, ...(variant ? { variant } : {}) });
}

export const run = (invocation: Invocation): Promise<number> =>
  runSteps(invocation, {
    prepare: ({ flags: given, args }) => ({
      names: args,
      force: given.on('force'),
      query: {
        ...(given.on('force') ? { force: 1 } : {}),
        ...(given.on('no-prune') ? { noprune: 1 } : {}),
        platforms: given
          .list('platform')
          .flatMap((item) => item.split(','))
          .map(platformJson),
      },
    }),
    async request({ names, force, query }, { api, host }) {
      const complaints: string[] = [];
      let fatal = false;
      for (const name of names) {
        try {
          const removed = (await readJson(await api.delete(imagePath(name), { query }))) as Removed;
          for (const { Deleted, Untagged } of removed) host.stdout.write(Deleted ? `Deleted: ${Deleted}\n` : `Untagged: ${Untagged}\n`);
        } catch (error) {
          fatal ||= !isNotFound(error);
          complaints.push(messageOf(error));
        }
      }
      if (complaints.length === 0) return;
      if (!force || fatal) throw new Error(complaints.join('\n'));
      host.stderr.write(`${complaints.join('\n')}\n`);
    },
  });
