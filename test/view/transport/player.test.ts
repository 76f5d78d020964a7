import { beforeAll, describe, expect, test, vi } from 'vitest';
import { cursorAt } from '../../../src/core/trace/cursor.ts';
import type { Trace } from '../../../src/core/trace/events.ts';
import { createTimeline, type Timeline } from '../../../src/core/trace/timeline.ts';
import { Player, type PlayerHost } from '../../../src/view/transport/player.ts';
import { voyage } from '../../world/voyage.ts';

let trace: Trace;
beforeAll(async () => {
  trace = await voyage('docker run --name one hello-world');
}, 60_000);

const FRAME = 16;

/** Lets frames pass until the player has nothing to do. */
function settle(player: Player, most = 20_000): number {
  let frames = 0;
  for (; player.active && frames < most; frames++) player.frame(FRAME);
  return frames;
}

const recording = (options = {}) => new Player({ timeline: createTimeline(trace), ...options });

describe('a recording', () => {
  test('plays from its beginning to its end, and stops there', () => {
    const player = recording();
    expect(player.cursor).toEqual({ at: 0, seq: -1 });
    player.play();
    const frames = settle(player);
    expect(player.ended).toBe(true);
    expect(player.playing).toBe(false);
    expect(player.step).toBe(player.steps[player.steps.length - 1]);
    expect(frames * FRAME).toBeCloseTo(player.length, -2);
  });

  test('plays twice as fast at twice the speed', () => {
    const slow = recording();
    const fast = recording({ speed: 2 });
    slow.play();
    fast.play();
    expect(settle(slow) / settle(fast)).toBeCloseTo(2, 1);
  });

  test('is over at once at the speed of an instant', () => {
    const player = recording({ speed: 'instant' });
    player.play();
    expect(settle(player)).toBeLessThan(3);
    expect(player.ended).toBe(true);
  });

  test('each step leads to where one looks at the next, and back', () => {
    const player = recording();
    for (let i = 0; i < 5; i++) {
      player.next();
      settle(player);
      expect(player.stepIndex).toBe(i);
      expect(player.position).toBeCloseTo(player.tempo.restOf(i), 3);
    }
    player.previous();
    settle(player);
    expect(player.stepIndex).toBe(3);
    player.first();
    expect(player.cursor).toEqual({ at: 0, seq: -1 });
    expect(player.stepIndex).toBe(-1);
  });

  test('two steps asked for in a row are two steps, though the first is still on its way', () => {
    const player = recording();
    player.next();
    player.next();
    player.frame(FRAME);
    player.next();
    settle(player);
    expect(player.stepIndex).toBe(2);
  });

  test('steps in a hurry are jumped to, and drawn once each', () => {
    const player = recording();
    player.next();
    player.frame(FRAME);
    const listener = vi.fn();
    player.subscribe(listener);
    for (let i = 1; i < 6; i++) {
      player.next();
      expect(player.stepIndex).toBe(i);
      for (let frame = 0; frame < 3; frame++) player.frame(FRAME);
    }
    expect(listener).toHaveBeenCalledTimes(5);
    settle(player);
    player.next();
    player.frame(FRAME);
    expect(player.position).toBeLessThan(player.tempo.restOf(6));
  });

  test('jumps where motion is not wanted', () => {
    const player = recording({ still: true });
    player.next();
    player.next();
    expect(player.active).toBe(false);
    expect(player.stepIndex).toBe(1);
  });

  test('plays without motion where none is wanted: each message stands still, and nothing is left out', () => {
    const player = recording({ still: true });
    player.play();
    const places = new Map<number, Set<number>>();
    for (let i = 0; player.active && i < 20_000; i++) {
      player.frame(FRAME);
      const { stepIndex } = player;
      places.set(stepIndex, (places.get(stepIndex) ?? new Set()).add(player.cursor.at));
    }
    for (const step of player.steps.slice(0, -1)) {
      expect(places.has(step.index), step.caption).toBe(true);
      if (step.flight) expect([...(places.get(step.index) ?? [])], step.caption).toEqual([step.rest.at]);
    }
    expect(player.ended).toBe(true);
  });

  test('a change of level keeps the cursor where it is', () => {
    const player = recording();
    player.seekStep(6);
    const { cursor } = player;
    const story = player.stepIndex;
    player.setLevel('wire');
    expect(player.cursor).toEqual(cursor);
    expect(player.stepIndex).toBeGreaterThan(story);
    player.next();
    settle(player);
    expect(player.cursor.at).toBeGreaterThanOrEqual(cursor.at);
  });

  test('every change is told, and no more once nobody listens', () => {
    const player = recording();
    const listener = vi.fn();
    const stop = player.subscribe(listener);
    player.play();
    player.frame(FRAME);
    expect(listener).toHaveBeenCalledTimes(2);
    stop();
    player.frame(FRAME);
    expect(listener).toHaveBeenCalledTimes(2);
  });
});

/** A world that lives the trace again, as far as it is told to go. */
function living(
  timeline: Timeline,
  stepMs = Number.POSITIVE_INFINITY,
  frames = 1,
): PlayerHost & { readonly asked: number[]; readonly at: number } {
  let at = 0;
  const asked: number[] = [];
  return {
    asked,
    get at() {
      return at;
    },
    get busy() {
      return timeline.events.length < trace.events.length;
    },
    async advance(toMs) {
      asked.push(toMs);
      for (let turn = 1; turn < 2 * frames; turn++) await Promise.resolve();
      at = Math.min(toMs, at + stepMs);
      timeline.append(trace.events.slice(timeline.events.length).filter((event) => event.at <= at));
      return at;
    },
  };
}

describe('a world that runs', () => {
  test('is driven by playing, and never shown further than it has come', async () => {
    const timeline = createTimeline();
    const host = living(timeline, 5);
    const player = new Player({ timeline, host });
    player.follow();
    for (let i = 0; i < 6000 && !player.ended; i++) {
      player.frame(FRAME);
      await Promise.resolve();
      expect(player.cursor.at).toBeLessThanOrEqual(host.at);
    }
    expect(player.ended).toBe(true);
    expect(timeline.events).toHaveLength(trace.events.length);
  });

  test('does not slow playing down: the world is ahead of what is shown', async () => {
    const timeline = createTimeline();
    const player = new Player({ timeline, host: living(timeline, Number.POSITIVE_INFINITY, 3) });
    player.follow();
    for (let i = 0; i < 10; i++) {
      player.frame(FRAME);
      await Promise.resolve();
    }
    const from = player.position;
    for (let i = 0; i < 900; i++) {
      player.frame(FRAME);
      await Promise.resolve();
    }
    expect(player.position - from).toBeCloseTo(900 * FRAME, -2);
  });

  test('stands still while the player is paused', async () => {
    const timeline = createTimeline();
    const host = living(timeline);
    const player = new Player({ timeline, host });
    player.follow();
    for (let i = 0; i < 100; i++) {
      player.frame(FRAME);
      await Promise.resolve();
    }
    player.pause();
    const calls = host.asked.length;
    expect(player.active).toBe(false);
    for (let i = 0; i < 100; i++) player.frame(FRAME);
    expect(host.asked).toHaveLength(calls);
    expect(host.busy).toBe(true);
  });

  test('a step on lets it live until there is one', async () => {
    const timeline = createTimeline();
    const player = new Player({ timeline, host: living(timeline) });
    for (let wanted = 0; wanted < 4; wanted++) {
      player.next();
      for (let i = 0; i < 400 && player.active; i++) {
        player.frame(FRAME);
        await Promise.resolve();
      }
      expect(player.stepIndex).toBe(wanted);
    }
    expect(timeline.events.length).toBeLessThan(trace.events.length);
  });

  test('played live or from a recording, a position shows the same moment', async () => {
    const timeline = createTimeline();
    const live = new Player({ timeline, host: living(timeline) });
    const recorded = recording();
    live.follow();
    for (let i = 0; i < 900; i++) {
      live.frame(FRAME);
      await Promise.resolve();
      if (i % 50 === 0) {
        recorded.seekPosition(live.position);
        expect(recorded.cursor.at).toBeCloseTo(live.cursor.at, 3);
      }
    }
    expect(live.cursor.at).toBeGreaterThan(20);
  });

  test('scrubbing back moves only the cursor', async () => {
    const timeline = createTimeline();
    const host = living(timeline);
    const player = new Player({ timeline, host });
    player.follow();
    for (let i = 0; i < 400; i++) {
      player.frame(FRAME);
      await Promise.resolve();
    }
    const { length } = timeline.events;
    player.seek(cursorAt(2));
    expect(player.cursor).toEqual(cursorAt(2));
    expect(timeline.events).toHaveLength(length);
  });
});
