import { readJson } from '../../core/http.ts';
import type { Flag } from '../cli/flag.ts';
import { filterOption, filterQuery, tableFormat } from '../cli/format-option.ts';
import type { Invocation } from '../cli/invocation.ts';
import { quote } from '../format/quote.ts';
import { listing } from '../format/table.ts';
import { IMAGE_HEADER, imageRows, type ListedImage } from '../image/row.ts';
import { runSteps } from '../machine/request-machine.ts';

export const flags: readonly Flag[] = [
  { name: 'all', short: 'a', type: 'bool', usage: 'Show all images (default hides intermediate images)' },
  { name: 'digests', type: 'bool', usage: 'Show digests' },
  filterOption,
  tableFormat,
  { name: 'no-trunc', type: 'bool', usage: "Don't truncate output" },
  { name: 'quiet', short: 'q', type: 'bool', usage: 'Only show image IDs' },
  { name: 'tree', type: 'bool', usage: 'List multi-platform images as a tree (EXPERIMENTAL)', since: '1.47' },
];

const AGE = '{{if .CreatedSince }}{{.CreatedSince}}{{else}}N/A{{end}}';
const raw = (digest: string) =>
  `repository: {{ .Repository }}\ntag: {{.Tag}}\n${digest}image_id: {{.ID}}\ncreated_at: {{.CreatedAt}}\nvirtual_size: {{.Size}}\n`;

function formatOf(given: string, quiet: boolean, digests: boolean): string {
  if (given === '' || given === 'table') {
    if (quiet) return '{{.ID}}';
    return `table {{.Repository}}\t{{.Tag}}\t${digests ? '{{.Digest}}\t' : ''}{{.ID}}\t${AGE}\t{{.Size}}`;
  }
  if (given === 'raw') return quiet ? 'image_id: {{.ID}}' : raw(digests ? 'digest: {{.Digest}}\n' : '');
  return given.startsWith('table') && digests && !given.includes('{{.Digest}}') ? `${given}\t{{.Digest}}` : given;
}

/** What might have been meant for `docker image …` (docker/cli image/list.go). */
const SUBCOMMANDS: ReadonlySet<string> = new Set('build history import inspect list load ls prune pull push rm save tag'.split(' '));

export const run = (invocation: Invocation): Promise<number> =>
  runSteps(invocation, {
    prepare: ({ flags: given, args }) => ({
      given,
      name: args[0] ?? '',
      format: formatOf(given.text('format'), given.on('quiet'), given.on('digests')),
    }),
    async request({ given, name }, { api }) {
      const filters = [...given.list('filter'), ...(name ? [`reference=${name}`] : [])];
      const query = { ...(given.on('all') ? { all: 1 } : {}), filters: filterQuery(filters) };
      return (await readJson(await api.get('/images/json', { query }))) as readonly ListedImage[];
    },
    print(images, { given, name, format }, { host, calledAs }) {
      const digests = given.on('digests');
      const options = { truncate: !given.on('no-trunc'), nowMs: host.nowMs(), digests, needsDigests: format.includes('{{.Digest}}') };
      host.stdout.write(listing({ format, header: IMAGE_HEADER, rows: images.flatMap((image) => imageRows(image, options)) }));
      if (images.length === 0 && calledAs === 'images' && SUBCOMMANDS.has(name)) {
        host.stderr.write(`\nNo images found matching ${quote(name)}: did you mean "docker image ${name}"?\n`);
      }
    },
  });
