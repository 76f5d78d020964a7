import { readJson } from '../../core/http.ts';
import type { Flag } from '../cli/flag.ts';
import { filterOption, filterQuery, tableFormat } from '../cli/format-option.ts';
import type { Invocation } from '../cli/invocation.ts';
import { messageOf } from '../cli/status-error.ts';
import { CONTAINER_HEADER, containerRow, type ListedContainer, NO_CONTAINER } from '../container/row.ts';
import { listing } from '../format/table.ts';
import { runSteps } from '../machine/request-machine.ts';
import { parse, render } from '../template/template.ts';

export const flags: readonly Flag[] = [
  { name: 'all', short: 'a', type: 'bool', usage: 'Show all containers (default shows just running)' },
  filterOption,
  tableFormat,
  { name: 'last', short: 'n', type: 'int', usage: 'Show n last created containers (includes all states)', default: '-1' },
  { name: 'latest', short: 'l', type: 'bool', usage: 'Show the latest created container (includes all states)' },
  { name: 'no-trunc', type: 'bool', usage: "Don't truncate output" },
  { name: 'quiet', short: 'q', type: 'bool', usage: 'Only display container IDs' },
  { name: 'size', short: 's', type: 'bool', usage: 'Display total file sizes' },
];

const TABLE = 'table {{.ID}}\t{{.Image}}\t{{.Command}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}\t{{.Names}}';

const RAW = `container_id: {{.ID}}
image: {{.Image}}
command: {{.Command}}
created_at: {{.CreatedAt}}
state: {{- pad .State 1 0}}
status: {{- pad .Status 1 0}}
names: {{.Names}}
labels: {{- pad .Labels 1 0}}
ports: {{- pad .Ports 1 0}}
`;

function formatOf(given: string, quiet: boolean, size: boolean): string {
  if (given === 'raw') return quiet ? 'container_id: {{.ID}}' : RAW + (size ? 'size: {{.Size}}\\n' : '');
  if (quiet) return '{{.ID}}';
  return given === '' || given === 'table' ? TABLE + (size ? '\t{{.Size}}' : '') : given;
}

/** Tries a template on nothing before anything is sent; tells whether it shows sizes (docker/cli container/list.go). */
function showsSize(format: string): boolean {
  let shown = false;
  let template: ReturnType<typeof parse>;
  try {
    template = parse(format);
  } catch (error) {
    throw new Error(`failed to parse template: ${messageOf(error)}`);
  }
  const onSize = () => {
    shown = true;
  };
  try {
    render(template, containerRow(NO_CONTAINER, { truncate: false, nowMs: 0, onSize }));
  } catch (error) {
    throw new Error(`failed to execute template: ${messageOf(error)}`);
  }
  return shown;
}

export const run = (invocation: Invocation): Promise<number> =>
  runSteps(invocation, {
    prepare({ flags: given }, { host }) {
      const format = given.text('format');
      const quiet = given.on('quiet');
      if (format && quiet) host.stderr.write('WARNING: Ignoring custom format, because both --format and --quiet are set.\n');
      const wantsSize = format !== '' && showsSize(format);
      const size = given.on('size') || (wantsSize && !quiet && !given.changed('size'));
      const last = given.number('last');
      const limit = given.on('latest') && last === -1 ? 1 : last;
      return { format: formatOf(format, quiet, size), size, limit, given };
    },
    async request({ size, limit, given }, { api }) {
      const query = {
        ...(given.on('all') ? { all: 1 } : {}),
        ...(limit > 0 ? { limit } : {}),
        ...(size ? { size: 1 } : {}),
        filters: filterQuery(given.list('filter')),
      };
      return (await readJson(await api.get('/containers/json', { query }))) as readonly ListedContainer[];
    },
    print(containers, { format, given }, { host }) {
      const options = { truncate: !given.on('no-trunc'), nowMs: host.nowMs() };
      host.stdout.write(listing({ format, header: CONTAINER_HEADER, rows: containers.map((one) => containerRow(one, options)) }));
    },
  });
