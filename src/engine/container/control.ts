import type { SignalName } from '../../kernel/types.ts';
import { ApiError } from '../api/route.ts';
import { type Container, hasProcess, isRunning, stateOf, statusOf } from './container.ts';
import type { Lifecycle } from './lifecycle.ts';
import { parseSignal, requireSignal } from './signals.ts';
import type { StartFailure } from './start-error.ts';
import type { ContainerStore } from './store.ts';

/** Seconds that a container has to end by itself. */
const STOP_TIMEOUT_S = 10;
/** The longest that a timer can wait: who says for ever (-1) gets this. */
const FOREVER_MS = 2 ** 31 - 1;

export interface StopOptions {
  /** Seconds; negative for as long as it takes. */
  readonly timeout?: number | undefined;
  readonly signal?: string | undefined;
}

/** Starting, stopping and removing: what the API's calls have the machine do, and how long they wait for it. */
export function createControl(store: ContainerStore, lifecycle: Lifecycle) {
  /** A container that is being started is left alone until that is settled, as under the daemon's lock. */
  async function settled(container: Container): Promise<void> {
    while (stateOf(container) === 'starting') await lifecycle.outcome(container).catch(() => {});
  }

  const stopped = (container: Container, then: () => void = () => {}) =>
    new Promise<void>((resolve) =>
      container.waiters.wait('not-running', () => {
        then();
        resolve();
      }),
    );
  const removed = (container: Container) => new Promise<void>((resolve) => container.waiters.wait('removed', resolve));

  /** @returns false when it runs already. @throws ApiError */
  async function start(container: Container): Promise<boolean> {
    await settled(container);
    const state = stateOf(container);
    if (state === 'paused') throw new ApiError(409, 'cannot start a paused container, try unpause instead');
    if (isRunning(container)) return false;
    if (state === 'dead' || state === 'removing' || state === 'removed') {
      throw new ApiError(409, 'container is marked for removal and cannot be started');
    }
    try {
      await lifecycle.start(container);
    } catch (failure) {
      const { status, message } = failure as StartFailure;
      throw new ApiError(status, message);
    }
    return true;
  }

  /** @returns false when it does not run. */
  async function stop(container: Container, { timeout, signal }: StopOptions, prefix: string): Promise<boolean> {
    await settled(container);
    if (!isRunning(container)) return false;
    const { StopSignal, StopTimeout } = container.config;
    const first = requireSignal(signal || StopSignal || 'SIGTERM', 500, prefix);
    const seconds = timeout ?? StopTimeout ?? STOP_TIMEOUT_S;
    const end = stopped(container, () => lifecycle.publish(container, 'stop'));
    container.actor.send({ type: 'stop', signal: first, timeoutMs: seconds < 0 ? FOREVER_MS : seconds * 1000 });
    await end;
    return true;
  }

  function sendKill(container: Container, signal: SignalName): void {
    const { StopSignal } = container.config;
    // Only the signal that stops it ends its restarts, where it has one of its own (moby daemon/kill.go).
    const final = StopSignal === '' || signal === 'SIGKILL' || parseSignal(StopSignal) === signal;
    container.actor.send({ type: 'kill', signal, final });
  }

  /** @throws ApiError */
  async function kill(reference: string, text: string, cause: string | undefined): Promise<void> {
    const prefix = `cannot kill container: ${reference}: `;
    const signal = requireSignal(text || 'SIGKILL', 400, prefix);
    const container = store.find(reference);
    if (!container) throw new ApiError(404, `${prefix}No such container: ${reference}`);
    container.cause = cause;
    await settled(container);
    if (!isRunning(container)) throw new ApiError(409, `${prefix}container ${container.id} is not running`);
    const end = signal === 'SIGKILL' ? stopped(container) : undefined;
    sendKill(container, signal);
    // SIGKILL is waited for, since nothing can withstand it.
    await end;
  }

  async function restart(container: Container, reference: string, options: StopOptions): Promise<void> {
    // One that removes itself when it stops is kept this once.
    container.actor.send({ type: 'auto-remove', enabled: false });
    try {
      await stop(container, options, `Cannot restart container ${reference}: `);
    } finally {
      container.actor.send({ type: 'auto-remove', enabled: container.hostConfig.AutoRemove });
    }
    await start(container);
    lifecycle.publish(container, 'restart');
  }

  /** @throws ApiError */
  async function remove(container: Container, force: boolean): Promise<void> {
    await settled(container);
    const status = statusOf(container);
    if (stateOf(container) === 'removing') {
      throw new ApiError(409, `removal of container ${container.id} is already in progress`);
    }
    if (isRunning(container)) {
      if (!force) {
        const advice = status === 'paused' ? ' and must be unpaused first' : ': stop the container before removing or force remove';
        throw new ApiError(409, `cannot remove container "${container.name}": container is ${status}${advice}`);
      }
      const end = stopped(container);
      sendKill(container, 'SIGKILL');
      await end;
      // With --rm it went by itself.
      if (stateOf(container) === 'removed') return;
    }
    const gone = removed(container);
    container.actor.send({ type: 'remove' });
    await gone;
  }

  function pause(container: Container): void {
    if (statusOf(container) === 'restarting') {
      throw new ApiError(409, `Container ${container.id} is restarting, wait until the container is running`);
    }
    if (!hasProcess(container)) throw new ApiError(409, `container ${container.id} is not running`);
    if (statusOf(container) === 'paused') throw new ApiError(409, `Container ${container.id} is already paused`);
    container.actor.send({ type: 'pause' });
  }

  function unpause(container: Container): void {
    if (statusOf(container) !== 'paused') throw new ApiError(500, `Container ${container.id} is not paused`);
    container.actor.send({ type: 'unpause' });
  }

  /** Kills all that runs: the engine goes down. */
  async function shutdown(): Promise<void> {
    const running = store.all().filter((container) => isRunning(container) || stateOf(container) === 'starting');
    await Promise.all(
      running.map(async (container) => {
        await settled(container);
        if (!isRunning(container)) return;
        const end = stopped(container);
        sendKill(container, 'SIGKILL');
        await end;
      }),
    );
  }

  return { start, stop, kill, restart, remove, pause, unpause, shutdown };
}

export type Control = ReturnType<typeof createControl>;
