import type { Cursor } from './cursor.ts';
import type { Level, Step } from './step.ts';
import { stepAt, steps } from './steps.ts';
import type { Timeline } from './timeline.ts';

/**
 * How virtual time becomes time to watch. A local request takes a tenth of a millisecond, a download
 * half a minute, `sleep 300` five: each step gets the time that its sentence needs to be read, a
 * message under way is slowed down until it can be seen, and long waits are shortened.
 *
 * A pure function of the trace, and of its past only: what comes later never changes what has been
 * played. Positions are play time in milliseconds at speed 1.
 */
export interface Tempo {
  /** The position at which `cursor` is reached. */
  positionOf(cursor: Cursor): number;
  /** The cursor at a position: in the reading pause before a step, all that came before it. */
  cursorAt(position: number): Cursor;
  /** Where a step begins. */
  startOf(step: number): number;
  /** Where one stops to look at a step. */
  restOf(step: number): number;
  /** The position of the end of what is known. */
  readonly length: number;
}

interface Pace {
  /** Milliseconds: at least, for each word, at most. */
  readonly least: number;
  readonly word: number;
  readonly most: number;
}

const paces: Readonly<Record<Level, Pace>> = {
  story: { least: 700, word: 45, most: 2000 },
  wire: { least: 500, word: 30, most: 1400 },
  everything: { least: 30, word: 30, most: 600 },
};

/** Before the first step, so that one can stand before it. */
const LEAD = 300;
/** The share of a step's reading time that its message is under way. */
const FLYING = 0.8;
/** Gaps between events longer than this, in virtual ms, are shortened. */
const GAP = 200;
const GAP_SCALE = 400;
/** Virtual time in a step becomes play time by a power, so that long ones are not all that long. */
const POWER = 0.6;
const SCALE = 28;

const shorten = (gap: number) => (gap <= GAP ? gap : GAP + GAP_SCALE * Math.log1p((gap - GAP) / GAP_SCALE));
const lengthen = (gap: number) => (gap <= GAP ? gap : GAP + GAP_SCALE * Math.expm1((gap - GAP) / GAP_SCALE));
const play = (time: number) => SCALE * time ** POWER;
const unplay = (time: number) => (time / SCALE) ** (1 / POWER);

function readingTime(step: Step, { least, word, most }: Pace): number {
  return Math.min(most, least + word * step.caption.split(' ').length);
}

/** The last index whose value is at most `value`; -1 when there is none. */
function lastAtMost(length: number, value: number, at: (index: number) => number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(middle) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

const ALL = Number.MAX_SAFE_INTEGER;

class StepTempo implements Tempo {
  readonly #timeline: Timeline;
  readonly #level: Level;
  /** Shortened time at each event. */
  readonly #shortened: number[] = [];
  /** Position of each step. */
  readonly #starts: number[] = [];

  constructor(timeline: Timeline, level: Level) {
    this.#timeline = timeline;
    this.#level = level;
  }

  /** Takes in what the timeline has gained. */
  update(): this {
    const { events } = this.#timeline;
    for (let at = this.#shortened.length; at < events.length; at++) {
      const before = events[at - 1];
      const gap = (events[at]?.at ?? 0) - (before?.at ?? 0);
      this.#shortened.push((this.#shortened[at - 1] ?? 0) + shorten(gap));
    }
    const list = this.#steps;
    for (let at = this.#starts.length; at < list.length; at++) {
      const before = list[at - 1];
      const from = (list[at] as Step).from.at;
      const start = before
        ? (this.#starts[at - 1] ?? 0) + Math.max(readingTime(before, paces[this.#level]), this.#within(before, from))
        : Math.max(LEAD, this.#shorten(from));
      this.#starts.push(start);
    }
    return this;
  }

  get #steps(): readonly Step[] {
    return steps(this.#timeline, this.#level);
  }

  #shorten(at: number): number {
    const { events } = this.#timeline;
    const index = lastAtMost(events.length, at, (i) => events[i]?.at ?? 0);
    if (index < 0) return shorten(Math.max(0, at));
    return (this.#shortened[index] ?? 0) + shorten(at - (events[index]?.at ?? 0));
  }

  #lengthen(shortened: number): number {
    const { events } = this.#timeline;
    const index = lastAtMost(events.length, shortened, (i) => this.#shortened[i] ?? 0);
    if (index < 0) return lengthen(Math.max(0, shortened));
    return (events[index]?.at ?? 0) + lengthen(shortened - (this.#shortened[index] ?? 0));
  }

  /** Virtual time `at` within a step, as play time since the step began, the reading pause left out. */
  #within(step: Step, at: number): number {
    const flight = this.#flight(step);
    const landed = Math.min(at, step.from.at + flight.virtual);
    const flown = flight.virtual > 0 ? (flight.play * (landed - step.from.at)) / flight.virtual : 0;
    return flown + play(this.#shorten(Math.max(at, landed)) - this.#shorten(landed));
  }

  /** The other way round. */
  #at(step: Step, within: number): number {
    const flight = this.#flight(step);
    if (flight.virtual > 0 && within <= flight.play) return step.from.at + (flight.virtual * within) / flight.play;
    const landed = step.from.at + flight.virtual;
    return Math.max(landed, this.#lengthen(this.#shorten(landed) + unplay(within - (flight.virtual > 0 ? flight.play : 0))));
  }

  #flight(step: Step): { readonly virtual: number; readonly play: number } {
    const virtual = step.flight ? Math.max(0, step.flight.arrives - step.from.at) : 0;
    return { virtual, play: virtual > 0 ? FLYING * readingTime(step, paces[this.#level]) : 0 };
  }

  startOf(step: number): number {
    return this.#starts[step] ?? 0;
  }

  restOf(step: number): number {
    const which = this.#steps[step];
    return which ? this.positionOf(which.rest) : 0;
  }

  positionOf(cursor: Cursor): number {
    const list = this.#steps;
    const index = stepAt(list, cursor);
    const step = list[index];
    if (!step) return Math.min(this.#shorten(cursor.at), list.length > 0 ? this.startOf(0) : Number.POSITIVE_INFINITY);
    const position = this.startOf(index) + this.#within(step, cursor.at);
    return index + 1 < list.length ? Math.min(position, this.startOf(index + 1)) : position;
  }

  cursorAt(position: number): Cursor {
    const list = this.#steps;
    const index = lastAtMost(this.#starts.length, position, (i) => this.#starts[i] ?? 0);
    const step = list[index];
    const next = list[index + 1];
    if (!step) {
      const at = this.#lengthen(Math.max(0, position));
      return next && at >= next.from.at ? { at: next.from.at, seq: next.from.seq - 1 } : { at, seq: ALL };
    }
    const at = this.#at(step, position - this.startOf(index));
    return next && at >= next.from.at ? { at: next.from.at, seq: next.from.seq - 1 } : { at, seq: ALL };
  }

  get length(): number {
    const list = this.#steps;
    const last = list[list.length - 1];
    if (!last) return this.#shorten(this.#timeline.endsAt);
    const read = this.startOf(list.length - 1) + readingTime(last, paces[this.#level]);
    return Math.max(read, this.positionOf({ at: this.#timeline.endsAt, seq: ALL }));
  }
}

const tempos = new WeakMap<Timeline, Map<Level, StepTempo>>();

/** The tempo of a level, for all that the timeline has now. */
export function tempo(timeline: Timeline, level: Level): Tempo {
  const all = tempos.get(timeline) ?? new Map<Level, StepTempo>();
  tempos.set(timeline, all);
  const found = all.get(level) ?? new StepTempo(timeline, level);
  all.set(level, found);
  return found.update();
}
