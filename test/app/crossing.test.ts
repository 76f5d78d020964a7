import { setupServer } from 'msw/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NetworkCrossing } from '../../src/app/msw/crossing.ts';
import { engineHandlers } from '../../src/app/msw/handlers.ts';
import { VirtualClock } from '../../src/core/clock.ts';
import { messageChannelTurn, runFast } from '../../src/core/drivers.ts';
import { readText, respond, respondJson, type Transport, wireRequest } from '../../src/core/http.ts';
import { createLink } from '../../src/core/link.ts';
import { causedBy } from '../../src/core/trace/cause.ts';
import { TraceLog } from '../../src/core/trace/log.ts';

const BASE = 'http://page.test/folder/engine';
const state = { on: true, seen: [] as string[] };
const crossing = new NetworkCrossing(
  BASE,
  () => state.on,
  (request) => {
    state.seen.push(`${request.method} ${request.url}`);
    return fetch(request);
  },
);
const server = setupServer(...engineHandlers(BASE, crossing));
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterAll(() => server.close());

/** A stream of three pieces, a virtual second apart. */
const ticking = (clock: VirtualClock) =>
  new ReadableStream<Uint8Array>({
    async start(controller) {
      for (let n = 1; n <= 3; n++) {
        await clock.sleep(1000);
        controller.enqueue(new TextEncoder().encode(`{"n":${n}}\n`));
      }
      controller.close();
    },
  });

function world(on: boolean) {
  state.on = on;
  state.seen.length = 0;
  const clock = new VirtualClock();
  const trace = new TraceLog({ clock, startedAt: '2026-01-01T00:00:00.000Z' });
  const engine: Transport = async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === '/echo')
      return respond(200, await readText(request), { 'Content-Type': 'text/plain', 'X-Host': request.headers.get('Host') ?? '' });
    if (pathname === '/ticks') return respond(200, ticking(clock), { 'Content-Type': 'application/json' });
    return respondJson(404, { message: 'page not found' });
  };
  const direct = createLink(engine, { name: 'client-engine', clock, trace, latencyMs: 5 });
  const transport = crossing.route(direct, clock);
  const run = <T>(work: Promise<T>) => runFast(clock, work, messageChannelTurn());
  return { clock, trace, transport, run };
}

test('a request crosses the network under the page’s own address, with its body and all of its headers', async () => {
  const { transport, run } = world(true);
  const request = wireRequest('http://api.moby.localhost/echo?a=1', {
    method: 'POST',
    headers: { Host: 'api.moby.localhost' },
    body: 'hello',
  });
  const response = await run(transport(request));
  expect(response.headers.get('X-Host')).toBe('api.moby.localhost');
  expect(await run(readText(response))).toBe('hello');
  expect(state.seen).toEqual(['POST http://page.test/folder/engine/echo?a=1']);
});

test('a refusal comes back as it was', async () => {
  const { transport, run } = world(true);
  const response = await run(transport(wireRequest('http://api.moby.localhost/nope')));
  expect(response.status).toBe(404);
  expect(await run(readText(response))).toBe('{"message":"page not found"}\n');
});

test('virtual time passes as it does without the network: the traces are the same', async () => {
  const talk = async (on: boolean) => {
    const { transport, run, trace, clock } = world(on);
    for (const path of ['/ticks', '/echo'])
      await run(transport(causedBy(wireRequest(`http://api.moby.localhost${path}`, { method: 'POST', body: 'x' }), 'c1')).then(readText));
    return { events: JSON.stringify(trace.events), now: clock.now() };
  };
  const across = await talk(true);
  expect(across).toEqual(await talk(false));
  expect(across.now).toBe(3020);
});

test('a connection that is taken over goes directly', async () => {
  const { transport, run } = world(true);
  await run(
    transport(
      wireRequest('http://api.moby.localhost/echo', { method: 'POST', headers: { Upgrade: 'tcp', Connection: 'Upgrade' }, body: '' }),
    ),
  );
  expect(state.seen).toEqual([]);
});

test('when its reader goes, a stream ends at the engine too', async () => {
  const { transport, run, trace } = world(true);
  const response = await run(transport(wireRequest('http://api.moby.localhost/ticks')));
  const reader = response.body!.getReader();
  await run(reader.read());
  await reader.cancel();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(trace.events.at(-1)).toMatchObject({ type: 'http.failed', reason: 'the reader closed the connection' });
});
