import { expect, test } from 'vitest';
import { VirtualClock } from '../../src/core/clock.ts';
import { messageChannelTurn, runFast } from '../../src/core/drivers.ts';
import { readText, respond, type Transport, wireRequest } from '../../src/core/http.ts';
import { createLink } from '../../src/core/link.ts';
import { TraceLog } from '../../src/core/trace/log.ts';

const world = (handler: Transport, link: { latencyMs?: number; bytesPerMs?: number } = {}) => {
  const clock = new VirtualClock();
  const trace = new TraceLog({ clock, startedAt: '2026-01-01T00:00:00.000Z' });
  return { clock, trace, transport: createLink(handler, { name: 'client-engine', clock, trace, ...link }) };
};

test('a request takes the latency there and back, and each crossing is in the trace', async () => {
  const { clock, trace, transport } = world(async () => respond(200, 'pong', { 'Content-Type': 'text/plain' }), { latencyMs: 20 });
  const said = await runFast(
    clock,
    transport(wireRequest('http://engine/_ping', { headers: { Host: 'api.moby.localhost' } })).then(readText),
    messageChannelTurn(),
  );
  expect(said).toBe('pong');
  expect(clock.now()).toBe(40);
  expect(trace.events.map((e) => [e.at, e.type])).toEqual([
    [0, 'http.request'],
    [20, 'http.response'],
    [20, 'http.response.chunk'],
    [40, 'http.end'],
  ]);
});
