import { type Cursor, compareCursors, cursorOf } from './cursor.ts';
import type { TraceEvent } from './events.ts';
import { type Level, levels, type Step } from './step.ts';
import { narrate } from './story/narrate.ts';
import { type Line, Told } from './story/told.ts';
import { termsIn } from './terms.ts';
import type { Timeline } from './timeline.ts';

/** Where one looks at a message: past the middle of its way, still well before the other side. */
const ON_THE_WAY = 0.6;

interface Telling {
  readonly told: Told;
  readonly steps: Readonly<Record<Level, Step[]>>;
  next: number;
}

const tellings = new WeakMap<Timeline, Telling>();

/** The steps of a level, for all that the timeline has. The array grows with the timeline. */
export function steps(timeline: Timeline, level: Level): readonly Step[] {
  let telling = tellings.get(timeline);
  if (!telling) {
    telling = { told: new Told(), steps: { story: [], wire: [], everything: [] }, next: 0 };
    tellings.set(timeline, telling);
  }
  for (; telling.next < timeline.events.length; telling.next++) {
    const event = timeline.events[telling.next] as TraceEvent;
    telling.told.note(event);
    const line = narrate(event, telling.told);
    if (!line) continue;
    // A finer level tells all that a coarser one does.
    for (const level of levels.slice(levels.indexOf(line.level))) add(telling.steps[level], line, event, telling.told.commandOf(event));
  }
  return telling.steps[level];
}

function add(list: Step[], line: Line, event: TraceEvent, command: string | undefined): void {
  const from = cursorOf(event);
  const { caption, detail, subject, flight } = line;
  const before = list[list.length - 1];
  if (before) list[list.length - 1] = { ...before, rest: restBefore(before, from) };
  list.push({
    index: list.length,
    from,
    rest: flight
      ? { at: Math.max(from.at, flight.sent + ON_THE_WAY * (flight.arrives - flight.sent)), seq: Number.MAX_SAFE_INTEGER }
      : from,
    caption,
    terms: termsIn(`${caption} ${detail ?? ''}`),
    ...(detail ? { detail } : {}),
    ...(subject ? { subject } : {}),
    ...(command ? { command } : {}),
    ...(flight ? { flight } : {}),
    ...(line.lasting ? { lasting: true } : {}),
  });
}

/** Where to look at a step, now that the next one is known: never past its beginning. */
function restBefore(step: Step, next: Cursor): Cursor {
  const latest: Cursor = { at: next.at, seq: next.seq - 1 };
  const wanted = step.lasting ? { at: (step.from.at + next.at) / 2, seq: Number.MAX_SAFE_INTEGER } : step.rest;
  return wanted.at < latest.at ? wanted : latest;
}

/** The step that a cursor is in; -1 before the first. */
export function stepAt(list: readonly Step[], cursor: Cursor): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareCursors((list[middle] as Step).from, cursor) <= 0) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
