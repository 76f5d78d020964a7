import { messageOf } from '../cli/status-error.ts';
import { HEADER_FUNCTIONS } from '../template/functions.ts';
import { parse, render } from '../template/template.ts';
import { GoMap, type GoMethod, type GoObject, type GoValue } from '../template/value.ts';
import { alignTabs, TABLE } from './tabwriter.ts';

export interface Listing {
  /** `table …`, `json`, or a template, with the command's own defaults already filled in. */
  readonly format: string;
  /** Column headings by field. */
  readonly header: Readonly<Record<string, string>>;
  readonly rows: readonly GoObject[];
}

/** Prints objects as docker's lists do (docker/cli formatter.Context.Write). @throws Error `template parsing error: …` */
export function listing({ format, header, rows }: Listing): string {
  const isTable = format.startsWith('table');
  const source = (isTable ? format.slice('table'.length) : format === 'json' ? '{{json .}}' : format)
    .replace(/^ +| +$/g, '')
    .replaceAll('\\t', '\t')
    .replaceAll('\\n', '\n');
  try {
    const template = parse(source);
    const body = rows.map((row) => `${render(template, row)}\n`).join('');
    if (!isTable) return body;
    const names = new GoMap(new Map<string, GoValue>(Object.entries(header)), 'formatter.SubHeaderContext', { Label: LABEL });
    return alignTabs(`${headerLine(() => render(template, names, { functions: HEADER_FUNCTIONS }))}\n${body}`, TABLE);
  } catch (error) {
    throw new Error(`template parsing error: ${messageOf(error)}`);
  }
}

/** A label's column is named after the last part of its name. */
const LABEL: GoMethod = {
  parameters: ['string'],
  call: (name) => ((name as string).split('.').at(-1) as string).replace(/[-_]/g, ' '),
};

/** A header that cannot be rendered is left out; the rows are what counts. */
function headerLine(heading: () => string): string {
  try {
    return heading();
  } catch {
    return '';
  }
}
