import { expect, test } from 'vitest';
import { Session } from '../../src/app/session.ts';
import type { Simulation } from '../../src/app/simulation.ts';
import { VirtualClock } from '../../src/core/clock.ts';
import { messageChannelTurn, runFast, runTo } from '../../src/core/drivers.ts';
import { TraceLog } from '../../src/core/trace/log.ts';

/** A world whose commands say their line, a second later `done`, and end; `cat` echoes keys until Ctrl-D. */
async function worldAfter(lines: readonly string[]): Promise<Simulation> {
  const clock = new VirtualClock();
  const trace = new TraceLog({ clock, seed: 7, startedAt: '2026-01-01T00:00:00.000Z' });
  const turn = messageChannelTurn();
  const run = (line: string) => {
    const span = trace.span('c');
    const say = (text: string) => trace.emit({ type: 'terminal.output', actor: 'client', span, stream: 'stdout', text });
    trace.emit({ type: 'command.start', actor: 'client', span, line });
    let end: (code: number) => void = () => {};
    const ended = new Promise<number>((resolve) => {
      end = resolve;
    });
    const later = () => clock.sleep(1000).then(() => say('done\n'));
    const ways: Record<string, Promise<number>> = { cat: ended, false: Promise.resolve(1) };
    const exitCode = (ways[line] ?? later().then(() => 0)).then((code) => {
      trace.emit({ type: 'command.end', actor: 'client', span, exitCode: code });
      return code;
    });
    say(`${line}!\n`);
    return { span, exitCode, type: (keys: string) => (keys === '\x04' ? end(0) : say(keys)), resize() {} };
  };
  for (const line of lines) await runFast(clock, run(line).exitCode, turn);
  return {
    events: trace.events,
    get now() {
      return clock.now();
    },
    get due() {
      return clock.nextDeadline();
    },
    run,
    advance: (to, outOfTime) => runTo(clock, to, turn, outOfTime),
  };
}

const opening = async () => ({
  version: 1 as const,
  source: 'simulated' as const,
  apiVersion: '1.51',
  startedAt: '',
  events: [...(await worldAfter(['first'])).events],
});
const printed = (session: Session) =>
  session.transcript.text(0, session.transcript.piecesAt(session.count)).split('$ ').slice(1).join('').replaceAll('\r', '');
/** A frame, and time for the world to do what it was asked in it. */
const frame = async (session: Session, elapsed = 50) => {
  session.player.frame(elapsed);
  await new Promise((resolve) => setTimeout(resolve));
};
const playToEnd = async (session: Session) => {
  for (let n = 0; n < 2000 && session.player.active; n++) await frame(session);
};

test('an opening that nobody looked at makes way for the first command typed', async () => {
  const session = new Session({ opening: await opening(), simulate: worldAfter });
  expect(session.past).toBe(false);
  await session.run('mine');
  await playToEnd(session);
  expect(session.lines).toEqual(['mine']);
  expect(printed(session)).toContain('mine!\ndone\n');
});

test('an opening that was looked at has happened: the same trace goes on', async () => {
  const trace = await opening();
  const session = new Session({ opening: trace, simulate: worldAfter });
  session.player.play();
  await frame(session, 50);
  await session.run('second');
  expect(session.lines).toEqual(['first', 'second']);
  expect(JSON.stringify(session.timeline.events.slice(0, trace.events.length))).toBe(JSON.stringify(trace.events));
});

test('playing leads to the end, and stops there', async () => {
  const session = new Session({ opening: await opening(), simulate: worldAfter });
  session.player.play();
  await playToEnd(session);
  expect(session.player.active).toBe(false);
  expect(session.past).toBe(false);
});

test('a command plays as time passes; paused, nothing goes on', async () => {
  const session = new Session({ opening: undefined, simulate: worldAfter });
  await session.run('slow');
  await frame(session, 16);
  expect(printed(session)).toContain('slow!\n');
  session.player.pause();
  for (let n = 0; n < 100; n++) await frame(session, 100);
  expect(printed(session)).not.toContain('done');
  expect(session.running).toBe(true);
  session.player.play();
  await playToEnd(session);
  expect(printed(session)).toContain('done');
  expect(session.running).toBe(false);
});

test('a command typed while the past is shown starts at the present', async () => {
  const session = new Session({ opening: undefined, simulate: worldAfter });
  await session.run('one');
  await playToEnd(session);
  session.player.first();
  expect(session.past).toBe(true);
  await session.run('two');
  await playToEnd(session);
  expect(printed(session)).toContain('one!\ndone\n');
  expect(printed(session)).toContain('two!\ndone\n');
});

test('a program that waits for keys gets them, and time stands still meanwhile', async () => {
  const session = new Session({ opening: undefined, simulate: worldAfter });
  await session.run('cat');
  for (let n = 0; n < 200; n++) await frame(session, 50);
  expect(session.player.playing).toBe(true);
  session.type('x');
  await frame(session, 16);
  expect(printed(session)).toContain('cat!\nx');
  session.type('\x04');
  await playToEnd(session);
  expect(session.running).toBe(false);
  expect(session.player.active).toBe(false);
});

test('a step forward beyond what is known lets the world go on', async () => {
  const session = new Session({ opening: undefined, simulate: worldAfter });
  await session.run('slow');
  session.player.pause();
  for (let n = 0; n < 10 && !printed(session).includes('done'); n++) {
    session.player.next();
    await playToEnd(session);
  }
  expect(printed(session)).toContain('done');
  session.player.previous();
  await playToEnd(session);
  expect(session.past).toBe(true);
});

test('a restart begins an empty world; with lines, it goes through them and plays the last', async () => {
  const session = new Session({ opening: await opening(), simulate: worldAfter });
  await session.restart(['a', 'b']);
  expect(session.lines).toEqual(['a', 'b']);
  expect(session.player.playing).toBe(true);
  await session.restart();
  expect(session.lines).toEqual([]);
});

test('what a command says without taking any time is seen', async () => {
  const session = new Session({ opening: undefined, simulate: worldAfter });
  await session.run('false');
  await playToEnd(session);
  expect(printed(session)).toContain('false!\n');
  expect(session.timeline.events.at(-1)).toMatchObject({ type: 'command.end', exitCode: 1 });
  expect(session.past).toBe(false);
});

test('a world that cannot be had refuses the line, and the next line tries again', async () => {
  let tries = 0;
  const session = new Session({
    opening: undefined,
    simulate: (lines) => (++tries === 1 ? Promise.reject(new Error('offline')) : worldAfter(lines)),
  });
  await expect(session.run('one')).rejects.toThrow('offline');
  await session.run('one');
  await playToEnd(session);
  expect(printed(session)).toContain('done');
});

test('should the world differ from what was shown, the world is right', async () => {
  const trace = await opening();
  const session = new Session({ opening: { ...trace, events: trace.events.slice(1) }, simulate: worldAfter });
  session.player.play();
  await session.run('second');
  expect(session.lines).toEqual(['second']);
});

test('at the highest speed a command is over at once', async () => {
  const session = new Session({ opening: undefined, simulate: worldAfter });
  session.player.setSpeed('instant');
  await session.run('slow');
  for (let n = 0; n < 5; n++) await frame(session, 16);
  expect(session.player.active).toBe(false);
  expect(printed(session)).toContain('done');
});
