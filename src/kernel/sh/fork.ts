import type { Statement } from 'unbash';
import { attempt } from '../errno.ts';
import type { Sys } from '../process/sys.ts';
import { Leave, ShellError } from './control.ts';
import { runStatements } from './execute.ts';
import { messageOf } from './messages.ts';
import type { Shell } from './shell.ts';
import { runExitTrap } from './traps.ts';

export interface ChildOptions {
  /** The child's descriptors, by number, from the parent's. */
  readonly fds?: Readonly<Record<number, number>>;
  /** What only the parent needs: closed in the child. */
  readonly drop?: readonly number[];
  readonly group?: number | undefined;
  /** Ignores SIGINT and SIGQUIT, and reads nothing: a background job of a shell without job control. */
  readonly background?: boolean;
}

/** Runs a part of the script in a child: a subshell, one side of a pipe, a background job. */
export function runInChild(shell: Shell, statements: readonly Statement[], options: ChildOptions): number {
  return forkShell(shell, (child) => runStatements(child, statements, true), options);
}

export function forkShell(shell: Shell, work: (child: Shell) => Promise<void>, options: ChildOptions): number {
  const { fds = {}, drop = [], group, background } = options;
  const kept = new Set(Object.keys(fds).map(Number));
  const program = async (sys: Sys) => {
    for (const fd of drop) if (!kept.has(fd)) sys.close(fd);
    if (background) {
      sys.trap('SIGINT', 'ignore');
      sys.trap('SIGQUIT', 'ignore');
      sys.dup(sys.open('/dev/null'), { to: 0 });
    }
    const child = shell.clone(sys);
    for (const [signal, action] of shell.traps) if (action === '' && signal !== 'EXIT') child.traps.set(signal, '');
    return toStatus(child, () => work(child));
  };
  const forked = attempt(() => shell.sys.fork(program, { fds, ...(group === undefined ? {} : { group }) }));
  if ('error' in forked) throw new ShellError(`can't fork: ${forked.error.message}`);
  return forked.value;
}

/** Runs to the end of a shell, and gives the status that it exits with. */
export async function toStatus(shell: Shell, work: () => Promise<void>): Promise<number> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Leave) {
      if (error.kind === 'exit' || error.kind === 'return') shell.status = error.count;
    } else if (error instanceof ShellError) {
      await complainOf(shell, error);
      shell.status = error.status;
    } else throw error;
  }
  await runExitTrap(shell);
  return shell.status;
}

/** Says what went wrong, in the form that the shell at hand gives it. */
export const complainOf = (shell: Shell, error: ShellError): Promise<void> => shell.sys.write(2, `${messageOf(shell, error)}\n`);
