import { SysError } from '../errno.ts';
import type { Ended } from '../process/sys.ts';
import { signalNumbers } from '../signals.ts';
import type { SignalName } from '../types.ts';
import type { Job, Shell } from './shell.ts';

/** What a shell says of a foreground command that a signal ended (busybox ash: strsignal's texts). */
const deaths: Partial<Record<SignalName, string>> = {
  SIGHUP: 'Hangup',
  SIGQUIT: 'Quit',
  SIGILL: 'Illegal instruction',
  SIGABRT: 'Aborted',
  SIGBUS: 'Bus error',
  SIGFPE: 'Arithmetic exception',
  SIGKILL: 'Killed',
  SIGUSR1: 'User defined signal 1',
  SIGUSR2: 'User defined signal 2',
  SIGSEGV: 'Segmentation fault',
  SIGALRM: 'Alarm clock',
  SIGTERM: 'Terminated',
};

export const deathOf = (status: number): string | undefined => {
  const signal = Object.entries(signalNumbers).find(([, number]) => status === 128 + number)?.[0] as SignalName | undefined;
  return signal && deaths[signal];
};

/** Waits for a child in the foreground; traps wait too. */
export async function waitFor(shell: Shell, pid: number): Promise<number> {
  return (await waitEnded(shell, pid)).exitCode;
}

export async function waitEnded(shell: Shell, pid: number): Promise<Ended> {
  for (;;) {
    try {
      return await shell.sys.wait(pid);
    } catch (error) {
      if (!(error instanceof SysError) || error.code !== 'EINTR') throw error;
    }
  }
}

export function addJob(shell: Shell, pids: readonly number[], group: number, text: string): Job {
  let number = 1;
  while (shell.jobs.has(number)) number++;
  const job: Job = { number, pids, group, text, ended: new Map() };
  shell.jobs.set(number, job);
  return job;
}

/** Takes note of jobs' processes that have ended. */
export function collect(shell: Shell): void {
  for (const job of shell.jobs.values()) {
    if (job.inherited) continue;
    for (const pid of job.pids) {
      if (job.ended.has(pid)) continue;
      const ended = tryWait(shell, pid);
      if (ended !== undefined) job.ended.set(pid, ended);
    }
  }
}

function tryWait(shell: Shell, pid: number): number | undefined {
  try {
    return shell.sys.waitNow(pid)?.exitCode;
  } catch (error) {
    if (error instanceof SysError) return 127;
    throw error;
  }
}

export const isDone = (job: Job): boolean => job.ended.size === job.pids.length;
export const statusOf = (job: Job): number => job.ended.get(job.pids.at(-1) as number) ?? 0;

/** `%1`, `%%`, or a PID. */
export function findJob(shell: Shell, text: string): Job | undefined {
  const all = [...shell.jobs.values()];
  if (text === '%%' || text === '%+' || text === '%') return all.at(-1);
  if (text.startsWith('%')) return shell.jobs.get(Number(text.slice(1))) ?? all.find((job) => job.text.startsWith(text.slice(1)));
  return all.find((job) => job.pids.includes(Number(text)));
}

/** What an interactive shell says of jobs that have ended, before its next prompt. */
export async function announce(shell: Shell): Promise<void> {
  collect(shell);
  for (const job of [...shell.jobs.values()]) {
    if (!isDone(job)) continue;
    shell.jobs.delete(job.number);
    const status = statusOf(job);
    const state = status === 0 ? 'Done' : (deathOf(status) ?? `Done(${status})`);
    await shell.sys.write(2, `[${job.number}]+  ${state.padEnd(26)} ${job.text}\n`);
  }
}
