import type { Sys } from '../../process/sys.ts';
import { isGnu } from './gnu.ts';
import { complain, nameOf } from './io.ts';

export interface Options {
  /** The letters given without a value. */
  readonly flags: ReadonlySet<string>;
  /** The letters given with one; the last counts. */
  readonly values: ReadonlyMap<string, string>;
  readonly rest: readonly string[];
}

/** A wrong option: the program says so and ends. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * Options as getopt has them: `spec` lists the letters, a colon behind those that take a value.
 * @throws UsageError
 */
export function parseOptions(argv: readonly string[], spec: string, { stop = false } = {}): Options {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const rest: string[] = [];
  const words = argv.slice(1);
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === '--') {
      rest.push(...words);
      break;
    }
    if (!/^-./.test(word)) {
      rest.push(word);
      if (stop) {
        rest.push(...words);
        break;
      }
      continue;
    }
    for (let i = 1; i < word.length; i++) {
      const letter = word[i] as string;
      const at = spec.indexOf(letter);
      if (at < 0 || letter === ':')
        throw new UsageError(word.startsWith('--') ? `unrecognized option '${word}'` : `unrecognized option: ${letter}`);
      if (spec[at + 1] !== ':') {
        flags.add(letter);
        continue;
      }
      const value = word.slice(i + 1) || words.shift();
      if (value === undefined) throw new UsageError(`option requires an argument: ${letter}`);
      values.set(letter, value);
      break;
    }
  }
  return { flags, values, rest };
}

/** Reports a wrong option. */
export async function usage(sys: Sys, error: unknown): Promise<number> {
  if (!(error instanceof UsageError)) throw error;
  await complain(sys, error.message);
  if (isGnu(sys)) await sys.write(2, `Try '${nameOf(sys)} --help' for more information.\n`);
  return 1;
}
