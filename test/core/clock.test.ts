import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMachine } from 'xstate';
import { VirtualClock } from '../../src/core/clock.ts';
import { type Host, messageChannelTurn, runFast, runOnWall, runTo, Stalled } from '../../src/core/drivers.ts';
import { interpret } from '../../src/core/statechart.ts';
import { TraceLog } from '../../src/core/trace/log.ts';

const turn = messageChannelTurn();

describe('the event queue', () => {
  test('fires by deadline, and in the order of insertion where deadlines fall together', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { maxLength: 60 }), (delays) => {
        const clock = new VirtualClock();
        const fired: number[] = [];
        delays.forEach((delay, index) => {
          clock.setTimeout(() => fired.push(index), delay);
        });
        while (clock.fireNext());
        const expected = delays.map((delay, index) => ({ delay, index })).sort((a, b) => a.delay - b.delay || a.index - b.index);
        expect(fired).toEqual(expected.map(({ index }) => index));
      }),
    );
  });

  test('a timer set while another fires counts from that deadline, not from where the driver is going', async () => {
    const clock = new VirtualClock();
    const at: number[] = [];
    clock.setTimeout(() => {
      at.push(clock.now());
      clock.setTimeout(() => at.push(clock.now()), 10);
    }, 10);
    await runTo(clock, 100, turn);
    expect(at).toEqual([10, 20]);
    expect(clock.now()).toBe(100);
  });

  test('a cleared timer does not fire, and clearing one that fired harms no other', () => {
    const clock = new VirtualClock();
    const fired: string[] = [];
    const first = clock.setTimeout(() => fired.push('first'), 1);
    const second = clock.setTimeout(() => fired.push('second'), 2);
    clock.fireNext();
    clock.clearTimeout(first);
    clock.clearTimeout(second);
    clock.setTimeout(() => fired.push('third'), 3);
    while (clock.fireNext());
    expect(fired).toEqual(['first', 'third']);
  });

  test('however many are set and cleared, the others fire in their order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(20), fc.boolean()), { minLength: 200, maxLength: 400 }), (timers) => {
        const clock = new VirtualClock();
        const fired: number[] = [];
        const ids = timers.map(([delay], index) => clock.setTimeout(() => fired.push(index), delay));
        timers.forEach(([, keep], index) => {
          if (!keep) clock.clearTimeout(ids[index] as number);
        });
        while (clock.fireNext());
        const kept = timers.map(([delay, keep], index) => ({ delay, keep, index })).filter(({ keep }) => keep);
        expect(fired).toEqual(kept.sort((a, b) => a.delay - b.delay || a.index - b.index).map(({ index }) => index));
      }),
    );
  });

  test('a sleep ends early with the reason of its signal', async () => {
    const clock = new VirtualClock();
    const stop = new AbortController();
    const slept = clock.sleep(1000, stop.signal);
    stop.abort(new Error('enough'));
    await expect(slept).rejects.toThrow('enough');
    expect(clock.nextDeadline()).toBeUndefined();
  });
});

describe('as fast as possible', () => {
  test('a year passes at once', async () => {
    const clock = new VirtualClock();
    const year = 365 * 24 * 3600 * 1000;
    await runFast(clock, clock.sleep(year), turn);
    expect(clock.now()).toBe(year);
  });

  test('what the platform does on its own takes no virtual time', async () => {
    const clock = new VirtualClock();
    clock.setTimeout(() => {}, 5);
    const digest = clock.hold(crypto.subtle.digest('SHA-256', new Uint8Array(1_000_000)));
    const at = runFast(
      clock,
      digest.then(() => clock.now()),
      turn,
    );
    expect(await at).toBe(0);
  });

  test('turn by turn, the platform still gets to its own work', async () => {
    let served = false;
    setImmediate(() => {
      served = true;
    });
    for (let turns = 0; turns < 10; turns++) await turn();
    expect(served).toBe(true);
  });

  test('it says so when nothing is left that could happen', async () => {
    await expect(runFast(new VirtualClock(), new Promise(() => {}), turn)).rejects.toThrow(Stalled);
  });
});

describe('in step with a player', () => {
  test('nothing beyond the target fires', async () => {
    const clock = new VirtualClock();
    const fired: number[] = [];
    for (const ms of [10, 20, 30]) clock.setTimeout(() => fired.push(ms), ms);
    expect(await runTo(clock, 20, turn)).toBe(true);
    expect(fired).toEqual([10, 20]);
    expect(clock.now()).toBe(20);
  });

  test('out of time, it gives up where it is, and goes on with the next frame', async () => {
    const clock = new VirtualClock();
    const fired: number[] = [];
    for (const ms of [10, 20, 30]) clock.setTimeout(() => fired.push(ms), ms);
    let left = 1;
    expect(await runTo(clock, 30, turn, () => left-- <= 0)).toBe(false);
    expect(fired).toEqual([10]);
    expect(await runTo(clock, 30, turn)).toBe(true);
    expect(fired).toEqual([10, 20, 30]);
  });
});

describe('on wall time', () => {
  /** A host whose time is moved by hand. */
  function fakeHost() {
    let now = 5000;
    const timers = new Map<number, { at: number; fn: () => void }>();
    let id = 0;
    const host: Host = {
      nowMs: () => now,
      setTimeout: (fn, ms) => {
        timers.set(++id, { at: now + ms, fn });
        return id;
      },
      clearTimeout: (timer) => timers.delete(timer as number),
    };
    const pass = (ms: number) => {
      const until = now + ms;
      for (;;) {
        const next = [...timers].sort(([, a], [, b]) => a.at - b.at)[0];
        if (!next || next[1].at > until) break;
        timers.delete(next[0]);
        now = next[1].at;
        next[1].fn();
      }
      now = until;
    };
    return { host, pass, pending: () => timers.size };
  }

  test('a sleep takes what it says, one set later and due earlier included', async () => {
    const clock = new VirtualClock();
    const { host, pass } = fakeHost();
    runOnWall(clock, host);
    const fired: number[] = [];
    clock.setTimeout(() => fired.push(300), 300);
    clock.setTimeout(() => fired.push(50), 50);
    pass(49);
    expect(fired).toEqual([]);
    pass(1);
    expect(fired).toEqual([50]);
    pass(1000);
    expect(fired).toEqual([50, 300]);
  });

  test('virtual time is the time that passed, also when nothing was due meanwhile', () => {
    const clock = new VirtualClock();
    const { host, pass } = fakeHost();
    runOnWall(clock, host);
    pass(700);
    const fired: number[] = [];
    clock.setTimeout(() => fired.push(clock.now()), 100);
    pass(99);
    expect(fired).toEqual([]);
    pass(1);
    expect(fired).toEqual([800]);
  });

  test('a timer that throws does not stop the others', () => {
    const clock = new VirtualClock();
    const { host, pass } = fakeHost();
    runOnWall(clock, host);
    let fired = false;
    clock.setTimeout(() => {
      throw new Error('a bug');
    }, 10);
    clock.setTimeout(() => {
      fired = true;
    }, 20);
    expect(() => pass(15)).toThrow('a bug');
    pass(100);
    expect(fired).toBe(true);
  });

  test('a wait longer than a host can take is taken in parts', () => {
    const clock = new VirtualClock();
    const { host, pass } = fakeHost();
    const asked: number[] = [];
    const setTimeout = (fn: () => void, ms: number) => {
      asked.push(ms);
      return host.setTimeout(fn, ms);
    };
    runOnWall(clock, { ...host, setTimeout });
    const month = 30 * 24 * 3600 * 1000;
    let fired = false;
    clock.setTimeout(() => {
      fired = true;
    }, month);
    pass(month - 1);
    expect(fired).toBe(false);
    pass(1);
    expect(fired).toBe(true);
    expect(Math.max(...asked)).toBeLessThan(2 ** 31);
  });

  test('stopped, it leaves no timer with its host', () => {
    const clock = new VirtualClock();
    const { host, pending } = fakeHost();
    const stop = runOnWall(clock, host);
    clock.setTimeout(() => {}, 10);
    expect(pending()).toBe(1);
    stop();
    clock.setTimeout(() => {}, 5);
    expect(pending()).toBe(0);
  });
});

test("XState's delays run on the virtual clock, chained ones at their own deadlines, and each state is in the trace", async () => {
  const clock = new VirtualClock();
  const trace = new TraceLog({ clock, startedAt: '2026-01-01T00:00:00.000Z' });
  const lamp = createMachine({
    initial: 'green',
    states: { green: { after: { 30: 'amber' } }, amber: { after: { 5: 'red' } }, red: { type: 'final' } },
  });
  interpret(lamp, { clock, trace, actor: 'engine', machine: 'pull', id: 'lamp' }).start();
  await runTo(clock, 1000, turn);
  expect(trace.events.map((event) => event.type === 'state' && [event.at, event.from, event.to])).toEqual([
    [0, '', 'green'],
    [30, 'green', 'amber'],
    [35, 'amber', 'red'],
  ]);
});
