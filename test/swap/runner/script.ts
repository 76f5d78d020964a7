import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Lines of shell, each run by a shell of its own, all in one folder that begins empty. */
export interface Script {
  readonly name: string;
  readonly lines: readonly string[];
}

const here = join(import.meta.dirname, '..');

export const scripts = (): Script[] =>
  readdirSync(join(here, 'scripts'))
    .sort()
    .map((file) => ({
      name: basename(file, '.txt'),
      lines: readFileSync(join(here, 'scripts', file), 'utf8')
        .split('\n')
        .filter((line) => line.trim() && !line.startsWith('#')),
    }));

export const transcriptPath = (name: string): string => join(here, 'transcripts', `${name}.txt`);
