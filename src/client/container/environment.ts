import { readText, streamOf } from '../../core/http.ts';
import type { ClientHost } from '../host.ts';

/** The lines of files of `NAME=value`, then the values given one by one (docker/cli pkg/kvfile, opts/parse.go). */
export async function keyValues(
  files: readonly string[],
  given: readonly string[],
  host: Pick<ClientHost, 'readFile'>,
  lookUp?: (name: string) => string | undefined,
): Promise<string[]> {
  const lines: string[] = [];
  for (const file of files) {
    const text = await readText({ body: streamOf(await host.readFile(file)) });
    try {
      lines.push(...fileLines(text, lookUp));
    } catch (error) {
      throw new Error(`invalid env file (${file}): ${(error as Error).message}`);
    }
  }
  return [...lines, ...given];
}

function fileLines(text: string, lookUp?: (name: string) => string | undefined): string[] {
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((line) => line.trimStart());
  return lines.flatMap((line) => {
    if (line === '' || line.startsWith('#')) return [];
    const [key = ''] = line.split('=', 1);
    if (key === '') throw new Error(`no variable name on line '${line}'`);
    if (/[ \t]/.test(key)) throw new Error(`variable '${key}' contains whitespaces`);
    if (line.includes('=')) return [line];
    const value = lookUp?.(line);
    return value === undefined ? [] : [`${key}=${value}`];
  });
}

/** `-e NAME` takes the value from where the command runs; a name that is not set there is passed on as it is. */
export function fromEnvironment(variables: readonly string[], env: Readonly<Record<string, string>>): string[] {
  return variables.map((variable) => {
    const value = variable.includes('=') ? undefined : env[variable];
    return value === undefined ? variable : `${variable}=${value}`;
  });
}
