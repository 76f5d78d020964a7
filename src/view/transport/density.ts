import { max } from 'd3-array';
import { scaleSqrt } from 'd3-scale';
import type { TraceEvent } from '../../core/trace/events.ts';
import type { Tempo } from '../../core/trace/tempo.ts';
import type { Timeline } from '../../core/trace/timeline.ts';

/** Something on the scrubber, at a fraction of its length. */
export interface Mark {
  readonly at: number;
  readonly label: string;
}

/** Looking at every event of a long trace would take longer than a frame. */
const MOST = 4000;

/** How much happens along the scrubber: one height between 0 and 1 for each of `bins` parts. */
export function density(timeline: Timeline, tempo: Tempo, bins: number): number[] {
  const counts = new Array<number>(bins).fill(0);
  const { events } = timeline;
  const length = tempo.length || 1;
  const stride = Math.max(1, Math.ceil(events.length / MOST));
  for (let i = 0; i < events.length; i += stride) {
    const bin = Math.min(bins - 1, Math.floor((tempo.positionOf(events[i] as TraceEvent) / length) * bins));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const height = scaleSqrt()
    .domain([0, max(counts) || 1])
    .range([0, 1]);
  return counts.map(height);
}

const failure = (event: TraceEvent): string | undefined => {
  if (event.type === 'layer.corrupt') return 'a corrupt layer';
  if (event.type === 'http.failed' && !/the reader closed/.test(event.reason)) return event.reason;
  if (event.type === 'http.response' && event.status >= 500) return `${event.status} ${event.statusText}`;
  return undefined;
};

/** Where commands begin, and where something went wrong. */
export function landmarks(timeline: Timeline, tempo: Tempo): { readonly commands: readonly Mark[]; readonly faults: readonly Mark[] } {
  const length = tempo.length || 1;
  const commands: Mark[] = [];
  const faults: Mark[] = [];
  for (const event of timeline.events) {
    if (event.type === 'command.start') commands.push({ at: tempo.positionOf(event) / length, label: event.line });
    const label = failure(event);
    if (label) faults.push({ at: tempo.positionOf(event) / length, label });
  }
  return { commands, faults };
}
