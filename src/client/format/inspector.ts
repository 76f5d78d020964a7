import { messageOf, StatusError } from '../cli/status-error.ts';
import { parseJson, reformatJson } from '../template/json.ts';
import type { Template } from '../template/node.ts';
import { parse, render } from '../template/template.ts';
import { typed } from '../template/typed.ts';

/** One inspected object: what the engine answered, and Go's type for it. */
export interface Inspected {
  readonly text: string;
  readonly type: string;
}

/** What an inspection that cannot even begin ends with: EX_USAGE of sysexits.h. */
export const BAD_TEMPLATE = 64;

/**
 * Prints objects as `docker … inspect` does: a JSON array, or a line for each by a template (docker/cli
 * command/inspect). `find` is asked for each name; whatever it throws is told in the end.
 * Gives what goes to standard output, and what is wrong, if anything.
 */
export async function inspect(
  names: readonly string[],
  { template, compact }: InspectFormat,
  find: (name: string) => Promise<Inspected>,
): Promise<{ readonly output: string; readonly complaints: readonly string[] }> {
  const complaints: string[] = [];
  const found: string[] = [];
  for (const name of names) {
    try {
      const one = await find(name);
      found.push(template ? `${rendered(template, one)}\n` : one.text);
    } catch (error) {
      complaints.push(messageOf(error));
    }
  }
  if (template) return { output: found.join('') || '\n', complaints };
  const whole = found.length ? reformatJson(`[${found.join(',')}]`, compact ? '' : '    ') : '[]';
  return { output: `${whole}\n`, complaints };
}

/** How inspected objects are shown: by a template, or as JSON. */
export interface InspectFormat {
  readonly template: Template | undefined;
  readonly compact: boolean;
}

/** Reads `--format`. @throws StatusError */
export const inspectFormat = (format: string): InspectFormat => ({
  template: format === '' || format === 'json' ? undefined : templateOf(format),
  compact: format === 'json',
});

function templateOf(format: string): Template {
  try {
    return parse(format);
  } catch (error) {
    throw new StatusError(`template parsing error: ${messageOf(error)}`, BAD_TEMPLATE);
  }
}

/** First on the value as Go's types have it; where they do not know a field, on the plain JSON. */
function rendered(template: Template, { text, type }: Inspected): string {
  const value = parseJson(text);
  const known = typed(type, value);
  try {
    return render(template, known);
  } catch {
    try {
      return render(template, value, { missingKeyIsError: true });
    } catch (error) {
      throw new Error(`template parsing error: ${messageOf(error)}`);
    }
  }
}
