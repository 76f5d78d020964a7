import type { Command, CommandArgument, CommandNode, Pipeline, Redirection, Time, Word } from 'unbash';
import { bashTime, posixTime, stopwatch } from '../programs/lib/timing.ts';
import { ShellError } from './control.ts';
import type { Shell } from './shell.ts';
import { isBash } from './syntax.ts';

/** Where ash stops reading when a compound command follows `time`, which it takes for a program's name. */
const unexpected: Readonly<Record<string, string>> = { BraceGroup: '}', Subshell: '(', If: 'then', Case: ')' };

/**
 * Runs a pipeline with `time` in front. That is a word of bash, over the whole pipeline; to ash and
 * dash it is a program like any other, which the first command becomes an argument of.
 */
export async function runTimed(shell: Shell, pipeline: Pipeline, time: Time, run: (pipeline: Pipeline) => Promise<void>): Promise<void> {
  const prefixes = pipeline.prefixes.filter((prefix) => prefix !== time);
  if (!isBash(shell)) {
    const [first, ...others] = pipeline.commands;
    return run({ ...pipeline, prefixes, commands: [asArgument(time, first), ...others] });
  }
  const stop = stopwatch(shell.sys);
  await run({ ...pipeline, prefixes });
  await shell.sys.write(2, time.posix ? stop(posixTime) : `\n${stop(bashTime)}`);
}

const isArgument = (one: CommandArgument | Redirection): one is CommandArgument => one.type === 'Word' || one.type === 'Assignment';

function asArgument({ pos, end, posix }: Time, timed: CommandNode | undefined): Command {
  if (timed && timed.type !== 'Command') throw new ShellError(`syntax error: unexpected "${unexpected[timed.type] ?? 'do'}"`);
  const word = (text: string): Word => ({ type: 'Word', text, value: text, pos, end });
  const given = [...(timed?.prefix ?? []), ...(timed?.name ? [timed.name] : []), ...(timed?.suffix ?? [])];
  const suffix = [...(posix ? [word('-p')] : []), ...given];
  return {
    type: 'Command',
    pos,
    end: timed?.end ?? end,
    name: word('time'),
    prefix: [],
    suffix,
    args: suffix.filter(isArgument),
    redirects: suffix.filter((one) => !isArgument(one)),
  };
}
