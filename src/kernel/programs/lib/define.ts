import type { Program, Sys } from '../../process/sys.ts';
import { complain } from './io.ts';
import { type Options, parseOptions, usage } from './options.ts';
import { BadRegExp } from './regexp.ts';

export interface How {
  /** The first word that is no option ends them. */
  readonly stop?: boolean;
  /** The status that a wrong option gives, and a regular expression that is none. */
  readonly usageStatus?: number;
  /** Puts old forms of the options into the usual one. */
  readonly rewrite?: (argv: readonly string[]) => readonly string[];
}

/** A program that begins with its options. */
export function program(spec: string, run: (sys: Sys, options: Options) => Promise<number>, how: How = {}): Program {
  const { stop = false, usageStatus = 1, rewrite = (argv: readonly string[]) => argv } = how;
  return async (sys) => {
    let options: Options;
    try {
      options = parseOptions(rewrite(sys.argv), spec, { stop });
    } catch (error) {
      await usage(sys, error);
      return usageStatus;
    }
    try {
      return await run(sys, options);
    } catch (error) {
      if (!(error instanceof BadRegExp)) throw error;
      await complain(sys, error.message);
      return usageStatus;
    }
  };
}
