import { readJson } from '../../core/http.ts';
import { imagePath } from '../api/paths.ts';
import type { Flag } from '../cli/flag.ts';
import { tableFormat } from '../cli/format-option.ts';
import type { Invocation } from '../cli/invocation.ts';
import { messageOf } from '../cli/status-error.ts';
import { parsePlatform } from '../container/platform.ts';
import { humanDuration } from '../format/duration.ts';
import { shortId } from '../format/ids.ts';
import { listing } from '../format/table.ts';
import { humanSize } from '../format/units.ts';
import { ellipsis } from '../format/width.ts';
import { runSteps } from '../machine/request-machine.ts';
import { GoObject } from '../template/value.ts';

export const flags: readonly Flag[] = [
  tableFormat,
  { name: 'human', short: 'H', type: 'bool', usage: 'Print sizes and dates in human readable format', default: 'true' },
  { name: 'no-trunc', type: 'bool', usage: "Don't truncate output" },
  {
    name: 'platform',
    type: 'string',
    usage: 'Show history for the given platform. Formatted as "os[/arch[/variant]]" (e.g., "linux/amd64")',
    since: '1.48',
  },
  { name: 'quiet', short: 'q', type: 'bool', usage: 'Only show image IDs' },
];

interface Step {
  readonly Id: string;
  readonly Created: number;
  readonly CreatedBy: string;
  readonly Size: number;
  readonly Comment: string;
}

const HEADER = { ID: 'IMAGE', CreatedSince: 'CREATED', CreatedAt: 'CREATED AT', CreatedBy: 'CREATED BY', Size: 'SIZE', Comment: 'COMMENT' };

/** Dates before the year 2000 say nothing. */
const EPOCH = 946_684_800;

const createdAt = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000', '');

interface View {
  readonly human: boolean;
  readonly truncate: boolean;
  readonly nowMs: number;
}

const row = (step: Step, { human, truncate, nowMs }: View) =>
  new GoObject('*image.historyContext', {
    ID: () => (truncate ? shortId(step.Id) : step.Id),
    CreatedAt: () => createdAt(step.Created),
    CreatedSince: () => {
      if (!human) return createdAt(step.Created);
      return step.Created <= EPOCH ? 'N/A' : `${humanDuration(nowMs - step.Created * 1000)} ago`;
    },
    CreatedBy: () => {
      const by = step.CreatedBy.replaceAll('\t', ' ');
      return truncate ? ellipsis(by, 45) : by;
    },
    Size: () => (human ? humanSize(step.Size, 3) : String(step.Size)),
    Comment: () => step.Comment,
  });

function formatOf(given: string, quiet: boolean, human: boolean): string {
  if (given !== '' && given !== 'table') return given;
  if (quiet) return '{{.ID}}';
  return `table {{.ID}}\t{{.${human ? 'CreatedSince' : 'CreatedAt'}}}\t{{.CreatedBy}}\t{{.Size}}\t{{.Comment}}`;
}

function platformQuery(text: string): string | undefined {
  if (text === '') return undefined;
  try {
    const [os, architecture, variant] = parsePlatform(text).split('/');
    return JSON.stringify({ architecture, os, ...(variant ? { variant } : {}) });
  } catch (error) {
    throw new Error(messageOf(error).replace('error parsing specified platform', 'invalid platform'));
  }
}

export const run = (invocation: Invocation): Promise<number> =>
  runSteps(invocation, {
    prepare: ({ flags: given, args }) => ({ given, image: args[0] as string, platform: platformQuery(given.text('platform')) }),
    async request({ image, platform }, { api }) {
      return (await readJson(await api.get(`${imagePath(image)}/history`, { query: { platform } }))) as readonly Step[];
    },
    print(steps, { given }, { host }) {
      const human = given.on('human');
      const view = { human, truncate: !given.on('no-trunc'), nowMs: host.nowMs() };
      const format = formatOf(given.text('format'), given.on('quiet'), human);
      host.stdout.write(listing({ format, header: HEADER, rows: steps.map((step) => row(step, view)) }));
    },
  });
