import fc from 'fast-check';
import { expect, test } from 'vitest';
import { levels } from '../../../src/core/trace/step.ts';
import { steps } from '../../../src/core/trace/steps.ts';
import { tempo } from '../../../src/core/trace/tempo.ts';
import { createTimeline } from '../../../src/core/trace/timeline.ts';
import { voyage } from '../../world/voyage.ts';

const cold = () => voyage('docker pull hello-world');

test('a cold pull takes about twenty seconds to watch', async () => {
  const { length } = tempo(createTimeline(await cold()), 'story');
  expect(length).toBeGreaterThan(14_000);
  expect(length).toBeLessThan(26_000);
});

test('each step of the story gets the time that its sentence needs', async () => {
  const timeline = createTimeline(await cold());
  const pace = tempo(timeline, 'story');
  const list = steps(timeline, 'story');
  for (const { index, caption } of list.slice(0, -1)) {
    const time = pace.startOf(index + 1) - pace.startOf(index);
    expect(time, caption).toBeGreaterThan(900);
    expect(time, caption).toBeLessThan(6000);
  }
});

test('a message under way takes most of its step, however short its way is', async () => {
  const timeline = createTimeline(await cold());
  const pace = tempo(timeline, 'story');
  const ping = steps(timeline, 'story').find(({ caption }) => caption.includes('knocks'));
  const { sent, arrives } = ping?.flight ?? { sent: 0, arrives: 0 };
  expect(arrives - sent).toBeLessThan(5);
  const flying = pace.positionOf({ at: arrives, seq: -1 }) - pace.positionOf({ at: sent, seq: ping?.from.seq ?? 0 });
  expect(flying).toBeGreaterThan(700);
});

test.each(levels)('positions and cursors lead to one another at level %s', async (level) => {
  const timeline = createTimeline(await cold());
  const pace = tempo(timeline, level);
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (a, b) => {
      const [early, late] = [Math.min(a, b) * pace.length, Math.max(a, b) * pace.length];
      expect(pace.cursorAt(early).at).toBeLessThanOrEqual(pace.cursorAt(late).at + 1e-6);
      const cursor = pace.cursorAt(early);
      const position = pace.positionOf(cursor);
      // In the pause before a step the cursor stands still, so the way back may lead to its beginning.
      expect(position).toBeLessThanOrEqual(early + 1e-6);
      expect(pace.cursorAt(position).at).toBeCloseTo(cursor.at, 4);
    }),
  );
});

test('what comes later never changes what has been played', async () => {
  const { events } = await cold();
  const whole = createTimeline({ events });
  const known = createTimeline({ events: events.slice(0, events.length >> 1) });
  const now = known.events[known.events.length - 1]?.at ?? 0;
  const before = tempo(known, 'story');
  const after = tempo(whole, 'story');
  for (let at = 0; at < now; at += now / 50) expect(before.positionOf({ at, seq: 0 })).toBeCloseTo(after.positionOf({ at, seq: 0 }), 6);
});

test('five minutes of sleep are shortened to a few seconds', () => {
  const timeline = createTimeline({
    events: [
      { seq: 0, at: 0, actor: 'client', span: 'c1', type: 'command.start', line: 'sleep 300' },
      { seq: 1, at: 300_000, actor: 'client', span: 'c1', type: 'command.end', exitCode: 0 },
    ],
  });
  expect(tempo(timeline, 'story').startOf(1)).toBeLessThan(6000);
});
