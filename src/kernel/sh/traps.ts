import { parse } from 'unbash';
import type { SignalName } from '../types.ts';
import { Leave } from './control.ts';
import { runStatements } from './execute.ts';
import type { Shell } from './shell.ts';
import { checkSyntax } from './syntax.ts';

/** Runs the actions of the signals that have come since the last command. */
export async function runPendingTraps(shell: Shell): Promise<void> {
  for (let signal = shell.pendingTraps.shift(); signal; signal = shell.pendingTraps.shift()) {
    const action = shell.traps.get(signal);
    if (!action) continue;
    const { status } = shell;
    await runText(shell, action);
    shell.status = status;
  }
}

export async function runExitTrap(shell: Shell): Promise<void> {
  const action = shell.traps.get('EXIT');
  shell.traps.delete('EXIT');
  if (!action) return;
  const { status } = shell;
  try {
    await runText(shell, action);
    shell.status = status;
  } catch (error) {
    if (!(error instanceof Leave)) throw error;
    shell.status = error.kind === 'exit' ? error.count : status;
  }
}

/** Runs a text as commands of this shell: a trap's action, `eval`, `.`. */
export async function runText(shell: Shell, text: string, last = false): Promise<void> {
  const script = parse(text);
  checkSyntax(shell, script, text);
  if (script.commands.length === 0) shell.status = 0;
  const { source, position } = shell;
  shell.source = { ...source, text };
  try {
    await runStatements(shell, script.commands, last);
  } finally {
    Object.assign(shell, { source, position });
  }
}

export function setTrap(shell: Shell, signal: SignalName | 'EXIT', action: string | undefined): void {
  if (action === undefined) shell.traps.delete(signal);
  else shell.traps.set(signal, action);
  if (signal === 'EXIT' || signal === 'SIGKILL' || signal === 'SIGSTOP') return;
  if (action === undefined) shell.sys.trap(signal, 'default');
  else shell.sys.trap(signal, action === '' ? 'ignore' : (one) => void shell.pendingTraps.push(one));
}
