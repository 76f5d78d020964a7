import type { VirtualClock } from './clock.ts';

/**
 * Three ways to let virtual time pass. The first two fire one timer, then let everything that follows
 * from it happen (promises, streams), before they look for the next: so the order of events does not
 * depend on how fast the machine is. Wall time makes no such promise.
 */

/** Lets all pending promise reactions run: one trip through the platform's task queue. */
export type Turn = () => Promise<void>;

interface Unreferenced {
  ref?: () => void;
  unref?: () => void;
}

/**
 * A turn by MessageChannel, which pages, workers and Node all have. Two channels take turns: Node
 * empties a port that keeps getting messages before it looks at its sockets again.
 */
export function messageChannelTurn(): Turn {
  const waiting: ((value?: undefined) => void)[] = [];
  const channels = [new MessageChannel(), new MessageChannel()] as const;
  // In Node an open port would keep the process alive.
  const ports = channels.map(({ port1 }) => port1 as Unreferenced);
  for (const { port1 } of channels) {
    port1.onmessage = () => waiting.shift()?.();
    (port1 as Unreferenced).unref?.();
  }
  let next = 0;
  return () =>
    new Promise<undefined>((resolve) => {
      waiting.push(resolve);
      for (const port of ports) port.ref?.();
      channels[next]?.port2.postMessage(null);
      next = 1 - next;
    }).then(() => {
      if (waiting.length === 0) for (const port of ports) port.unref?.();
    });
}

async function settle(clock: VirtualClock, turn: Turn): Promise<void> {
  do {
    await clock.released();
    await turn();
  } while (clock.held);
}

export class Stalled extends Error {
  constructor() {
    super('nothing is left to happen in this world, and what was waited for has not come');
  }
}

/**
 * As fast as possible: fires timers until `until` settles, and returns its result.
 * @throws Stalled when the queue is empty and `until` is still pending.
 */
export async function runFast<T>(clock: VirtualClock, until: Promise<T>, turn: Turn): Promise<T> {
  let done = false;
  const mark = () => {
    done = true;
  };
  until.then(mark, mark);
  for (;;) {
    await settle(clock, turn);
    if (done) return until;
    if (!clock.fireNext()) throw new Stalled();
  }
}

/**
 * In step with a player: fires what is due up to `to` (virtual ms), and moves the clock there.
 * Gives up early, and says so with false, when `outOfTime()` answers true: the player comes again
 * with its next frame.
 */
export async function runTo(clock: VirtualClock, to: number, turn: Turn, outOfTime: () => boolean = () => false): Promise<boolean> {
  for (;;) {
    await settle(clock, turn);
    const due = clock.nextDeadline();
    if (due === undefined || due > to) break;
    if (outOfTime()) return false;
    clock.fireNext();
  }
  clock.advanceTo(to);
  return true;
}

/** What the wall driver needs of its host, so that the core itself knows no wall clock. */
export interface Host {
  nowMs(): number;
  setTimeout(fn: () => void, ms: number): unknown;
  clearTimeout(id: unknown): void;
}

/** The longest that a host's timer can wait, in milliseconds (HTML, "Timers": a signed 32-bit integer). */
const LONGEST = 2 ** 31 - 1;

/**
 * Wall time: virtual time follows the host's clock from now on, so that a container's `sleep 300`
 * takes 300 seconds. Returns a function that stops it.
 */
export function runOnWall(clock: VirtualClock, host: Host): () => void {
  const started = host.nowMs() - clock.now();
  let pending: unknown;
  let armedFor = Number.POSITIVE_INFINITY;
  let firing = false;
  const elapsed = () => host.nowMs() - started;
  const arm = () => {
    if (firing) return;
    const due = clock.nextDeadline();
    if (due === undefined || due >= armedFor) return;
    if (pending !== undefined) host.clearTimeout(pending);
    armedFor = due;
    pending = host.setTimeout(fire, Math.min(LONGEST, Math.max(0, due - elapsed())));
  };
  const fire = () => {
    pending = undefined;
    armedFor = Number.POSITIVE_INFINITY;
    firing = true;
    try {
      // What is set while these fire waits for the next round, so that the host's own work gets its turn.
      for (let due = clock.nextDeadline(), to = elapsed(); due !== undefined && due <= to; due = clock.nextDeadline()) clock.fireNext();
    } finally {
      firing = false;
      arm();
    }
  };
  clock.follow(elapsed);
  clock.onTimer(arm);
  arm();
  return () => {
    clock.follow(undefined);
    clock.onTimer(undefined);
    if (pending !== undefined) host.clearTimeout(pending);
  };
}
