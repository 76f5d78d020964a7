import { jsonLines } from '../api/json-lines.ts';
import type { Flag } from '../cli/flag.ts';
import { filterOption, filterQuery, objectFormat } from '../cli/format-option.ts';
import type { Invocation } from '../cli/invocation.ts';
import { messageOf, StatusError } from '../cli/status-error.ts';
import { BAD_TEMPLATE } from '../format/inspector.ts';
import { rfc3339Nano } from '../format/time.ts';
import { timestamp } from '../format/timestamp.ts';
import { runSteps } from '../machine/request-machine.ts';
import { parseJson } from '../template/json.ts';
import type { Template } from '../template/node.ts';
import { parse, render } from '../template/template.ts';
import { typed } from '../template/typed.ts';
import { GoMap, GoStruct, type GoValue, show } from '../template/value.ts';

export const flags: readonly Flag[] = [
  filterOption,
  objectFormat,
  { name: 'since', type: 'string', usage: 'Show all events created since timestamp' },
  { name: 'until', type: 'string', usage: 'Stream events until this timestamp' },
];

/** A template is tried on an empty message first, so that a wrong field shows before anything happens. */
function templateOf(format: string): Template | undefined {
  if (format === '') return undefined;
  try {
    const template = parse(format === 'json' ? '{{json .}}' : format);
    render(template, typed('*events.Message', new GoMap(new Map())));
    return template;
  } catch (error) {
    throw new StatusError(`Error parsing format: ${messageOf(error)}`, BAD_TEMPLATE);
  }
}

const at = (value: GoValue, name: string): GoValue => (value instanceof GoStruct ? value.get(name)?.value : undefined);

/** `2026-11-24T13:16:48.380552798Z container create <id> (image=busybox, name=web)` */
function line(event: GoValue): string {
  const [nano, seconds] = [show(at(event, 'TimeNano')), show(at(event, 'Time'))];
  const time = nano !== '0' ? `${rfc3339Nano(nano)} ` : seconds !== '0' ? `${rfc3339Nano(`${seconds}000000000`)} ` : '';
  const actor = at(event, 'Actor');
  const attributes = at(actor, 'Attributes');
  const list = attributes instanceof GoMap ? attributes.sorted().map(([key, value]) => `${key}=${show(value)}`) : [];
  const head = `${time}${show(at(event, 'Type'))} ${show(at(event, 'Action'))} ${show(at(actor, 'ID'))}`;
  return `${head}${list.length ? ` (${list.join(', ')})` : ''}\n`;
}

/** 128 + SIGINT */
const INTERRUPTED = 130;

export const run = (invocation: Invocation): Promise<number> =>
  runSteps(invocation, {
    prepare({ flags: given }) {
      const template = templateOf(given.text('format'));
      return { template, given };
    },
    async request({ given }, { api, host }) {
      const moment = (name: string) => (given.text(name) ? timestamp(given.text(name), host.nowMs()) : undefined);
      const query = { filters: filterQuery(given.list('filter')), since: moment('since'), until: moment('until') };
      const abort = new AbortController();
      const stopped = new Promise<number>((resolve) => {
        abort.signal.addEventListener('abort', () => resolve(INTERRUPTED), { once: true });
      });
      const end = invocation.onSignal((signal) => {
        if (signal !== 'SIGWINCH') abort.abort(new Error(''));
      });
      const asked = api.get('/events', { query, signal: abort.signal });
      asked.catch(() => {});
      const response = await Promise.race([asked, stopped]);
      return { response, stopped, end };
    },
    async print({ response, stopped, end }, { template }, { host }) {
      if (typeof response === 'number') return response;
      const follow = async () => {
        for await (const text of jsonLines(response)) {
          const event = typed('events.Message', parseJson(text));
          host.stdout.write(template ? `${render(template, event)}\n` : line(event));
        }
        return 0;
      };
      const followed = follow();
      followed.catch(() => {});
      return Promise.race([followed, stopped]).finally(end);
    },
  });
