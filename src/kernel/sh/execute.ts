import type { AndOr, CommandNode, CompoundCommand, CompoundList, Pipeline, PipelineNode, Redirected, Statement } from 'unbash';
import { compound } from './compound.ts';
import { Leave, ShellError } from './control.ts';
import { complainOf, forkShell, runInChild } from './fork.ts';
import { addJob, deathOf, waitEnded } from './jobs.ts';
import { redirect, restore, type Saved } from './redirect.ts';
import type { Shell } from './shell.ts';
import { runSimple } from './simple.ts';
import { runTimed } from './timed.ts';
import { runPendingTraps } from './traps.ts';

/** What one command of a script costs, in microseconds: so that `while :; do :; done` lets time pass. */
const commandUs = 20;

/** Runs statements in order. `last`: nothing comes after them in this process. */
export async function runStatements(shell: Shell, statements: readonly Statement[], last = false): Promise<void> {
  for (const [i, statement] of statements.entries()) {
    await runStatement(shell, statement, last && i === statements.length - 1);
    if (shell.pendingTraps.length > 0) await runPendingTraps(shell);
  }
}

export const runList = (shell: Shell, list: CompoundList, last = false): Promise<void> => runStatements(shell, list.commands, last);

async function runStatement(shell: Shell, statement: Statement, last: boolean): Promise<void> {
  if (shell.options.has('noexec')) return;
  shell.position = statement.pos;
  if (statement.background) return background(shell, statement);
  await runNode(shell, statement.command, last);
}

export async function runNode(shell: Shell, node: PipelineNode | AndOr, last: boolean): Promise<void> {
  await shell.sys.work(commandUs);
  if (node.type === 'AndOr') return runAndOr(shell, node, last);
  if (node.type === 'Pipeline') return runPipeline(shell, node);
  await runCommand(shell, node, last);
  exitOnError(shell);
}

/** `set -e`: a failed command ends the shell, unless its status is being tested. */
function exitOnError(shell: Shell): void {
  if (shell.status !== 0 && shell.options.has('errexit') && shell.tested === 0) throw new Leave('exit', shell.status);
}

async function runAndOr(shell: Shell, { commands, operators }: AndOr, last: boolean): Promise<void> {
  for (const [i, command] of commands.entries()) {
    const operator = operators[i - 1];
    if (operator === '&&' ? shell.status !== 0 : operator === '||' && shell.status === 0) continue;
    const final = i === commands.length - 1;
    if (!final) shell.tested++;
    try {
      await runNode(shell, command, last && final);
    } finally {
      if (!final) shell.tested--;
    }
  }
}

async function runPipeline(shell: Shell, pipeline: Pipeline): Promise<void> {
  const { prefixes, commands } = pipeline;
  const time = prefixes.find((prefix) => prefix.type === 'Time');
  if (time) return runTimed(shell, pipeline, time, (untimed) => runPipeline(shell, untimed));
  const negated = prefixes.some((prefix) => prefix.type === 'Negation');
  if (negated) shell.tested++;
  try {
    const only = commands[0];
    if (commands.length === 1 && only) await runCommand(shell, only, false);
    else await connect(shell, commands);
  } finally {
    if (negated) shell.tested--;
  }
  if (negated) shell.status = shell.status === 0 ? 1 : 0;
  else exitOnError(shell);
}

/** Runs each command of a pipe in a child, and waits for all; the last one's status counts. */
async function connect(shell: Shell, commands: readonly CommandNode[]): Promise<void> {
  const group = shell.options.has('monitor') ? 0 : undefined;
  const pids = startPipe(shell, commands, group);
  await inForeground(shell, group === undefined ? undefined : pids[0], async () => {
    for (const pid of pids) shell.status = await foreground(shell, pid);
  });
}

function startPipe(shell: Shell, commands: readonly CommandNode[], group: number | undefined, isBackground = false): number[] {
  const pids: number[] = [];
  let input: number | undefined;
  for (const [i, command] of commands.entries()) {
    const pipe = i < commands.length - 1 ? shell.sys.pipe() : undefined;
    const fds: Record<number, number> = {};
    if (input !== undefined) fds[0] = input;
    if (pipe) fds[1] = pipe[1];
    const drop = [...(input === undefined ? [] : [input]), ...(pipe ?? [])];
    const joined = group === 0 && pids[0] !== undefined ? pids[0] : group;
    pids.push(
      forkShell(shell, (child) => runCommand(child, command, true), { fds, drop, group: joined, background: isBackground && i === 0 }),
    );
    if (input !== undefined) shell.sys.close(input);
    if (pipe) shell.sys.close(pipe[1]);
    input = pipe?.[0];
  }
  return pids;
}

/** Waits for a child, and says what killed it. */
export async function foreground(shell: Shell, pid: number): Promise<number> {
  const { exitCode, signal } = await waitEnded(shell, pid);
  const death = signal && deathOf(exitCode);
  if (death) await shell.sys.write(2, `${death}\n`);
  else if (signal === 'SIGINT' && shell.options.has('interactive')) await shell.sys.write(2, '\n');
  return exitCode;
}

/** With job control, the terminal belongs to the group while `work` runs. */
export async function inForeground(shell: Shell, group: number | undefined, work: () => Promise<void>): Promise<void> {
  if (group === undefined || !shell.sys.isTerminal(0)) return work();
  shell.sys.setForeground(0, group);
  try {
    await work();
  } finally {
    shell.sys.setForeground(0, shell.sys.getGroup());
  }
}

async function background(shell: Shell, statement: Statement): Promise<void> {
  const { command } = statement;
  const monitor = shell.options.has('monitor');
  const group = monitor ? 0 : undefined;
  const pids =
    command.type === 'Pipeline' && command.prefixes.length === 0
      ? startPipe(shell, command.commands, group, !monitor)
      : [runInChild(shell, [{ ...statement, background: undefined }], { group, background: !monitor })];
  shell.lastBackground = pids.at(-1);
  const job = addJob(shell, pids, pids[0] as number, describe(shell, statement));
  if (shell.options.has('interactive')) await shell.sys.write(2, `[${job.number}] ${shell.lastBackground}\n`);
  shell.status = 0;
}

/** The statement as it was written: what `jobs` shows. */
const describe = (shell: Shell, { pos, end }: Statement) => shell.source.text.slice(pos, end).replace(/\s*&?\s*$/, '');

export async function runCommand(shell: Shell, node: CommandNode, last: boolean): Promise<void> {
  switch (node.type) {
    case 'Command':
      return runSimple(shell, node, last);
    case 'Redirected':
      return runRedirected(shell, node, last);
    case 'Function':
      shell.functions.set(node.name.value, node.body);
      shell.status = 0;
      return;
    case 'Coproc':
      throw new ShellError('syntax error: unexpected word');
    default:
      return runCompound(shell, node, last);
  }
}

function runCompound(shell: Shell, node: CompoundCommand, last: boolean): Promise<void> {
  return compound(shell, node, last);
}

async function runRedirected(shell: Shell, node: Redirected, last: boolean): Promise<void> {
  await withRedirections(shell, node.redirects, () => runCompound(shell, node.command, last));
}

/** Runs `work` with redirections in force, and takes them back. A failed one is the command's failure. */
export async function withRedirections(shell: Shell, redirects: Redirected['redirects'], work: () => Promise<void>): Promise<void> {
  if (redirects.length === 0) return work();
  const saved: Saved = [];
  try {
    try {
      await redirect(shell, redirects, saved);
    } catch (error) {
      if (!(error instanceof ShellError) || error.status !== 1) throw error;
      await complainOf(shell, error);
      shell.status = 1;
      return;
    }
    await work();
  } finally {
    restore(shell, saved);
  }
}
