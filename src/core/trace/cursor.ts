import type { TraceEvent } from './events.ts';

/**
 * A point in the trace: a virtual time, and for events that fall on that very time the last one that
 * counts. Between two events time goes on, so that a message under way has a place.
 */
export interface Cursor {
  /** Virtual milliseconds. */
  readonly at: number;
  /** Events at `at` count up to and with this one. */
  readonly seq: number;
}

/** The point at which everything that falls on `at` has happened. */
export const cursorAt = (at: number): Cursor => ({ at, seq: Number.MAX_SAFE_INTEGER });

/** The point at which `event` has just happened. */
export const cursorOf = (event: TraceEvent): Cursor => ({ at: event.at, seq: event.seq });

/** Below 0 when `a` comes before `b`, 0 when they are the same point. */
export const compareCursors = (a: Cursor, b: Cursor): number => a.at - b.at || a.seq - b.seq;

/** How many of `events` have happened at `cursor`. */
export function countAt(events: readonly TraceEvent[], cursor: Cursor): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const event = events[middle] as TraceEvent;
    if (event.at < cursor.at || (event.at === cursor.at && event.seq <= cursor.seq)) low = middle + 1;
    else high = middle;
  }
  return low;
}
