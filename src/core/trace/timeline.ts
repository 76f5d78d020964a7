import { type Cursor, countAt } from './cursor.ts';
import type { TraceEvent } from './events.ts';
import { foldEvents } from './fold.ts';
import { emptyWorld, type WorldState } from './world-state.ts';

/** A trace with its world at any cursor. It grows while a simulation runs. */
export interface Timeline {
  readonly events: readonly TraceEvent[];
  /** When the last event happens or its message arrives, in virtual milliseconds. */
  readonly endsAt: number;
  /** Takes events that follow those it has. */
  append(events: readonly TraceEvent[]): void;
  /** How many events have happened at `cursor`. */
  countAt(cursor: Cursor): number;
  /** The world at `cursor`; the same object as long as no event lies between. */
  stateAt(cursor: Cursor): WorldState;
}

/** At least this many events lie between two checkpoints, and an eighth of what there is to copy. */
const SPACING = 500;

const sizeOf = (world: WorldState) => world.exchanges.size + world.machines.size + world.layers.size + world.containers.size;

/**
 * The timeline of a trace. A seek folds from the nearest checkpoint, or from where the last one was.
 * Checkpoints lie further apart as the world grows, so that all of them together stay in proportion
 * to the trace.
 */
export function createTimeline(trace: { readonly events: readonly TraceEvent[] } = { events: [] }): Timeline {
  const events: TraceEvent[] = [];
  const checkpoints: WorldState[] = [emptyWorld()];
  let last = checkpoints[0] as WorldState;
  let endsAt = 0;

  function nearest(count: number): WorldState {
    let low = 0;
    let high = checkpoints.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((checkpoints[middle] as WorldState).applied <= count) low = middle;
      else high = middle - 1;
    }
    const checkpoint = checkpoints[low] as WorldState;
    return last.applied <= count && last.applied > checkpoint.applied ? last : checkpoint;
  }

  /** Sets the checkpoints that are due, as far as the trace goes. */
  function setCheckpoints(): void {
    for (;;) {
      const newest = checkpoints[checkpoints.length - 1] as WorldState;
      const next = newest.applied + Math.max(SPACING, sizeOf(newest) >> 3);
      if (next > events.length) return;
      checkpoints.push(foldEvents(newest, events, next));
    }
  }

  const timeline: Timeline = {
    events,
    get endsAt() {
      return endsAt;
    },
    append(more) {
      for (const event of more) {
        events.push(event);
        endsAt = Math.max(endsAt, event.at, 'arrives' in event ? event.arrives : 0);
      }
      setCheckpoints();
    },
    countAt: (cursor) => countAt(events, cursor),
    stateAt(cursor) {
      const count = countAt(events, cursor);
      if (count !== last.applied) last = foldEvents(nearest(count), events, count);
      return last;
    },
  };
  timeline.append(trace.events);
  return timeline;
}
