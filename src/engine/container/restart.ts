import type { RestartPolicy } from './host-config.ts';

/** Waits between restarts: 100 ms, doubled each time, a minute at most (moby restartmanager). */
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 60_000;
/** A run that lasted this long was a success: the waits begin anew. */
const SETTLED_MS = 10_000;

export function nextWait(lastWaitMs: number, ranForMs: number): number {
  if (lastWaitMs === 0 || ranForMs >= SETTLED_MS) return FIRST_WAIT_MS;
  return Math.min(lastWaitMs * 2, LONGEST_WAIT_MS);
}

/** Whether a container that ended by itself is to run again. */
export function wantsRestart({ Name, MaximumRetryCount }: RestartPolicy, exitCode: number, restarts: number): boolean {
  if (Name === 'always' || Name === 'unless-stopped') return true;
  if (Name !== 'on-failure' || exitCode === 0) return false;
  return MaximumRetryCount === 0 || restarts < MaximumRetryCount;
}
