import { createRandom } from '../../../src/core/random.ts';
import { cursorOf } from '../../../src/core/trace/cursor.ts';
import type { TraceEvent } from '../../../src/core/trace/events.ts';
import { createTimeline } from '../../../src/core/trace/timeline.ts';
import type { Figure } from '../figure.ts';
import { freshWorld, runLine } from '../headless.ts';
import { median, ms, percentile } from '../statistics.ts';

const WANTED_MS = 16;
const EVENTS = 100_000;
const SEEKS = 200;

const SESSION = [
  'docker pull nginx',
  'docker run -d --name web nginx',
  'docker ps',
  'docker rm -f web',
  'docker run --rm alpine echo hello',
  'docker rmi nginx',
];

/** A session like a learner's, as long as it takes. */
async function longTrace(): Promise<readonly TraceEvent[]> {
  const world = freshWorld();
  for (let i = 0; world.trace.events.length < EVENTS; i++) await runLine(world, SESSION[i % SESSION.length] as string);
  return world.trace.events;
}

export const seek: Figure = {
  id: 'seek',
  what: `seek to anywhere in a trace of ${EVENTS.toLocaleString('en')} events`,
  wanted: `under ${WANTED_MS} ms`,
  async measure() {
    const events = await longTrace();
    const timeline = createTimeline({ events });
    const random = createRandom('seek');
    // The first visit of the end sets the checkpoints.
    const start = performance.now();
    timeline.stateAt(cursorOf(events.at(-1) as TraceEvent));
    const firstMs = performance.now() - start;
    const times = Array.from({ length: SEEKS }, () => {
      const cursor = cursorOf(random.pick(events));
      const began = performance.now();
      timeline.stateAt(cursor);
      return performance.now() - began;
    });
    const slowest = percentile(times, 99);
    return {
      value: ms(slowest),
      good: slowest < WANTED_MS,
      detail: `slowest of a hundred, of ${SEEKS} seeks in ${events.length.toLocaleString('en')} events; median ${ms(median(times))}; the first fold of all takes ${ms(firstMs)}`,
    };
  },
};
