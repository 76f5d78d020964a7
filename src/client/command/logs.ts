import { readJson } from '../../core/http.ts';
import { containerPath } from '../api/paths.ts';
import type { Flag } from '../cli/flag.ts';
import type { Invocation } from '../cli/invocation.ts';
import { messageOf } from '../cli/status-error.ts';
import { timestamp } from '../format/timestamp.ts';
import { runSteps } from '../machine/request-machine.ts';
import { copyOutput } from '../machine/stream.ts';

export const flags: readonly Flag[] = [
  { name: 'details', type: 'bool', usage: 'Show extra details provided to logs' },
  { name: 'follow', short: 'f', type: 'bool', usage: 'Follow log output' },
  {
    name: 'since',
    type: 'string',
    usage: 'Show logs since timestamp (e.g. "2013-01-02T13:23:37Z") or relative (e.g. "42m" for 42 minutes)',
  },
  { name: 'tail', short: 'n', type: 'string', usage: 'Number of lines to show from the end of the logs', default: 'all' },
  { name: 'timestamps', short: 't', type: 'bool', usage: 'Show timestamps' },
  {
    name: 'until',
    type: 'string',
    usage: 'Show logs before a timestamp (e.g. "2013-01-02T13:23:37Z") or relative (e.g. "42m" for 42 minutes)',
    since: '1.35',
  },
];

function moment(option: 'since' | 'until', text: string, nowMs: number): string | undefined {
  if (text === '') return undefined;
  try {
    return timestamp(text, nowMs);
  } catch (error) {
    throw new Error(`invalid value for ${JSON.stringify(option)}: ${messageOf(error)}`);
  }
}

export const run = (invocation: Invocation): Promise<number> =>
  runSteps(invocation, {
    prepare: ({ flags: given, args }) => ({ given, container: args[0] as string }),
    async request({ given, container }, { api, host }) {
      const found = (await readJson(await api.get(`${containerPath(container)}/json`))) as {
        readonly Id: string;
        readonly Config: { readonly Tty: boolean };
      };
      const query = {
        stdout: 1,
        stderr: 1,
        since: moment('since', given.text('since'), host.nowMs()),
        until: moment('until', given.text('until'), host.nowMs()),
        ...(given.on('timestamps') ? { timestamps: 1 } : {}),
        ...(given.on('details') ? { details: 1 } : {}),
        ...(given.on('follow') ? { follow: 1 } : {}),
        tail: given.text('tail'),
      };
      const abort = new AbortController();
      const end = invocation.onSignal((signal) => {
        if (signal !== 'SIGWINCH') abort.abort(new Error(''));
      });
      const response = await api.get(`/containers/${found.Id}/logs`, { query, signal: abort.signal });
      return { response, raw: found.Config.Tty, end, abort };
    },
    async print({ response, raw, end, abort }, _, { host }) {
      const stopped = new Promise<number>((resolve) => {
        abort.signal.addEventListener('abort', () => resolve(INTERRUPTED), { once: true });
      });
      const copied = copyOutput(response, raw, host).then(() => 0);
      copied.catch(() => {});
      const status = await Promise.race([copied, stopped]).finally(end);
      return status;
    },
  });

/** 128 + SIGINT */
const INTERRUPTED = 130;
