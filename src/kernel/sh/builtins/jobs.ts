import { killCommand } from '../../programs/lib/kill.ts';
import { parseSignal, signalNumbers } from '../../signals.ts';
import type { SignalName } from '../../types.ts';
import { ShellError } from '../control.ts';
import { foreground, inForeground } from '../execute.ts';
import { complainOf } from '../fork.ts';
import { collect, deathOf, findJob, isDone, statusOf } from '../jobs.ts';
import type { Job, Shell } from '../shell.ts';
import { setTrap } from '../traps.ts';
import type { Builtin } from './index.ts';

const trap: Builtin = async (shell, [, ...words]) => {
  const args = words[0] === '--' ? words.slice(1) : words;
  if (args.length === 0) {
    const quote = (text: string) => `'${text.replaceAll("'", `'"'"'`)}'`;
    for (const [signal, action] of shell.traps) await shell.sys.write(1, `trap -- ${quote(action)} ${signal.replace(/^SIG/, '')}\n`);
    return 0;
  }
  if (args[0] === '-l') return listSignals(shell);
  const resets = args.length === 1 || args[0] === '-' || /^\d+$/.test(args[0] as string);
  const action = resets ? undefined : args[0];
  for (const text of args.length > 1 && (args[0] === '-' || !resets) ? args.slice(1) : args) {
    const signal = text === '0' || text.toUpperCase() === 'EXIT' ? 'EXIT' : parseSignal(text);
    if (!signal) throw new ShellError(`${text}: invalid signal specification`, 1, 'trap');
    setTrap(shell, signal, action);
  }
  return 0;
};

async function listSignals(shell: Shell): Promise<number> {
  const lines = Object.entries(signalNumbers).map(([name, number]) => `${String(number).padStart(2)}) ${name}\n`);
  await shell.sys.write(1, lines.join(''));
  return 0;
}

/** Waits for a job; a trapped signal ends the wait with 128 + n (POSIX XCU, "wait"). */
async function waitJob(shell: Shell, job: Job): Promise<number> {
  for (;;) {
    collect(shell);
    if (isDone(job)) {
      shell.jobs.delete(job.number);
      return statusOf(job);
    }
    const [signal] = shell.pendingTraps;
    if (signal) return 128 + signalNumbers[signal as SignalName];
    await shell.sys.pause();
  }
}

const wait: Builtin = async (shell, [, ...words]) => {
  // Only so that its coming ends the pause; the children themselves are looked at after it.
  shell.sys.trap('SIGCHLD', () => {});
  let status = 0;
  if (words.length === 0) {
    for (const job of [...shell.jobs.values()].filter((one) => !one.inherited)) {
      status = await waitJob(shell, job);
      if (shell.pendingTraps.length > 0) return status;
    }
    return 0;
  }
  for (const word of words) {
    if (!/^(%|\d+$)/.test(word)) throw new ShellError(`Illegal number: ${word}`, 2, 'wait');
    const job = findJob(shell, word);
    status = job && !job.inherited ? await waitJob(shell, job) : 127;
    const death = deathOf(status);
    if (job && death && shell.pendingTraps.length === 0) await shell.sys.write(2, `${death}\n`);
  }
  return status;
};

const jobs: Builtin = async (shell) => {
  collect(shell);
  const all = [...shell.jobs.values()];
  for (const job of all) {
    const done = isDone(job);
    const state = !done ? 'Running' : statusOf(job) === 0 ? 'Done' : (deathOf(statusOf(job)) ?? `Done(${statusOf(job)})`);
    const mark = job === all.at(-1) ? '+' : job === all.at(-2) ? '-' : ' ';
    await shell.sys.write(1, `[${job.number}]${mark}  ${state.padEnd(26)} ${job.text}\n`);
    if (done) shell.jobs.delete(job.number);
  }
  return 0;
};

async function noJob(shell: Shell, command: string, word: string): Promise<number> {
  await complainOf(shell, new ShellError(word === '%%' ? 'No current job' : `${word}: no such job`, 2, command));
  return 2;
}

const fg: Builtin = async (shell, [, word = '%%']) => {
  const job = findJob(shell, word);
  if (!job) return noJob(shell, 'fg', word);
  await shell.sys.write(1, `${job.text}\n`);
  shell.jobs.delete(job.number);
  let status = 0;
  await inForeground(shell, shell.options.has('monitor') ? job.group : undefined, async () => {
    shell.sys.kill(-job.group, 'SIGCONT');
    for (const pid of job.pids) status = job.ended.get(pid) ?? (await foreground(shell, pid));
  });
  return status;
};

const bg: Builtin = async (shell, [, word = '%%']) => {
  const job = findJob(shell, word);
  if (!job) return noJob(shell, 'bg', word);
  await shell.sys.write(1, `[${job.number}] ${job.text}\n`);
  shell.sys.kill(-job.group, 'SIGCONT');
  return 0;
};

const kill: Builtin = async (shell, [, ...words]) => {
  const args = words.map((word) => (word.startsWith('%') ? String(findJob(shell, word)?.pids[0] ?? word) : word));
  return killCommand(shell.sys, shell.name, args);
};

export const jobControl: Readonly<Record<string, Builtin>> = { trap, wait, jobs, fg, bg, kill };
