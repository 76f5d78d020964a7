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
    const step = stepOf(line, event, telling.told.commandOf(event));
    for (let at = levels.indexOf(line.level); at < levels.length; at++) add(telling.steps[levels[at] as Level], step);
  }
  return telling.steps[level];
}

function stepOf(
  { caption, detail, subject, flight, lasting, level }: Line,
  event: TraceEvent,
  command: string | undefined,
): Omit<Step, 'index'> {
  const from = cursorOf(event);
  const way = flight && Math.max(from.at, flight.sent + ON_THE_WAY * (flight.arrives - flight.sent));
  return {
    from,
    rest: way === undefined ? from : { at: way, seq: Number.MAX_SAFE_INTEGER },
    caption,
    terms: level === 'everything' ? [] : termsIn(detail ? `${caption} ${detail}` : caption),
    ...(detail ? { detail } : {}),
    ...(subject ? { subject } : {}),
    ...(command ? { command } : {}),
    ...(flight ? { flight } : {}),
    ...(lasting ? { lasting: true } : {}),
  };
}

function add(list: Step[], step: Omit<Step, 'index'>): void {
  const before = list[list.length - 1];
  const rest = before && restBefore(before, step.from);
  if (before && rest && rest !== before.rest) list[list.length - 1] = { ...before, rest };
  list.push({ index: list.length, ...step });
}

/** Where to look at a step, now that the next one is known: never past its beginning. */
function restBefore(step: Step, next: Cursor): Cursor {
  const latest: Cursor = { at: next.at, seq: next.seq - 1 };
  const wanted = step.lasting ? { at: (step.from.at + next.at) / 2, seq: Number.MAX_SAFE_INTEGER } : step.rest;
  return compareCursors(wanted, latest) <= 0 ? wanted : latest;
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
