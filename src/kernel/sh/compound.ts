import type { Case, CompoundCommand, CompoundList, For, If, Subshell, While } from 'unbash';
import { Leave, ShellError } from './control.ts';
import { testStatus } from './double-bracket.ts';
import { foreground, inForeground, runList } from './execute.ts';
import { expandPattern, expandText, expandWords } from './expand.ts';
import { runInChild } from './fork.ts';
import { matches } from './pattern.ts';
import type { Shell } from './shell.ts';

export async function compound(shell: Shell, node: CompoundCommand, last: boolean): Promise<void> {
  switch (node.type) {
    case 'If':
      return runIf(shell, node, last);
    case 'While':
      return runWhile(shell, node);
    case 'For':
      return runFor(shell, node);
    case 'Case':
      return runCase(shell, node, last);
    case 'BraceGroup':
      return runList(shell, node.body, last);
    case 'Subshell':
      return runSubshell(shell, node);
    case 'TestCommand':
      shell.status = await testStatus(shell, node.expression);
      return;
    default:
      throw new ShellError('syntax error: not a command of this shell');
  }
}

/** Runs what decides: `set -e` does not apply to it. */
async function holds(shell: Shell, clause: CompoundList): Promise<boolean> {
  shell.tested++;
  try {
    await runList(shell, clause);
  } finally {
    shell.tested--;
  }
  return shell.status === 0;
}

async function runIf(shell: Shell, node: If, last: boolean): Promise<void> {
  for (const { clause, then } of [node, ...node.elif]) if (await holds(shell, clause)) return runList(shell, then, last);
  shell.status = 0;
  if (node.else) await runList(shell, node.else, last);
}

/** Runs one round of a loop; false when the loop is to end. */
async function round(shell: Shell, body: CompoundList): Promise<boolean> {
  try {
    await runList(shell, body);
    return true;
  } catch (error) {
    if (!(error instanceof Leave) || (error.kind !== 'break' && error.kind !== 'continue')) throw error;
    shell.status = 0;
    if (--error.count > 0 && shell.loops > 1) throw error;
    return error.kind === 'continue';
  }
}

async function inLoop(shell: Shell, work: () => Promise<void>): Promise<void> {
  shell.loops++;
  try {
    await work();
  } finally {
    shell.loops--;
  }
}

async function runWhile(shell: Shell, node: While): Promise<void> {
  let status = 0;
  await inLoop(shell, async () => {
    while ((await holdsInLoop(shell, node.clause)) === (node.kind === 'while')) {
      const goesOn = await round(shell, node.body);
      status = shell.status;
      if (!goesOn) return;
    }
  });
  shell.status = status;
}

/** `break` in a loop's own test ends the loop. */
async function holdsInLoop(shell: Shell, clause: CompoundList): Promise<boolean | undefined> {
  try {
    return await holds(shell, clause);
  } catch (error) {
    if (!(error instanceof Leave) || error.kind !== 'break' || error.count > 1) throw error;
    return undefined;
  }
}

async function runFor(shell: Shell, node: For): Promise<void> {
  const values = node.wordlist ? await expandWords(shell, node.wordlist) : [...shell.positional];
  shell.status = 0;
  await inLoop(shell, async () => {
    for (const value of values) {
      shell.set(node.name.value, value);
      if (!(await round(shell, node.body))) return;
    }
  });
}

async function runCase(shell: Shell, node: Case, last: boolean): Promise<void> {
  const word = await expandText(shell, node.word);
  shell.status = 0;
  for (const item of node.items) {
    for (const pattern of item.pattern) {
      if (matches(await expandPattern(shell, pattern), word)) return runList(shell, item.body, last);
    }
  }
}

async function runSubshell(shell: Shell, node: Subshell): Promise<void> {
  const group = shell.options.has('monitor') ? 0 : undefined;
  const pid = runInChild(shell, node.body.commands, { group });
  await inForeground(shell, group === undefined ? undefined : pid, async () => {
    shell.status = await foreground(shell, pid);
  });
}
