import type { Program, Sys } from '../../process/sys.ts';
import { type Options, parseOptions, usage } from './options.ts';

/** A program that begins with its options. `usageStatus` is what a wrong one gives. */
export function program(
  spec: string,
  run: (sys: Sys, options: Options) => Promise<number>,
  { stop = false, usageStatus = 1 } = {},
): Program {
  return async (sys) => {
    let options: Options;
    try {
      options = parseOptions(sys.argv, spec, { stop });
    } catch (error) {
      await usage(sys, error);
      return usageStatus;
    }
    return run(sys, options);
  };
}
