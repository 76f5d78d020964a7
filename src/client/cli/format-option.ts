import type { Flag } from './flag.ts';

const MORE = 'Refer to https://docs.docker.com/go/formatting/ for more information about formatting output with templates';
const JSON_AND_TEMPLATE = `'json':             Print in JSON format
'TEMPLATE':         Print output using the given Go template.
${MORE}`;

/** `--format` of a command that prints tables. */
export const tableFormat: Flag = {
  name: 'format',
  type: 'string',
  usage: `Format output using a custom template:
'table':            Print output in table format with column headers (default)
'table TEMPLATE':   Print output in table format using the given Go template
${JSON_AND_TEMPLATE}`,
};

/** `--format` of a command that prints objects. */
export const objectFormat: Flag = { name: 'format', type: 'string', usage: `Format output using a custom template:\n${JSON_AND_TEMPLATE}` };

export const filterOption: Flag = { name: 'filter', short: 'f', type: 'filter', usage: 'Filter output based on conditions provided' };

/** `--filter a=1 --filter b=2` as the API takes it: `{"a":{"1":true},"b":{"2":true}}`, in Go's order of keys. Undefined without any. */
export function filterQuery(filters: readonly string[]): string | undefined {
  const byName = new Map<string, Set<string>>();
  for (const filter of filters) {
    if (filter === '') continue;
    const at = filter.indexOf('=');
    const name = filter.slice(0, at).trim().toLowerCase();
    byName.set(name, (byName.get(name) ?? new Set()).add(filter.slice(at + 1).trim()));
  }
  if (byName.size === 0) return undefined;
  const sorted = [...byName].toSorted(([a], [b]) => (a < b ? -1 : 1));
  // Written out by hand: an object would put names that look like numbers first.
  const group = (values: Set<string>) =>
    `{${[...values]
      .toSorted()
      .map((value) => `${JSON.stringify(value)}:true`)
      .join(',')}}`;
  return `{${sorted.map(([name, values]) => `${JSON.stringify(name)}:${group(values)}`).join(',')}}`;
}
