import { expect, test } from 'vitest';
import { VirtualClock } from '../../src/core/clock.ts';
import { messageChannelTurn, runFast, runTo } from '../../src/core/drivers.ts';
import { chunksOf, readText, respond, streamOf, type Transport, upgrade, wireRequest } from '../../src/core/http.ts';
import { createLink } from '../../src/core/link.ts';
import { causedBy, causeOf } from '../../src/core/trace/cause.ts';
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

const drain = async (response: Response) => {
  let size = 0;
  for await (const chunk of chunksOf(response)) size += chunk.length;
  return size;
};

test('bandwidth is honoured, and two bodies side by side share it', async () => {
  const kilobytes = (n: number) => new Uint8Array(n * 1024);
  const { clock, transport } = world(async () => respond(200, kilobytes(100)), { bytesPerMs: 1024 });
  const get = async () => {
    const size = await drain(await transport(wireRequest('http://registry/blob')));
    return [size, clock.now()];
  };
  const alone = await runFast(clock, get(), messageChannelTurn());
  expect(alone[0]).toBe(102_400);
  expect(alone[1]).toBeCloseTo(100 + 1, 0);
  const before = clock.now();
  const [one, other] = await runFast(clock, Promise.all([get(), get()]), messageChannelTurn());
  // Neither waits for the other to end: both come near the end together.
  expect(one[1]! - before).toBeGreaterThan(130);
  expect(other[1]! - before).toBeGreaterThan(190);
});

test('a reader that leaves ends the stream at its source, and the trace says so', async () => {
  let stopped = false;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(10)),
    cancel: () => {
      stopped = true;
    },
  });
  const { clock, trace, transport } = world(async () => respond(200, endless), { latencyMs: 5, bytesPerMs: 1 });
  const readOne = async () => {
    const reader = (await transport(wireRequest('http://engine/events'))).body!.getReader();
    await reader.read();
    await reader.cancel();
  };
  await runFast(clock, readOne(), messageChannelTurn());
  await runTo(clock, clock.now() + 100, messageChannelTurn());
  expect(stopped).toBe(true);
  expect(trace.events.at(-1)).toMatchObject({ type: 'http.failed', reason: 'the reader closed the connection' });
});

test('a reader that leaves while nothing comes is heard of at the source at once', async () => {
  let stopped = false;
  const silent = new ReadableStream<Uint8Array>({
    cancel: () => {
      stopped = true;
    },
  });
  const { clock, trace, transport } = world(async () => respond(200, silent));
  const leave = async () => {
    const reader = (await transport(wireRequest('http://engine/events'))).body!.getReader();
    await Promise.all([reader.read(), reader.cancel()]);
  };
  await runFast(clock, leave(), messageChannelTurn());
  expect(stopped).toBe(true);
  expect(trace.events.map(({ type }) => type)).toEqual(['http.request', 'http.response', 'http.failed']);
});

test('a reader that does not read makes the sender wait', async () => {
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      sent += 64 * 1024;
      controller.enqueue(new Uint8Array(64 * 1024));
    },
  });
  const { clock, transport } = world(async () => respond(200, endless), { latencyMs: 5 });
  const response = await runFast(clock, transport(wireRequest('http://engine/logs')), messageChannelTurn());
  await runTo(clock, clock.now() + 1000, messageChannelTurn());
  const before = sent;
  expect(before).toBeLessThan(2 * 1024 * 1024);
  const reader = response.body!.getReader();
  await runFast(clock, reader.read(), messageChannelTurn());
  for (let i = 0; i < 10; i++) await runFast(clock, reader.read(), messageChannelTurn());
  await runTo(clock, clock.now() + 1000, messageChannelTurn());
  expect(sent).toBeGreaterThan(before);
});

test('what has arrived before a connection breaks is still read', async () => {
  const cut = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        controller.enqueue(new TextEncoder().encode('half of it'));
        await Promise.resolve();
        controller.error(new Error('connection reset'));
      },
    },
    { highWaterMark: 0 },
  );
  const { clock, trace, transport } = world(async () => respond(200, cut), { latencyMs: 5 });
  const read = async () => {
    const reader = (await transport(wireRequest('http://registry/blob'))).body!.getReader();
    await clock.sleep(100);
    return [new TextDecoder().decode((await reader.read()).value), await reader.read().catch((error: Error) => error.message)];
  };
  expect(await runFast(clock, read(), messageChannelTurn())).toEqual(['half of it', 'connection reset']);
  expect(trace.events.at(-1)).toMatchObject({ type: 'http.failed', reason: 'connection reset' });
});

test('a request that is given up before its answer fails for the caller, and what comes is for nobody', async () => {
  let stopped = false;
  const late = new ReadableStream<Uint8Array>({
    cancel: () => {
      stopped = true;
    },
  });
  const { clock, trace, transport } = world(() => clock.sleep(1000).then(() => respond(200, late)), { latencyMs: 5 });
  const stop = new AbortController();
  const asked = transport(wireRequest('http://engine/events', { signal: stop.signal }));
  clock.setTimeout(() => stop.abort(new Error('enough')), 100);
  await expect(runFast(clock, asked, messageChannelTurn())).rejects.toThrow('enough');
  expect(clock.now()).toBe(100);
  await runTo(clock, 2000, messageChannelTurn());
  expect(stopped).toBe(true);
  expect(trace.events.map(({ type }) => type)).toEqual(['http.request', 'http.failed']);
});

test('a request that is given up while its answer comes breaks at both ends', async () => {
  let stopped = false;
  const silent = new ReadableStream<Uint8Array>({
    cancel: () => {
      stopped = true;
    },
  });
  const { clock, trace, transport } = world(async () => respond(200, silent), { latencyMs: 5 });
  const stop = new AbortController();
  const read = transport(wireRequest('http://engine/events', { signal: stop.signal })).then(readText);
  clock.setTimeout(() => stop.abort(new Error('enough')), 100);
  await expect(runFast(clock, read, messageChannelTurn())).rejects.toThrow('enough');
  expect(stopped).toBe(true);
  expect(trace.events.at(-1)).toMatchObject({ at: 100, type: 'http.failed', reason: 'the reader closed the connection' });
});

test('a hijacked connection carries bytes both ways, with the status of an upgrade', async () => {
  const { clock, trace, transport } = world(
    async (request) => upgrade(request.body!.pipeThrough(new TransformStream()), { Connection: 'Upgrade', Upgrade: 'tcp' }),
    { latencyMs: 5 },
  );
  const talk = async () => {
    const body = streamOf('echo me');
    const response = await transport(
      wireRequest('http://engine/attach', { method: 'POST', headers: { Connection: 'Upgrade', Upgrade: 'tcp' }, body }),
    );
    return [response.status, await readText(response)];
  };
  expect(await runFast(clock, talk(), messageChannelTurn())).toEqual([101, 'echo me']);
  const request = trace.events.find((event) => event.type === 'http.request');
  expect(request).toMatchObject({ headers: expect.arrayContaining([['upgrade', 'tcp']]) });
});

test('where nothing answers, the caller is told and so is the trace', async () => {
  const { clock, trace, transport } = world(async () => {
    throw new Error('connection refused');
  });
  await expect(runFast(clock, transport(wireRequest('http://engine/_ping')), messageChannelTurn())).rejects.toThrow('connection refused');
  expect(trace.events.at(-1)).toMatchObject({ type: 'http.failed', reason: 'connection refused' });
});

test('what is asked because of something says so in the trace, and nothing of it is on the wire', async () => {
  let heads: string[] = [];
  const { clock, trace, transport } = world(async (request) => {
    heads = [...request.headers.keys()];
    return respond(200, causeOf(request) ?? '');
  });
  const answer = transport(causedBy(wireRequest('http://engine/_ping'), 'c1')).then(readText);
  expect(await runFast(clock, answer, messageChannelTurn())).toBe('x1');
  expect(trace.events[0]).toMatchObject({ span: 'x1', parent: 'c1' });
  expect(heads).toEqual([]);
});

test('a capped log forgets its oldest events and goes on counting', () => {
  const clock = new VirtualClock();
  const trace = new TraceLog({ clock, startedAt: '2026-01-01T00:00:00.000Z', cap: 100 });
  for (let i = 0; i < 1000; i++) trace.emit({ type: 'command.end', actor: 'client', exitCode: i });
  expect(trace.events.length).toBeLessThanOrEqual(110);
  expect(trace.events.at(-1)).toMatchObject({ seq: 999, exitCode: 999 });
});
