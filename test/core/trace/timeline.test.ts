import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cursor, cursorAt } from '../../../src/core/trace/cursor.ts';
import { applyEvent, foldEvents } from '../../../src/core/trace/fold.ts';
import { createTimeline } from '../../../src/core/trace/timeline.ts';
import { emptyWorld, type WorldState } from '../../../src/core/trace/world-state.ts';
import { voyage } from '../../world/voyage.ts';

/** A cold run and many warm ones: more than a thousand events, so that there are checkpoints. */
const long = () => voyage(...Array.from({ length: 24 }, () => 'docker run --rm hello-world'));

test('a seek to any cursor shows the world that a replay from the beginning would', async () => {
  const { events } = await long();
  expect(events.length).toBeGreaterThan(1500);
  const timeline = createTimeline({ events });
  const last = events[events.length - 1]?.at ?? 0;
  fc.assert(
    fc.property(fc.double({ min: 0, max: last + 10, noNaN: true }), fc.nat(events.length), (at, seq) => {
      const cursors: Cursor[] = [cursorAt(at), { at: events[seq]?.at ?? at, seq }];
      for (const cursor of cursors) {
        const replayed = foldEvents(emptyWorld(), events, timeline.countAt(cursor));
        expect(timeline.stateAt(cursor)).toEqual(replayed);
      }
    }),
    { numRuns: 40 },
  );
});

test('a world that was shown stays as it was, whatever is shown afterwards', async () => {
  const { events } = await voyage('docker run --rm hello-world');
  const timeline = createTimeline({ events });
  const middle = timeline.stateAt(cursorAt((events[events.length >> 1] as { at: number }).at));
  const copy = structuredClone(middle);
  timeline.stateAt(cursorAt(timeline.endsAt));
  timeline.stateAt(cursorAt(0));
  expect(middle).toEqual(copy);
});

test('between two events nothing is made anew; what an event leaves alone stays the same object', async () => {
  const { events } = await voyage('docker run --rm hello-world');
  const timeline = createTimeline({ events });
  const at = events.findIndex((event, i) => event.type === 'http.request' && (events[i + 1]?.at ?? 0) > event.at);
  const from = events[at]?.at ?? 0;
  const to = events[at + 1]?.at ?? 0;
  const world = timeline.stateAt(cursorAt(from));
  expect(timeline.stateAt(cursorAt((from + to) / 2))).toBe(world);
  const next = applyEvent(world, { seq: 1e9, at: to, actor: 'client', type: 'terminal.output', stream: 'stdout', text: 'x' });
  expect(next.exchanges).toBe(world.exchanges);
  expect(next.terminal.length).toBe(world.terminal.length + 1);
});

test('a timeline that grows shows the same as one that had everything from the start', async () => {
  const { events } = await voyage('docker run --rm hello-world');
  const whole = createTimeline({ events });
  const growing = createTimeline();
  for (let i = 0; i < events.length; i += 7) {
    growing.append(events.slice(i, i + 7));
    const cursor = cursorAt(growing.events[growing.events.length - 1]?.at ?? 0);
    const count = growing.countAt(cursor);
    const prefix: WorldState = foldEvents(emptyWorld(), events, count);
    expect(growing.stateAt(cursor)).toEqual(prefix);
  }
  expect(growing.endsAt).toBe(whole.endsAt);
});

test('at the end of a cold run the world holds the image, its layers and no open exchange', async () => {
  const timeline = createTimeline(await voyage('docker run --name one hello-world'));
  const world = timeline.stateAt(cursorAt(timeline.endsAt));
  expect([...world.images.values()].map(({ references }) => references)).toEqual([expect.arrayContaining(['hello-world:latest'])]);
  expect([...world.layers.values()].map(({ phase }) => phase)).toEqual(['present']);
  expect([...world.containers.values()]).toMatchObject([{ name: 'one', state: 'exited', exitCode: 0, processes: [], namespaces: [] }]);
  expect(world.open.size).toBe(0);
  expect([...world.exchanges.values()].every(({ end }) => end)).toBe(true);
  expect([...world.commands.values()].map(({ line, end }) => [line, end?.exitCode])).toEqual([['docker run --name one hello-world', 0]]);
});

test('while a container is started, its isolation is there to be seen', async () => {
  const { events } = await voyage('docker run --name one hello-world');
  const timeline = createTimeline({ events });
  const started = events.find(({ type }) => type === 'process.started');
  const [container] = timeline.stateAt({ at: started?.at ?? 0, seq: started?.seq ?? 0 }).containers.values();
  expect(container?.overlay?.lower).toHaveLength(1);
  expect(container?.namespaces).toEqual(expect.arrayContaining(['pid', 'uts', 'ipc']));
  expect(container?.cgroup).toMatch(/docker-[0-9a-f]{64}\.scope/);
  expect(container?.addresses).toMatchObject([{ address: '172.17.0.2' }]);
  expect(container?.processes).toMatchObject([{ pid: 1, argv: ['/hello'] }]);
});

test('a process that becomes another program is still one process', async () => {
  const timeline = createTimeline(await voyage('docker run -d --name web nginx', 'docker exec web true'));
  const [container] = timeline.stateAt(cursorAt(timeline.endsAt)).containers.values();
  expect(container?.processes.filter(({ pid }) => pid === 1)).toMatchObject([{ argv: expect.arrayContaining(['nginx']) }]);
});
