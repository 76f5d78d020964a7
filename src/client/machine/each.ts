import type { Invocation } from '../cli/invocation.ts';
import { messageOf } from '../cli/status-error.ts';

export interface EachOptions {
  /** One after another, rather than all at once. */
  readonly inTurn?: true;
  /** What is only said, and does not fail the command. */
  readonly excuses?: (error: unknown) => boolean;
}

/** Does something to each of several objects, and prints the names of those it worked for, in order. @throws Error with all complaints, one a line */
export async function forEach(
  { host }: Invocation,
  names: readonly string[],
  operation: (name: string) => Promise<unknown>,
  { inTurn, excuses }: EachOptions = {},
): Promise<void> {
  const start = (name: string) => {
    const work = operation(name);
    // Each is waited for in its turn; until then a failure is not an unhandled one.
    work.catch(() => {});
    return work;
  };
  const started = inTurn ? [] : names.map(start);
  const complaints: string[] = [];
  for (const [index, name] of names.entries()) {
    try {
      await (started[index] ?? start(name));
      host.stdout.write(`${name}\n`);
    } catch (error) {
      if (excuses?.(error)) host.stderr.write(`${messageOf(error)}\n`);
      else complaints.push(messageOf(error));
    }
  }
  if (complaints.length) throw new Error(complaints.join('\n'));
}
